using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Work;

/// <summary>
/// Puts in force what is approved when its date has come. The row says when, so looking costs one indexed query; two servers may look at once, the head row lets
/// one of them act.
/// </summary>
public sealed class PublicationClock(IServiceScopeFactory scopes, Library library, PoliciesInForce policies, ProcedureTexts texts, TimeProvider clock, ILogger<PublicationClock> log)
    : Clock(TimeSpan.FromSeconds(30), clock, log, "Revisions whose date has come could not be put in force")
{
    /// <summary>Puts in force what is due now.</summary>
    public override async Task Tick(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var now = Instant.Now(Time);
        using var everybody = db.LookAcross();
        // Across organizations on purpose: each revision is then handled within its own.
        var due = await (from revision in db.Revisions.IgnoreQueryFilters()
                         join sop in db.Sops.IgnoreQueryFilters() on revision.SopId equals sop.Id
                         where revision.State == RevisionState.Approved && revision.EffectiveAt != null && revision.EffectiveAt <= now
                         orderby revision.EffectiveAt
                         select new { revision.OrganizationId, Sop = sop.Number, sop.Suffix, revision.Number }).AsNoTracking().Take(100).ToListAsync(stop);
        foreach (var revision in due) await Publish(revision.OrganizationId, Labels.Sop(revision.Sop, revision.Suffix), revision.Number, stop);
    }

    async Task Publish(Id<Organization> organization, string sop, int number, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        db.Tenant = organization;
        var name = await db.Organizations.Where(row => row.Id == organization).Select(row => row.Name).SingleAsync(stop);
        var self = new CurrentMember(default, organization, "The clock", name, Permission.Administrator);
        var published = await ComeIntoForce.Handle(sop, number, new(self, db, texts, library, policies, Time, stop));
        if (published.Refusal is { } refusal) Log.LogWarning("{Sop} v{Number} was due and did not come into force: {Reason}", sop, number, refusal.Message);
    }
}
