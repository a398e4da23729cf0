namespace Handrail.Core.Procedures.Editing;

/// <summary>Where a step is to stand.</summary>
public abstract record Destination
{
    public sealed record Before(string Step) : Destination;
    public sealed record After(string Step) : Destination;
    /// <summary>As the last sub-step.</summary>
    public sealed record Under(string Step) : Destination;
    public sealed record EndOfPhase(string Phase) : Destination;
    /// <summary>Behind all its steps; the section is begun where there is none.</summary>
    public sealed record EndOf(Track Track) : Destination;
    /// <summary>As the first step of a new phase, behind all others of its track.</summary>
    public sealed record NewPhase(Track Track, string Title, bool AnyOrder = false) : Destination;
}
