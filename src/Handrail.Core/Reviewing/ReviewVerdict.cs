using System.Text.Json.Serialization;
using Handrail.Core.Journal;

namespace Handrail.Core.Reviewing;

/// <summary>What a review of a procedure in force ends with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewVerdict>))]
public enum ReviewVerdict
{
    /// <summary>It is right as it is, and gets its next day.</summary>
    Keep,
    /// <summary>It is followed until the next version is in force; what was found goes into the draft.</summary>
    Revise,
    /// <summary>It is not followed any more.</summary>
    Retire,
}

/// <summary>Somebody looked at a procedure in force and judged it. Who and when stand in the entry.</summary>
/// <param name="Sha256">Of the text that was judged.</param>
/// <param name="Capacity">In which the person did: "as Security lead", "as the only member of the organization, who also wrote it".</param>
/// <param name="Remark">Why, or what has to be otherwise.</param>
/// <param name="Reasons">What asked for the review, each a sentence; empty when its day came up.</param>
/// <param name="DueAt">The day of the next review; absent where none was set.</param>
/// <param name="Draft">The version that carries the findings.</param>
public sealed record ProcedureReviewed(string Number, int Revision, string Sha256, ReviewVerdict Verdict, string Capacity, string? Remark, IReadOnlyList<string> Reasons, Instant? DueAt, int? Draft) : Fact
{
    public bool Equals(ProcedureReviewed? other) => other is not null
        && (Number, Revision, Sha256, Verdict, Capacity, Remark) == (other.Number, other.Revision, other.Sha256, other.Verdict, other.Capacity, other.Remark)
        && (DueAt, Draft) == (other.DueAt, other.Draft) && Reasons.SequenceEqual(other.Reasons);

    public override int GetHashCode() => HashCode.Combine(Number, Revision, Sha256, Verdict, Capacity, Remark, DueAt, Draft);
}

/// <summary>Clauses or controls that a procedure serves read otherwise than when it was last reviewed.</summary>
/// <param name="Served">Their ids: access-control#leavers, iso27001:A.5.18.</param>
public sealed record ServedClausesChanged(string Number, IReadOnlyList<string> Served) : Fact
{
    public bool Equals(ServedClausesChanged? other) => other is not null && Number == other.Number && Served.SequenceEqual(other.Served);

    public override int GetHashCode() => HashCode.Combine(Number, Served.Count);
}
