namespace Handrail.Core.Procedures.Tailoring;

/// <summary>Which "In Okta: ..." a reader sees: those for the tools in use; where a step has none for any of them, or no tool is known, all.</summary>
public static class ToolVariants
{
    /// <summary>What stands under the instruction for somebody who uses these tools, in the order of the text.</summary>
    public static IReadOnlyList<Detail> Shown(Step step, IReadOnlyCollection<string> tools) =>
        Used(step, tools) is { Count: > 0 } used ? [.. step.Details.Where(detail => detail.Tool is null || used.Contains(detail))] : step.Details;

    /// <summary>The step tells how it is done in some tools, and the one it names is none of them.</summary>
    /// <param name="system">The step's system with its placeholders filled.</param>
    public static bool IsUnwrittenFor(Step step, string? system, IReadOnlyCollection<string> tools) =>
        !string.IsNullOrWhiteSpace(system) && Placeholders.In(system).Count == 0 && step.Details.Any(detail => detail.Tool is not null) && Used(step, [.. tools, system]).Count == 0;

    /// <summary>The variants of the whole text that apply because their tool is in use, by their labels. They are frozen with a revision, so that what people read stays what was published.</summary>
    public static IReadOnlyList<string> Applying(Procedure procedure, IReadOnlyCollection<string> tools) =>
        [.. procedure.AllSteps.SelectMany(step => Used(step, tools)).Select(detail => detail.Tool!).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    static List<Detail> Used(Step step, IReadOnlyCollection<string> tools) => [.. step.Details.Where(detail => detail.Tool is { } label && tools.Any(tool => Tools.IsMeantBy(label, tool)))];
}
