using Handrail.Core.Procedures.Comparing;

namespace Handrail.Server.Features.Procedures.Variants;

/// <summary>Which steps of a variant's document are not as in its base; for a reader who may know of both.</summary>
/// <param name="Base">Its number.</param>
/// <param name="Href">Where the difference is shown.</param>
public sealed record Distinction(string Base, string Href, IReadOnlySet<string> Steps)
{
    public static Distinction Of(string @base, string href, RevisionComparison difference) =>
        new(@base, href, difference.Steps.Where(step => step.Change is not (Change.Unchanged or Change.Removed)).Select(step => step.Anchor).ToHashSet(StringComparer.Ordinal));

    /// <summary>Tells renderings of one text apart.</summary>
    public string Fingerprint => $"{Base} {Href} {string.Join(' ', Steps.Order(StringComparer.Ordinal))}";

    /// <summary>The place of a step on the page of the difference.</summary>
    public static string PlaceOf(string anchor) => "difference-" + anchor;
}
