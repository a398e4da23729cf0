using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>Begins a run of the published revision of a procedure, or a drill of its draft.</summary>
static class StartRun
{
    static readonly Refusal.Conflict NotPublished = new("This procedure has no published revision yet, so it cannot be run. An administrator publishes it from its page; its draft can be tried as a drill.");
    static readonly Refusal.Conflict NoDraft = new("Nobody is working on another version of this procedure, so there is no draft to try. Start a drill of the version in force instead.");

    public static async Task<Outcome<Run>> Handle(string sopLabel, StartAct act, IReadOnlyList<SentFile> files, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        foreach (var file in files) await StoredFiles.Keep(db, change, by, file.Content, file.Name, stop);
        if (!(await Within(change, sopLabel, act, files, by, db, texts, stop)).Granted(out var started, out var refusal)) return refusal;
        await change.Commit(stop);
        db.Across.Runs.Keep(change, by.OrganizationId, started);
        return started.Run;
    }

    /// <summary>Begins anew with the version in force what was begun with an earlier one: that run is abandoned in the same change, and says which one goes on.</summary>
    public static async Task<Outcome<Run>> Anew(string earlier, string sopLabel, StartAct act, IReadOnlyList<SentFile> files, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (!(await RunView.Load(db, texts, earlier, stop)).Granted(out var view, out var unknown)) return unknown;
        if (view.State.Parent is { } parent) return new Refusal.Conflict($"{earlier} is part of {parent}. Abandon it there, and start it again from its step.");
        if (view.Sop.PublishedId == view.Revision.Id) return new Refusal.Conflict($"{earlier} follows the version in force already.");
        foreach (var file in files) await StoredFiles.Keep(db, change, by, file.Content, file.Name, stop);
        if (!(await Within(change, sopLabel, act, files, by, db, texts, stop)).Granted(out var started, out var refusal)) return refusal;
        var run = started.Run;
        if (run.SopId != view.Sop.Id) return new Refusal.Conflict($"{earlier} is a run of another procedure.");
        var (actor, ended) = (WithinRun.ActorOf(by, started.Roles, WithinRun.OpenRoles(view.Procedure, started.Roles)), view.Run.Copy());
        var abandoned = await WithinRun.Act(change, ended, view.State, new AbandonRun($"Begun anew as {run.Label}, because a newer version of the procedure came into force."), actor, stop);
        if (abandoned.Refusal is { } over) return over;
        change.Update(view.Run, ended);
        await change.Commit(stop);
        return run;
    }

    /// <summary>Also how a step starts the run of another procedure, in one change with its own fact.</summary>
    internal static async Task<Outcome<RunInHand>> Within(Change change, string sopLabel, StartAct act, IReadOnlyList<SentFile> files, CurrentMember by, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        if (!Labels.TryReadSop(sopLabel, out var number) || await db.Sops.Numbered(number).SingleOrDefaultAsync(stop) is not { } found)
            return new Refusal.NotFound("There is no such procedure, or you may not see it.");
        if (!(await Followed(db, found, act.Kind, stop)).Granted(out var revision, out var none)) return none;
        var procedure = texts.Read(revision.Sha256, revision.Text, found.FileName);
        if (await NotRunBy(found, procedure.Header, act.Kind, by, db, change.At, stop) is { } somebodyElse) return somebodyElse;
        var roles = await Roles.ByMember(db, stop);
        var open = WithinRun.OpenRoles(procedure, roles);
        var actor = WithinRun.ActorOf(by, roles, open);
        if (await ActOnRun.HasForeignFile(db, RunForms.FilesIn(procedure.StartFields, act.Fields), files, stop)) return ActOnRun.NoSuchFile;

        if (await KnownNames.In(act, procedure.StartFields, db, stop) is StartAct named) act = named;
        if (!RunEngine.Start(procedure, act with { Procedure = $"{found.Label} v{revision.Number}{(act.Kind == RunKind.Trial ? " draft" : "")}" }, actor, change.At).Granted(out var facts, out var refusal)) return refusal;
        var run = new Run
        {
            Id = Id<Run>.New(change.At),
            OrganizationId = by.OrganizationId,
            Number = Math.Max(await db.Runs.IgnoreQueryFilters([ReaderFilter.Name]).MaxAsync(row => (int?)row.Number, stop) ?? 1000, db.Runs.Local.Select(row => row.Number).DefaultIfEmpty().Max()) + 1,
            SopId = found.Id,
            RevisionId = revision.Id,
            Kind = act.Kind,
            ParentLabel = act.Parent,
            Title = "",
            Status = RunStatus.Running,
            StartedById = by.Id,
            StartedAt = change.At,
        };
        db.Runs.Add(run);
        if (act.Kind == RunKind.Trial)
            db.TriedTexts.Add(new TriedText { RunId = run.Id, OrganizationId = run.OrganizationId, Text = revision.Text, Sha256 = revision.Sha256, Environment = Values.Freeze(Values.UsedBy(procedure, await Values.Of(db, by, revision, stop))) });
        else found.LastRunAt = change.At;
        var names = await MemberNames.ById(db, stop);
        if (!(await WithinRun.Record(change, run, RunState.Fold(procedure, [], id => names.GetValueOrDefault(id, "somebody")), facts, actor, stop)).Granted(out var state, out var tooLong)) return tooLong;
        foreach (var attach in RunForms.OfFields(files))
            if (!(await WithinRun.Act(change, run, state, attach, actor, stop)).Granted(out state, out var cannot)) return cannot;
        return new RunInHand(run, state, change.Last(run.Subject), roles, open, RunsInHand.IsOpen(found, revision));
    }

    /// <summary>Why somebody may not begin such a run; null when they may. The drill of a draft tries its words, and is for whoever reads them.</summary>
    /// <param name="header">Of the text that is followed.</param>
    internal static async Task<Refusal.Forbidden?> NotRunBy(Sop sop, Header header, RunKind kind, CurrentMember by, HandrailDb db, Instant now, CancellationToken stop)
    {
        var runners = Circle.OfRunners(header);
        return kind == RunKind.Trial || await runners.Includes(by, db, now, stop) ? null : new($"{sop.Label} is run by {runners.InWords}; that is not you. Ask one of them to start it.");
    }

    /// <summary>The revision that such a run keeps to: of a drill of a draft the one that is worked on, of every other the one in force.</summary>
    internal static async Task<Outcome<Revision>> Followed(HandrailDb db, Sop sop, RunKind kind, CancellationToken stop)
    {
        if (sop.Retired) return NotPublished;
        if (kind == RunKind.Trial) return await db.Revisions.SingleOrDefaultAsync(row => row.Id == sop.LatestId, stop) is { } draft && draft.State.IsUnderway() ? draft : NoDraft;
        return sop.PublishedId is { } published ? await db.Revisions.SingleAsync(row => row.Id == published, stop) : NotPublished;
    }
}
