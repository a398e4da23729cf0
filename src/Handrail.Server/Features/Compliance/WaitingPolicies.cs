using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <param name="HasBlank">Then it is to be written, else to be signed.</param>
public sealed record WaitingPolicy(OwnPolicy Own, PolicyRevision Draft, bool HasBlank);

/// <summary>A policy's draft with a blank waits for whoever writes it; one without, for whoever may sign it.</summary>
static class WaitingPolicies
{
    /// <summary>The oldest first.</summary>
    public static async Task<IReadOnlyList<WaitingPolicy>> For(Person me, IReadOnlyList<Person> people, Workbench bench)
    {
        var drafts = await (from own in bench.Db.OwnPolicies
                            join draft in bench.Db.PolicyRevisions on new { own.Name, Number = own.Draft } equals new { Name = draft.Policy, Number = (int?)draft.Number }
                            orderby draft.ChangedAt, own.Name
                            select new { own, draft }).AsNoTracking().Take(200).ToListAsync(bench.Stop);
        if (drafts.Count == 0) return [];
        var known = await Values.Now(bench.Db, bench.By, bench.Stop);
        return [.. drafts.Select(row => new WaitingPolicy(row.own, row.draft, Placeholders.In(row.draft.Text).Any(placeholder => !known.ContainsKey(placeholder.Key))))
            .Where(row => row.HasBlank ? row.Draft.AuthorIds.Contains(me.Id) : PolicyApproval.RightOf(me, row.Draft.AuthorIds, people).Refusal is null)];
    }

    /// <summary>What is to be signed by whoever works at the bench after this one; all of it where none is named.</summary>
    public static async Task<IReadOnlyList<string>> ToSignAfter(string policy, Workbench bench)
    {
        var people = await PeopleHere.All(bench.Db, bench.Now, bench.Stop);
        if (people.FirstOrDefault(person => person.Id == bench.By.Id.ToString()) is not { } me) return [];
        var names = (await For(me, people, bench)).Where(row => !row.HasBlank).Select(row => row.Own.Name).ToList();
        return policy.Length == 0 ? names : [.. names.SkipWhile(name => name != policy).Skip(1)];
    }
}
