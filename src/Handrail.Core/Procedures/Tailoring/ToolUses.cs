using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Procedures.Tailoring;

/// <summary>One place where a procedure depends on a tool.</summary>
/// <param name="Step">Null for text outside the steps.</param>
/// <param name="ByName">The text names the tool, outside its own variant.</param>
/// <param name="ByPlaceholder">A placeholder stands for the tool.</param>
/// <param name="HasVariant">There are words for this tool alone: "In Okta: ...".</param>
/// <param name="Images">Pictures that stand where the tool is shown, by the path the text names.</param>
public sealed record ToolUse(Step? Step, bool ByName, bool ByPlaceholder, bool HasVariant, IReadOnlyList<string> Images);

/// <summary>Where a procedure depends on a tool.</summary>
public static class ToolUses
{
    /// <param name="placeholders">Keys of the placeholders that stand for it.</param>
    public static IReadOnlyList<ToolUse> In(Procedure procedure, string tool, IReadOnlySet<string> placeholders)
    {
        var source = procedure.Source;
        var named = Tools.NamedIn(source, tool).ToList();
        var asked = Placeholders.In(source).Where(placeholder => placeholders.Contains(placeholder.Key)).Select(placeholder => placeholder.Span).ToList();
        if (named.Count + asked.Count == 0) return [];
        // Finding links means reading the whole text once more; most texts have no picture.
        List<Linting.LinkUse> images = source.Contains("![", StringComparison.Ordinal) ? [.. new Linting.Markup(source, procedure.Header.Span.End).Links.Where(link => link.IsImage)] : [];
        var uses = new List<ToolUse>();
        foreach (var step in procedure.AllSteps)
        {
            var own = Subject.OwnSpans(step).ToList();
            var variants = VariantsOf(step, tool).Select(line => line.Span).ToList();
            var (byName, byPlaceholder) = (named.Any(span => Holds(own, span) && !Holds(variants, span)), asked.Any(span => Holds(own, span)));
            if (!byName && !byPlaceholder && variants.Count == 0) continue;
            // Where the step has pictures for several tools, those of other variants are not of this tool.
            var others = step.Lines.Where(line => line.Key == FieldKey.In).Select(line => line.Span).Except(variants).ToList();
            uses.Add(new(step, byName, byPlaceholder, variants.Count > 0, [.. images.Where(image => Holds(own, image.TargetSpan) && !Holds(others, image.TargetSpan)).Select(image => image.Target)]));
        }
        var steps = procedure.AllSteps.Select(step => step.Span).ToList();
        var outside = (ByName: named.Any(span => !Holds(steps, span)), ByPlaceholder: asked.Any(span => !Holds(steps, span)));
        return outside is (false, false) ? uses : [new(null, outside.ByName, outside.ByPlaceholder, HasVariant: false, []), .. uses];
    }

    /// <summary>A look at the text alone, before it is read: false when it surely does not depend on the tool.</summary>
    public static bool MayBeIn(string text, string tool, IReadOnlySet<string> placeholders) => Tools.NamedIn(text, tool).Any() || Placeholders.In(text).Any(placeholder => placeholders.Contains(placeholder.Key));

    internal static IEnumerable<FieldLine> VariantsOf(Step step, string tool) => step.Lines.Where(line => line.Key == FieldKey.In && Tools.IsMeantBy(line.Label, tool));

    internal static bool Holds(IEnumerable<Span> spans, Span inner) => spans.Any(outer => outer.Start <= inner.Start && inner.End <= outer.End);
}
