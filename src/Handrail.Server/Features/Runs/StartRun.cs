using Handrail.Core;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>Begins a run of the published revision of a procedure.</summary>
static class StartRun
{
    static readonly Refusal.Conflict NotPublished = new("This procedure has no published revision yet, so it cannot be run. An administrator publishes it from its page.");

    public static async Task<Outcome<Run>> Handle(string sopLabel, StartAct act, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (!(await Within(change, sopLabel, act, by, db, texts, stop)).Granted(out var started, out var refusal)) return refusal;
        await change.Commit(stop);
        db.Across.Runs.Keep(change, by.OrganizationId, started);
        return started.Run;
    }

    /// <summary>Also how a step starts the run of another procedure, in one change with its own fact.</summary>
    internal static async Task<Outcome<RunInHand>> Within(Change change, string sopLabel, StartAct act, CurrentMember by, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        if (!Labels.TryReadSop(sopLabel, out var number) || await db.Sops.SingleOrDefaultAsync(sop => sop.Number == number, stop) is not { } found)
            return new Refusal.NotFound("There is no such procedure, or you may not see it.");
        if (found.Retired || found.PublishedId is not { } published) return NotPublished;
        var revision = await db.Revisions.SingleAsync(row => row.Id == published, stop);
        var procedure = texts.Read(revision.Sha256, revision.Text, found.FileName);
        var roles = await Roles.ByMember(db, stop);
        var open = WithinRun.OpenRoles(procedure, roles);
        var actor = WithinRun.ActorOf(by, roles, open);

        if (!RunEngine.Start(procedure, act with { Procedure = $"{found.Label} v{revision.Number}" }, actor, change.At).Granted(out var facts, out var refusal)) return refusal;
        var run = new Run
        {
            Id = Id<Run>.New(change.At),
            OrganizationId = by.OrganizationId,
            Number = Math.Max(await db.Runs.MaxAsync(row => (int?)row.Number, stop) ?? 1000, db.Runs.Local.Select(row => row.Number).DefaultIfEmpty().Max()) + 1,
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
        found.LastRunAt = change.At;
        var names = await MemberNames.ById(db, stop);
        var recorded = await WithinRun.Record(change, run, RunState.Fold(procedure, [], id => names.GetValueOrDefault(id, "somebody")), facts, actor, stop);
        return recorded.Map(state => new RunInHand(run, state, change.Last(run.Subject), roles, open));
    }
}
