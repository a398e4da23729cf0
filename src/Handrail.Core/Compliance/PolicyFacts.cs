using Handrail.Core.Journal;

namespace Handrail.Core.Compliance;

// Policy is its id, for example access-control; Revision counts from 1. Sha256 is of the text's UTF-8 bytes.

/// <summary>A policy became the organization's own, as a draft; until one is in force, what the library says holds.</summary>
/// <param name="Origin">Where the text came from: "library: access-control".</param>
public sealed record PolicyTaken(string Policy, string Title, string Origin, string Sha256) : Fact;

/// <param name="BasedOn">The revision whose text it begins with.</param>
public sealed record PolicyDraftOpened(string Policy, int Revision, int BasedOn, string Sha256) : Fact;

public sealed record PolicyDraftSaved(string Policy, int Revision, string Sha256) : Fact;

public sealed record PolicyDraftDiscarded(string Policy, int Revision) : Fact;

/// <summary>A signature that brings a policy into force: from here on runs are measured by its limits. Who and when stand in the entry.</summary>
/// <param name="Summary">What changed, in the author's words.</param>
/// <param name="Meaning">What the signature says: "approved for use".</param>
/// <param name="Capacity">In which the person signed: "as administrator".</param>
/// <param name="Environment">The values of the text's placeholders, frozen: each as "name=value".</param>
public sealed record PolicyPublished(string Policy, int Revision, string Sha256, string Title, string Summary, string Meaning, string Capacity, IReadOnlyList<string> Environment) : Fact
{
    public bool Equals(PolicyPublished? other) => other is not null
        && (Policy, Revision, Sha256, Title, Summary, Meaning, Capacity) == (other.Policy, other.Revision, other.Sha256, other.Title, other.Summary, other.Meaning, other.Capacity)
        && Environment.SequenceEqual(other.Environment);

    public override int GetHashCode() => HashCode.Combine(Policy, Revision, Sha256, Title, Summary);
}

/// <summary>What comes after the name in the journal.</summary>
static class PolicySentences
{
    public static string? Predicate(Fact fact) => fact switch
    {
        PolicyTaken f => $"took the policy {f.Title} as the organization's own ({f.Origin}).",
        PolicyDraftOpened f => $"began {f.Policy} v{f.Revision} from v{f.BasedOn}.",
        PolicyDraftSaved f => $"saved the draft {f.Policy} v{f.Revision}.",
        PolicyDraftDiscarded f => $"discarded the draft {f.Policy} v{f.Revision}.",
        PolicyPublished f => $"signed the policy {f.Policy} v{f.Revision} {f.Capacity}, {f.Meaning}; it is in force: {f.Summary}",
        _ => null,
    };
}
