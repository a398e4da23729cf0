using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Handrail.Server.Features.Compliance;

/// <summary>The policies that bind an organization: its own where one is in force, else the library's. A text is read once however often it is looked at.</summary>
public sealed class PoliciesInForce(Library library, IMemoryCache cache)
{
    public async Task<IReadOnlyList<Policy>> All(HandrailDb db, CancellationToken stop)
    {
        var inForce = db.PolicyRevisions.AsNoTracking().Where(revision => revision.State == PolicyState.InForce);
        var own = await inForce.Select(revision => new { revision.Policy, revision.Sha256 }).ToDictionaryAsync(revision => revision.Policy, revision => Known(revision.Sha256, revision.Policy), stop);
        if (own.Count == 0) return library.Catalogue.Policies;
        if (own.ContainsValue(null))
            foreach (var revision in await inForce.ToListAsync(stop)) own[revision.Policy] = Read(revision);
        return [.. library.Catalogue.Policies.Select(policy => own.GetValueOrDefault(policy.Id) ?? policy), .. own.Where(one => library.Catalogue.Policies.All(policy => policy.Id != one.Key)).Select(one => one.Value).OfType<Policy>()];
    }

    public async Task<Policy?> Find(HandrailDb db, string id, CancellationToken stop) => (await All(db, stop)).FirstOrDefault(policy => policy.Id == id);

    /// <summary>The library as it is for the organization: with its own policies in the place of those it replaced.</summary>
    public async Task<Catalogue> Catalogue(HandrailDb db, CancellationToken stop) => library.Catalogue with { Policies = await All(db, stop) };

    public Policy Read(PolicyRevision revision)
    {
        if (Known(revision.Sha256, revision.Policy) is { } known) return known;
        var policy = PolicyReader.Read(revision.Text, revision.Policy + ".md");
        // As with procedures: a parsed text is roughly ten times as large as its source; the cache counts kilobytes.
        cache.Set(("policy", revision.Sha256, revision.Policy), policy, new MemoryCacheEntryOptions { Size = 1 + revision.Text.Length * 10L / 1024 });
        return policy;
    }

    Policy? Known(string sha256, string id) => cache.Get<Policy>(("policy", sha256, id));
}
