using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>A step starts a run of another procedure, which may ask for something before it begins.</summary>
static class ChildStart
{
    /// <summary>What the procedure that this step starts wants to know and this run does not; nothing where the step starts none, or one that cannot be run.</summary>
    public static async Task<IReadOnlyList<RecordField>> Asks(RunState state, string? step, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        step is not null && state.Find(step) is { Child: not { Ending: null } } asking && RunState.LinkOf(asking) is { } link && await SopLinks.Find(db, link.Target, stop) is { } target
            ? [.. (await FieldsOf(target, db, texts, stop)).Where(field => !state.Fields.ContainsKey(field.Key))]
            : [];

    /// <summary>Why this member cannot start what the step starts, while somebody else can; null where they can.</summary>
    public static async Task<string?> NotRunBy(StepState step, CurrentMember by, HandrailDb db, ProcedureTexts texts, Instant now, CancellationToken stop) =>
        step.Child is not { Ending: null } && RunState.LinkOf(step) is { } link && await SopLinks.Find(db, link.Target, stop) is { PublishedId: { } published } target && await db.Revisions.SingleAsync(row => row.Id == published, stop) is { } revision
            ? (await StartRun.NotRunBy(target, texts.Read(revision.Sha256, revision.Text, target.FileName).Header, RunKind.Live, by, db, now, stop))?.Message : null;

    public static async Task<Outcome<Run>> Within(Change change, Run run, RunState state, StartChildRun act, IReadOnlyList<SentFile> files, CurrentMember by, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        if (state.Find(act.Step) is not { } step || RunState.LinkOf(step) is not { } link) return new Refusal.NotFound("This step starts no other procedure.");
        if (await SopLinks.Find(db, link.Target, stop) is not { } target)
            return new Refusal.Conflict($"“{link.Text}” ({link.Target}) is not among the procedures of your organization. Import or adopt it, or skip this step with a reason.");
        if (await ActOnRun.IsAncestor(db, run, target.Id, stop)) return new Refusal.Conflict($"{target.Label} is running above this run already; starting it again would never end. Skip this step with a reason.");
        // What the child asks for and this run knows under the same name is handed down.
        var handed = (await FieldsOf(target, db, texts, stop)).Select(field => act.Fields.FirstOrDefault(given => given.Field == field.Key) ?? state.Fields.GetValueOrDefault(field.Key)).OfType<FieldValue>().ToList();
        var started = await StartRun.Within(change, target.Label, new StartAct("", state.Kind == RunKind.Trial ? RunKind.Drill : state.Kind, Parent: run.Label) { Fields = handed }, files, by, db, texts, stop);
        return started.Refusal is Refusal.Forbidden somebodyElse ? new Refusal.Forbidden($"{somebodyElse.Message} They can do that from here, in {run.Label}; or skip this step with a reason.") : started.Map(begun => begun.Run);
    }

    static async Task<IReadOnlyList<RecordField>> FieldsOf(Sop target, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        target.PublishedId is { } published && await db.Revisions.SingleAsync(row => row.Id == published, stop) is { } revision ? texts.Read(revision.Sha256, revision.Text, target.FileName).StartFields : [];
}
