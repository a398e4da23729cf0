using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>
/// Policies and standards come with the program, so they change when it does: at each start, procedures in force that serve a clause or a control which reads
/// otherwise than at their last review are found, and the journal says so.
/// </summary>
public sealed class NewEdition(IServiceScopeFactory scopes, PoliciesInForce policies, TimeProvider clock) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Compare(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task Compare(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        using var everybody = db.LookAcross();
        // Across organizations on purpose: each procedure is then handled within its own.
        var rows = await (from outlook in db.ReviewOutlooks.IgnoreQueryFilters() join sop in db.Sops.IgnoreQueryFilters() on outlook.SopId equals sop.Id where outlook.Served != "{}" select new { sop, outlook }).AsNoTracking().ToListAsync(stop);
        foreach (var organization in rows.GroupBy(row => row.sop.OrganizationId)) await Say(organization.Key, [.. organization.Select(row => (row.sop, row.outlook))], stop);
    }

    /// <summary>What reads otherwise and is no reason for a review yet.</summary>
    static IEnumerable<string> Unsaid(ReviewOutlook outlook, Catalogue catalogue)
    {
        var known = outlook.Read().Triggers;
        return from trigger in ServedWords.Changed(ServedWords.Read(outlook.Served), catalogue, outlook.Since)
               where !known.Any(before => (before.Kind, before.About) == (trigger.Kind, trigger.About))
               select trigger.About;
    }

    async Task Say(Id<Organization> organization, IReadOnlyList<(Sop Sop, ReviewOutlook Outlook)> rows, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        db.Tenant = organization;
        // What an organization has made its own does not change with the program.
        var catalogue = await policies.Catalogue(db, stop);
        var changed = rows.Select(row => (row.Sop, Ids: Unsaid(row.Outlook, catalogue).ToList())).Where(row => row.Ids.Count > 0).ToList();
        if (changed.Count == 0) return;
        await using var change = await Change.Begin(db, new CurrentMember(default, organization, "A new edition of the library", "", Permission.Administrator), clock, stop);
        foreach (var (sop, ids) in changed)
            if ((await change.Append(sop.Subject, new ServedClausesChanged(sop.Label, ids), stop)).Refusal is { } tooLong) throw new InvalidOperationException(tooLong.Message);
        await change.Commit(stop);
    }
}
