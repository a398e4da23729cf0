using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Server.Features.Environment;

namespace Handrail.Server.Features.Procedures.Comparing;

/// <summary>What differs between two texts, with the texts it was found in.</summary>
public sealed record Difference(Procedure Old, AsRead OldRead, Procedure New, AsRead NewRead)
{
    public RevisionComparison Comparison { get; } = RevisionComparison.Of(Old, OldRead, New, NewRead);

    /// <summary>How many steps are not as they were.</summary>
    public int Steps => Comparison.Steps.Count(step => step.Change != Change.Unchanged);
}

/// <summary>How a revision reads to people: with the values and tools it was published with, a draft with those of now.</summary>
static class Reads
{
    public static AsRead Of(Revision revision, IReadOnlyDictionary<string, string> now) => With(revision.FrozenEnvironment is { } frozen ? Values.Thaw(frozen) : now);

    public static AsRead With(IReadOnlyDictionary<string, string> values) => new(values, Values.Tools(values));
}
