using Handrail.Core;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Work;

/// <summary>
/// What happens in runs without anybody: waits end, unclaimed steps are escalated. The row says when, so looking costs one indexed query;
/// two servers may look at once, the head row lets one of them act.
/// </summary>
public sealed class RunClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunClock> log)
    : Clock(TimeSpan.FromSeconds(20), clock, log, "Runs that were due could not be moved on")
{
    /// <summary>Moves on what is due now.</summary>
    public override async Task Tick(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var now = Instant.Now(Time);
        using var everybody = db.LookAcross();
        // Across organizations on purpose: each run is then handled within its own.
        var due = await db.Runs.IgnoreQueryFilters().AsNoTracking().Where(run => run.WakeAt != null && run.WakeAt <= now).OrderBy(run => run.WakeAt).Take(100).Select(run => new { run.OrganizationId, run.Number }).ToListAsync(stop);
        foreach (var run in due) await Wake(run.OrganizationId, Labels.Run(run.Number), now, stop);
    }

    async Task Wake(Id<Organization> organization, string run, Instant now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var texts = scope.ServiceProvider.GetRequiredService<ProcedureTexts>();
        db.Tenant = organization;
        if (!(await RunView.Load(db, texts, run, stop)).Granted(out var view, out _)) return;
        var acts = view.State.Open.SelectMany(step => Due(step, now)).ToList();
        db.ChangeTracker.Clear();
        var self = new CurrentMember(default, organization, "The clock", "", Permission.Member);
        var moved = await ActOnRun.Handle(run, acts, [], self, db, texts, Time, stop);
        if (moved.Refusal is { } refusal) Log.LogWarning("{Run} was due and did not move on: {Reason}", run, refusal.Message);
    }

    static IEnumerable<RunAct> Due(StepState step, Instant now)
    {
        if (step.Status == StepStatus.Waiting && step.WakesAt <= now) yield return new EndWait(step.Key, null, step.Round);
        if (step.EscalateAt <= now) yield return new EscalateStep(step.Key, null, step.Round);
    }
}
