namespace Handrail.Core.Procedures.Editing;

/// <summary>Where a section that is missing is written: in the order the format gives them, else at the end.</summary>
sealed record NewSection(int At, string Before, string After)
{
    static readonly SectionKind[] Order =
    [
        SectionKind.Purpose, SectionKind.Scope, SectionKind.Roles, SectionKind.Definitions, SectionKind.BeforeYouStart, SectionKind.Steps,
        SectionKind.Contingency, SectionKind.Rollback, SectionKind.Escalation, SectionKind.Messages, SectionKind.Records, SectionKind.References,
    ];

    public static string Heading(SectionKind kind) => kind switch
    {
        SectionKind.BeforeYouStart => "Before you start",
        SectionKind.Contingency => "If something goes wrong",
        _ => kind.ToString(),
    };

    /// <param name="heading">Of a section the format does not know.</param>
    /// <param name="beforeSteps">Where such a section is to stand; else behind everything.</param>
    public static NewSection Of(Procedure procedure, SectionKind kind, string heading = "", bool beforeSteps = false)
    {
        var (source, newLine) = (procedure.Source, TextLines.NewLine(procedure.Source));
        var written = $"{new string('#', Level(procedure))} {(kind == SectionKind.Other ? heading : Heading(kind))}{newLine}{newLine}";
        // What a procedure is for stands before everything, also before sections the format does not know.
        var (place, opens) = (kind != SectionKind.Other ? Array.IndexOf(Order, kind) : beforeSteps ? Array.IndexOf(Order, SectionKind.Steps) - 1 : Order.Length, kind is SectionKind.Purpose or SectionKind.Scope);
        if (kind == SectionKind.Other && beforeSteps && procedure.Sections.FirstOrDefault(section => section.Kind != SectionKind.Preamble && SectionPlacing.HoldsSteps(procedure, section)) is { } steps) return new(steps.Span.Start, written, newLine + newLine);
        if (procedure.Sections.FirstOrDefault(section => Array.IndexOf(Order, section.Kind) > place || opens && section.Kind == SectionKind.Other) is { } next) return new(next.Span.Start, written, newLine + newLine);
        var end = TextLines.BackOverSpace(source, source.Length);
        return new(end, (end == 0 ? "" : newLine + newLine) + written, end == source.Length ? newLine : "");
    }

    /// <summary>As deep as the other sections.</summary>
    static int Level(Procedure procedure)
    {
        foreach (var section in procedure.Sections)
            if (section.Kind != SectionKind.Preamble && procedure.Source.AsSpan(section.Span.Start).IndexOfAnyExcept('#') is > 0 and var level) return level;
        return 2;
    }
}
