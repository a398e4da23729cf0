namespace Handrail.Core.Compliance.Proposing;

/// <summary>How much there is to prove, and so how many procedures to begin with.</summary>
public enum Strictness { Relaxed, Standard, Strict }

/// <summary>What set-up asks. Everything may be left out; the proposal then says what it took for granted.</summary>
public sealed record Answers
{
    /// <summary>The kind of organization: the id of a pack.</summary>
    public string? Pack { get; init; }
    public int? People { get; init; }
    public int? LeaversAYear { get; init; }

    /// <summary>Ids of the standards and laws to meet.</summary>
    public IReadOnlyList<string> Frameworks { get; init; } = [];

    /// <summary>From a kind of tool, as placeholders name it (identity_provider), to the tool in use; null where there is none of the kind. What was not asked is not here.</summary>
    public IReadOnlyDictionary<string, string?> Tools { get; init; } = new Dictionary<string, string?>();

    /// <summary>Roles that somebody holds.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
    public Strictness Strictness { get; init; } = Strictness.Standard;
}
