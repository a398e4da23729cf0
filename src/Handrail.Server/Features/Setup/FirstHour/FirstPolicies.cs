using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>A policy that was taken and has not been in force yet.</summary>
/// <param name="Stops">What its text still lacks; null when it can be signed.</param>
/// <param name="Alone">Whoever looks took it, and is the only one there is to sign it.</param>
public sealed record FirstPolicy(PolicyDesk Desk, PolicyRevision Draft, Refusal? Stops, bool Alone)
{
    // Somebody else's draft is read on its own page before it is signed; this is only for what one took oneself.
    public bool MaySign => Alone && Stops is null;
}

static class FirstPolicies
{
    public sealed record Row
    {
        public required OwnPolicy Own { get; init; }
        public required PolicyRevision Draft { get; init; }
    }

    public static IQueryable<Row> Drafts(HandrailDb db) =>
        from own in db.OwnPolicies join draft in db.PolicyRevisions on new { own.Name, Number = own.Draft } equals new { Name = draft.Policy, Number = (int?)draft.Number } where own.InForce == null orderby own.Title select new Row { Own = own, Draft = draft };

    public static async Task<IReadOnlyList<FirstPolicy>> Load(Workbench bench)
    {
        List<FirstPolicy> found = [];
        var values = await Values.Now(bench.Db, bench.By, bench.Stop);
        foreach (var id in await Drafts(bench.Db).Select(row => row.Own.Name).ToListAsync(bench.Stop))
        {
            if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out _) || desk.Draft is not { } draft) continue;
            var alone = (await ApprovePolicy.RightOf(desk, bench)).Granted(out var right, out _) && right.Alone;
            found.Add(new(desk, draft, await ApprovePolicy.Obstacle(bench, bench.Policies.Read(draft), values), alone));
        }
        return found;
    }
}
