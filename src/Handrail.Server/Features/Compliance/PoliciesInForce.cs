using Handrail.Core.Compliance;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;

namespace Handrail.Server.Features.Compliance;

/// <summary>The policies that bind an organization.</summary>
sealed class PoliciesInForce(Library library)
{
    public Task<IReadOnlyList<Policy>> All(HandrailDb db, CancellationToken stop) => Task.FromResult(library.Catalogue.Policies);

    public async Task<Policy?> Find(HandrailDb db, string id, CancellationToken stop) => (await All(db, stop)).FirstOrDefault(policy => policy.Id == id);
}
