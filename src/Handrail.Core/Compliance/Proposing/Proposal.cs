using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>The procedures to begin with, best first, and what was left out; each with the reason in words.</summary>
/// <param name="Assumptions">What was taken for granted because it was not said.</param>
/// <param name="Questions">What the chosen procedures leave open.</param>
public sealed record Proposal(IReadOnlyList<Proposed> Chosen, IReadOnlyList<LeftOut> LeftOut, IReadOnlyList<string> Assumptions, IReadOnlyList<OpenQuestion> Questions);

/// <param name="Rank">From 1.</param>
/// <param name="Path">Below the procedures of the library.</param>
/// <param name="Reasons">The heaviest kinds of reason first; their points add up to the rank's.</param>
public sealed record Proposed(int Rank, string Path, Procedure Procedure, IReadOnlyList<Reason> Reasons)
{
    public int Points => Reasons.Sum(reason => reason.Points);

    /// <summary>The reasons as one paragraph.</summary>
    public string Words => string.Join(' ', Reasons.Select(reason => reason.Words));
}

/// <param name="Words">A sentence.</param>
public sealed record Reason(int Points, string Words);

/// <param name="Why">A sentence.</param>
public sealed record LeftOut(string Path, Procedure Procedure, string Why);

public enum QuestionKind { Tool, Role }

/// <param name="Name">The placeholder or the role.</param>
/// <param name="Words">What to ask.</param>
/// <param name="Procedures">Paths of the chosen procedures that wait for the answer.</param>
public sealed record OpenQuestion(QuestionKind Kind, string Name, string Words, IReadOnlyList<string> Procedures)
{
    /// <summary>Of a tool that there is none of, in words: "a ticket system". What waits for it stays a draft.</summary>
    public string? Missing { get; init; }
}
