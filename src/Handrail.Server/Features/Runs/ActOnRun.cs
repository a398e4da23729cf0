using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <summary>A file that was sent with an act: already in the store, not yet claimed by anybody.</summary>
/// <param name="Input">The name of the form's input: evidence, or a field that takes a file.</param>
public sealed record SentFile(FileContent Content, string Name, string Input = SentFile.EvidenceInput)
{
    public const string EvidenceInput = "evidence";

    public EvidenceFile AsEvidence => new(Content.Sha256, Name, Content.MediaType, Content.Length);
}

/// <summary>
/// Every act on a run goes through here, from whichever door: one read, pure decisions, one write; of several acts all are done or none. The head row is locked before the read,
/// so of two people who complete the same step one is first and the other hears who it was.
/// </summary>
static class ActOnRun
{
    public static readonly Refusal.Invalid NoSuchFile = new("evidence", "Upload the file first; files are kept by their SHA-256.");

    public static async Task<Outcome<RunState>> Handle(string label, IReadOnlyList<RunAct> acts, IReadOnlyList<SentFile> files, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (!(await db.Across.Runs.Take(change, db, texts, label, stop)).Granted(out var held, out var unknown)) return unknown;
        var (run, state) = (held.Run.Copy(), held.State);
        change.Follows(run.Subject, held.Last);
        var actor = WithinRun.ActorOf(by, held.Roles, held.OpenRoles);
        foreach (var file in files) await StoredFiles.Keep(db, change, by, file.Content, file.Name, stop);
        foreach (var act in acts)
        {
            if (!(await One(change, run, state, act, files, actor, by, db, texts, stop)).Granted(out var after, out var refusal)) return refusal;
            state = after;
        }
        if (state is { EndedAt: not null, Parent: { } parent }) await TellParent(change, parent, run.Label, state.Ending ?? RunEnding.Completed, actor, db, texts, stop);
        change.Update(held.Run, run);
        await change.Commit(stop);
        db.Across.Runs.Keep(change, by.OrganizationId, held with { Run = run, State = state, Last = change.Last(run.Subject) });
        return state;
    }

    static async Task<Outcome<RunState>> One(Change change, Run run, RunState state, RunAct act, IReadOnlyList<SentFile> files, Actor actor, CurrentMember by, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        if (await HasForeignFile(db, Named(act, state), files, stop)) return NoSuchFile;
        if (act is StartChildRun { Run: null } start)
        {
            if (!(await ChildStart.Within(change, run, state, start, [.. files.Where(file => file.Input.StartsWith(RunForms.FieldPrefix, StringComparison.Ordinal))], by, db, texts, stop)).Granted(out var child, out var cannot)) return cannot;
            act = start with { Run = child.Label, Fields = [] };
        }
        return await WithinRun.Act(change, run, state, await KnownNames.In(act, FieldsOf(state, act), db, stop), actor, stop);
    }

    static IReadOnlyList<RecordField> FieldsOf(RunState state, RunAct act) => act switch
    {
        StepAct on => state.Find(on.Step)?.Step.Records ?? [],
        RecordFields { Step: { } step } => state.Find(step)?.Step.Records ?? [],
        RecordFields => state.Procedure.StartFields,
        _ => [],
    };

    /// <summary>Whether a run of this procedure is above that run, or is that run.</summary>
    internal static async Task<bool> IsAncestor(HandrailDb db, Run run, Id<Sop> sop, CancellationToken stop)
    {
        using var unseen = db.ReadUnseen();
        for (var depth = 0; depth < 20; depth++)
        {
            if (run.SopId == sop) return true;
            if (!Labels.TryReadRun(run.ParentLabel, out var number)) return false;
            run = await db.Runs.SingleAsync(row => row.Number == number, stop);
        }
        return true;
    }

    static async Task TellParent(Change change, string parent, string child, RunEnding ending, Actor by, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        using var unseen = db.ReadUnseen();
        if (!(await RunView.Load(db, texts, parent, stop)).Granted(out var view, out _)) return;
        var step = view.State.Children.LastOrDefault(started => started.Run == child)?.Step;
        if (step is null) return;
        var run = view.Run.Copy();
        // Refused only when the parent no longer waits, which is then its own story.
        await WithinRun.Act(change, run, view.State, new EndChildRun(step, child, ending), by, stop);
        change.Update(view.Run, run);
    }

    /// <summary>What an act names by hash, as evidence or in a field that takes a file.</summary>
    static IEnumerable<string> Named(RunAct act, RunState state) => act switch
    {
        CompleteStep complete => complete.Evidence.Select(file => file.Sha256).Concat(RunForms.FilesIn(state.Find(complete.Step)?.Step.Records ?? [], complete.Fields)),
        RecordFields record => RunForms.FilesIn(state.Find(record.Step)?.Step.Records ?? state.Procedure.StartFields, record.Fields),
        AttachEvidence attach => [attach.File.Sha256],
        _ => [],
    };

    /// <summary>What is named by hash must be a file this organization holds.</summary>
    public static async Task<bool> HasForeignFile(HandrailDb db, IEnumerable<string> named, IReadOnlyList<SentFile> sent, CancellationToken stop)
    {
        foreach (var sha256 in named.Where(sha256 => sent.All(own => own.Content.Sha256 != sha256)))
            if (!await db.StoredFiles.AnyAsync(row => row.Sha256 == sha256, stop)) return true;
        return false;
    }
}
