using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>
/// How one side of a comparison reads to whoever follows it: placeholders filled, and of the variants for tools those that apply. Two texts that are the same as
/// written can so read otherwise, as when another tool takes the place of one.
/// </summary>
/// <param name="Values">By the placeholder's key; those that are left out stand as they are written.</param>
/// <param name="Tools">Those in use; null where that makes no difference.</param>
public sealed record AsRead(IReadOnlyDictionary<string, string> Values, IReadOnlyCollection<string>? Tools)
{
    public static AsRead Written { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>Two sides of which only what differs is filled in, also what only one has: what is the same in both stands as its author wrote it.</summary>
    public static (AsRead Old, AsRead New) Differing(AsRead old, AsRead @new)
    {
        var keys = old.Values.Keys.Union(@new.Values.Keys).Where(key => old.Values.GetValueOrDefault(key) != @new.Values.GetValueOrDefault(key)).ToHashSet();
        return (old with { Values = Only(old.Values) }, @new with { Values = Only(@new.Values) });

        Dictionary<string, string> Only(IReadOnlyDictionary<string, string> values) => values.Where(value => keys.Contains(value.Key)).ToDictionary();
    }

    /// <summary>A piece of the text with what is known filled in.</summary>
    public string Words(string text) => Values.Count == 0 ? text : Placeholders.Fill(text, Values.GetValueOrDefault);

    internal bool Shows(Step step, string? tool) => tool is null || Tools is null || ToolVariants.Shown(step, Tools).Any(detail => string.Equals(detail.Tool, tool, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One side of a comparison.</summary>
sealed record Side(Procedure Procedure, AsRead Read)
{
    public string Source => Procedure.Source;

    public string Words(Span span) => Read.Words(span.In(Source));
}
