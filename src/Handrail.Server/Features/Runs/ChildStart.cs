using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>What it takes to start the procedure that a step starts.</summary>
/// <param name="Asked">What it wants to know before it begins and this run does not.</param>
/// <param name="Hindrance">Why whoever looks cannot start it; null when they can.</param>
public sealed record ChildToStart(IReadOnlyList<RecordField> Asked, string? Hindrance)
{
    public static readonly ChildToStart Nothing = new([], null);

    /// <summary>Somebody else starts it, on the same page.</summary>
    public bool IsForOthers { get; init; }

    /// <summary>What is to be published first.</summary>
    public Sop? Target { get; init; }

    /// <summary>Of the library, from which whoever looks can take it.</summary>
    public Template? Template { get; init; }
}

/// <summary>A step starts a run of another procedure, which may ask for something before it begins.</summary>
static class ChildStart
{
    /// <summary>What the procedure that this step starts wants to know and this run does not; nothing where the step starts none, or one that cannot be run.</summary>
    public static async Task<IReadOnlyList<RecordField>> Asks(RunState state, string? step, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        step is not null && state.Find(step) is { Child: not { Ending: null } } asking && RunState.LinkOf(asking) is { } link && await SopLinks.Find(db, link.Target, stop) is { } target
            ? [.. (await FieldsOf(target, db, texts, stop)).Where(field => !state.Fields.ContainsKey(field.Key))]
            : [];

    /// <summary>What it takes to start what an open step starts.</summary>
    public static async Task<ChildToStart> Of(RunState state, StepState step, Workbench bench)
    {
        if (step.Child is { Ending: null } || RunState.LinkOf(step) is not { } link) return ChildToStart.Nothing;
        if (await SopLinks.Find(bench.Db, link.Target, bench.Stop) is not { } target)
            return new([], NotHere(link)) { Template = bench.By.Permission >= Permission.Member ? bench.Library.Named(SopLinks.NameIn(link.Target)) : null };
        if (target is { Retired: true } or { PublishedId: null }) return new([], NotInForce(target)) { Target = target };
        var revision = await bench.Db.Revisions.SingleAsync(row => row.Id == target.PublishedId, bench.Stop);
        var procedure = bench.Texts.Read(revision.Sha256, revision.Text, target.FileName);
        return await StartRun.NotRunBy(target, procedure.Header, RunKind.Live, bench.By, bench.Db, bench.Now, bench.Stop) is { } somebodyElse
            ? new([], somebodyElse.Message) { IsForOthers = true }
            : new([.. procedure.StartFields.Where(field => !state.Fields.ContainsKey(field.Key))], null);
    }

    static string NotHere(ProcedureLink link) => $"“{link.Text}” is not among the procedures of your organization.";

    static string NotInForce(Sop target) => $"{target.Label} {target.Title} {(target.Retired ? "is retired" : "is not in force yet")}, so it cannot be started.";

    public static async Task<Outcome<Run>> Within(Change change, Run run, RunState state, StartChildRun act, IReadOnlyList<SentFile> files, CurrentMember by, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        if (state.Find(act.Step) is not { } step || RunState.LinkOf(step) is not { } link) return new Refusal.NotFound("This step starts no other procedure.");
        if (await SopLinks.Find(db, link.Target, stop) is not { } target) return new Refusal.Conflict($"{NotHere(link)} Take it from the library or import it, or skip this step with a reason.");
        if (target is { Retired: true } or { PublishedId: null }) return new Refusal.Conflict($"{NotInForce(target)} Publish it first, or skip this step with a reason.");
        if (await ActOnRun.IsAncestor(db, run, target.Id, stop)) return new Refusal.Conflict($"{target.Label} is running above this run already; starting it again would never end. Skip this step with a reason.");
        // What the child asks for and this run knows under the same name is handed down.
        var handed = (await FieldsOf(target, db, texts, stop)).Select(field => act.Fields.FirstOrDefault(given => given.Field == field.Key) ?? state.Fields.GetValueOrDefault(field.Key)).OfType<FieldValue>().ToList();
        var started = await StartRun.Within(change, target.Label, new StartAct("", state.Kind == RunKind.Trial ? RunKind.Drill : state.Kind, Parent: run.Label) { Fields = handed }, files, by, db, texts, stop);
        return started.Refusal is Refusal.Forbidden somebodyElse ? new Refusal.Forbidden($"{somebodyElse.Message} They can do that from here, in {run.Label}; or skip this step with a reason.") : started.Map(begun => begun.Run);
    }

    static async Task<IReadOnlyList<RecordField>> FieldsOf(Sop target, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        target.PublishedId is { } published && await db.Revisions.SingleAsync(row => row.Id == published, stop) is { } revision ? texts.Read(revision.Sha256, revision.Text, target.FileName).StartFields : [];
}
