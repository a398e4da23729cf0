namespace Handrail.Core.Procedures.Editing;

/// <summary>What an edit would do to a text, and what may read differently afterwards; everything else must read the same.</summary>
sealed record Draft(IReadOnlyList<Splice> Splices)
{
    public static Draft Nothing { get; } = new([]);

    /// <summary>Anchors of the steps whose own words may change.</summary>
    public IReadOnlyList<string> Reworded { get; init; } = [];

    /// <summary>The step that leaves its place, its sub-steps with it.</summary>
    public string? Leaves { get; init; }

    /// <summary>The step that comes to a place, its sub-steps with it; the same as <see cref="Leaves"/> when it moves.</summary>
    public string? Joins { get; init; }

    /// <summary>Whatever is below this step may come and go, because it was typed anew.</summary>
    public string? Retyped { get; init; }

    /// <summary>What must be written first, in the same text, so that the edit can be made at all.</summary>
    public IReadOnlyList<Splice> Needs { get; init; } = [];

    /// <summary>May steps find themselves in another phase without moving?</summary>
    public bool Regroups { get; init; }

    /// <summary>Places outside the steps that may change, in the text before and in the text after.</summary>
    public Func<Procedure, IEnumerable<Span>> Outside { get; init; } = _ => [];

    /// <summary>Is there now what was asked for?</summary>
    public Func<Procedure, bool> Done { get; init; } = _ => true;

    public static implicit operator Draft(Splice splice) => new([splice]);
}
