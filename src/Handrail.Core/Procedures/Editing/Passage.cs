using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Editing;

public enum PassageKind
{
    /// <summary>What stands before the first section.</summary>
    Introduction,
    /// <summary>A section that holds no steps, as a whole.</summary>
    Section,
    /// <summary>Between a heading and the first of the steps it holds.</summary>
    BeforeSteps,
    /// <summary>Behind a step, up to the next one or the next heading.</summary>
    BehindStep,
}

/// <summary>A piece of a procedure outside its steps that is written as one: two people may write in two of them at once.</summary>
/// <param name="Address">The anchor of the section or phase it belongs to; <see cref="AtTop"/>, <see cref="BelowTitle"/>, or "after:" and the anchor of a step. Unlike any step's.</param>
/// <param name="About">The heading it stands under, or the number of the step it stands behind.</param>
/// <param name="Region">From the end of what stands before it (a heading, a step) to the beginning of what comes after.</param>
/// <param name="Span">The words alone; empty where there are none yet.</param>
/// <param name="Text">The words, lines ending in LF: what <see cref="Edit.SetText"/> takes.</param>
public sealed record Passage(string Address, PassageKind Kind, Section Section, string About, Span Region, Span Span, string Text)
{
    /// <summary>Before the title: a badge, a comment.</summary>
    public const string AtTop = ":top";
    public const string BelowTitle = ":introduction";

    public bool IsEmpty => Text.Length == 0;

    public static Passage? Find(Procedure procedure, string address) => address.Length == 0 ? null : All(procedure).FirstOrDefault(passage => passage.Address == address);

    /// <summary>In the order of the text. Where nothing stands there is one only where words are usual: below a heading.</summary>
    public static IReadOnlyList<Passage> All(Procedure procedure) => [.. procedure.Sections.SelectMany(section => In(procedure, section))];

    /// <summary>What stands between passages.</summary>
    readonly record struct Fixed(Span Span, string Address, PassageKind Kind, string About);

    static IEnumerable<Passage> In(Procedure procedure, Section section)
    {
        var holdsSteps = procedure.AllSteps.Any(step => IsIn(section, step.Span));
        var before = Head(procedure, section, holdsSteps);
        List<Fixed> around =
        [
            .. procedure.AllPhases.Where(phase => IsIn(section, phase.Span)).Select(phase => (phase, Head: PhaseHead.Of(procedure, phase))).Where(one => one.Head is { } head && head.Span.Start >= before.Span.End)
                .Select(one => new Fixed(one.Head!.Span, one.phase.Anchor, PassageKind.BeforeSteps, one.phase.Title)),
            .. procedure.AllPhases.SelectMany(phase => phase.Steps).Where(step => IsIn(section, step.Span)).Select(step => new Fixed(step.Span, "after:" + step.Anchor, PassageKind.BehindStep, step.Number)),
        ];
        if (section.Kind == SectionKind.Preamble && Title(procedure, section) is { } title)
        {
            if (Between(procedure, section, before with { Address = AtTop }, title.Start) is { IsEmpty: false } top) yield return top;
            around.RemoveAll(one => one.Span.Start <= title.Start);
            before = before with { Span = title };
        }
        foreach (var next in around.OrderBy(one => one.Span.Start))
        {
            if (Between(procedure, section, before, next.Span.Start) is { } passage) yield return passage;
            before = next with { Span = new(next.Span.Start, Math.Max(next.Span.End, before.Span.End)) };
        }
        if (Between(procedure, section, before, section.Span.End) is { } last) yield return last;
    }

    static Fixed Head(Procedure procedure, Section section, bool holdsSteps)
    {
        if (section.Kind != SectionKind.Preamble) return new(HeadingOf(procedure.Source, section), section.Anchor, holdsSteps ? PassageKind.BeforeSteps : PassageKind.Section, section.Heading);
        var start = Math.Max(section.Span.Start, procedure.Header.Span.End);
        return new(new(start, start), BelowTitle, PassageKind.Introduction, "");
    }

    static Passage? Between(Procedure procedure, Section section, Fixed before, int end)
    {
        var (source, start) = (procedure.Source, before.Span.End);
        if (end < start) return null;
        var first = Math.Min(end, TextLines.OverSpace(source, start));
        var last = Math.Max(first, Math.Min(end, TextLines.BackOverSpace(source, end)));
        if (first == last) return before.Kind == PassageKind.BehindStep ? null : new(before.Address, before.Kind, section, before.About, new(start, end), new(start, start), "");
        var block = new TextBlock(source, new(Math.Max(start, TextLines.Start(source, first)), last), 0);
        return new(before.Address, before.Kind, section, before.About, new(start, end), block.Span, block.Text);
    }

    /// <summary>The line, or lines, that name a section.</summary>
    internal static Span HeadingOf(string source, Section section) => new(section.Span.Start, EndOfHeading(source, section.Span.Start));

    /// <summary>One line with number signs, or the lines up to the one that underlines them.</summary>
    static int EndOfHeading(string source, int start)
    {
        if (source[start] == '#') return TextLines.End(source, start);
        for (var line = TextLines.Next(source, start); line < source.Length; line = TextLines.Next(source, line))
            if (source.AsSpan(line, TextLines.End(source, line) - line).Trim() is { Length: > 0 } under && (under.Trim('=').IsEmpty || under.Trim('-').IsEmpty))
                return TextLines.End(source, line);
        return TextLines.End(source, start);
    }

    static Span? Title(Procedure procedure, Section preamble) =>
        Markup.Parse(procedure.Source[..preamble.Span.End], Math.Min(preamble.Span.End, procedure.Header.Span.End))?.OfType<HeadingBlock>().FirstOrDefault() is { } heading && heading.Span.Start >= 0
            ? new(heading.Span.Start, EndOfHeading(procedure.Source, heading.Span.Start)) : null;

    static bool IsIn(Section section, Span span) => section.Span.Start <= span.Start && span.Start < section.Span.End;

    /// <summary>With other words in its place, set apart from a step before and from what comes after.</summary>
    internal Splice Becomes(string source, string text)
    {
        var newLine = TextLines.NewLine(source);
        if (text.Length == 0) return new(new(Region.Start, Span.End), "");
        if (IsEmpty)
        {
            var follows = Region.Start < source.Length && !IsBlankLineNext(source, Region.Start);
            return new(Span, (Region.Start == 0 ? "" : newLine + newLine) + TextLines.Indent(text, 0, newLine) + (!follows ? "" : Region.Start == 0 ? newLine + newLine : newLine));
        }
        var splice = new TextBlock(source, Span, 0).Becomes(text);
        if (Kind == PassageKind.BehindStep && splice.Span.Start == Span.Start && TextLines.Next(source, Region.Start) == Span.Start) splice = splice with { Text = newLine + splice.Text };
        return splice.Span.End == Span.End && Region.End < source.Length && !IsBlankLineNext(source, Span.End) ? splice with { Text = splice.Text + newLine } : splice;
    }

    /// <summary>Is the line after this one blank, or the text at its end?</summary>
    static bool IsBlankLineNext(string source, int at) => TextLines.Next(source, at) is var next && source.AsSpan(next, TextLines.End(source, next) - next).IsWhiteSpace();
}
