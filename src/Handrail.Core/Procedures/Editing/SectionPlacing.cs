using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Editing;

/// <summary>Sections as wholes: begun where the format has its place for them, renamed, taken away.</summary>
static class SectionPlacing
{
    public static Outcome<Draft> Add(Procedure procedure, Edit.AddSection section)
    {
        var words = TextLines.OneLine(section.Heading);
        var kind = section.Kind == SectionKind.Other ? SectionNames.KindOf(words) : section.Kind;
        var heading = kind == SectionKind.Other ? words : NewSection.Heading(kind);
        if (kind == SectionKind.Preamble || heading.Length == 0) return new Refusal.Invalid("heading", "Name the section.");
        if (Named(procedure, heading) is { } there) return There(there);
        var (text, place) = (TextLines.Indent(TextLines.Tidy(section.Markdown), 0, TextLines.NewLine(procedure.Source)), NewSection.Of(procedure, kind, heading, section.BeforeSteps));
        return new Draft([new(new(place.At, place.At), (text.Length == 0 ? place.Before.TrimEnd() : place.Before + text) + place.After)])
        {
            Outside = after => after == procedure ? [] : after.Sections.Where(now => now.Heading == heading).Select(now => now.Span),
            Done = after => after.Sections.Count == procedure.Sections.Count + 1 && after.Sections.Any(now => now.Heading == heading),
        };
    }

    public static Outcome<Draft> Rename(Procedure procedure, string anchor, string heading)
    {
        if (Find(procedure, anchor) is not { } section) return Gone;
        var words = TextLines.OneLine(heading);
        if (words.Length == 0) return new Refusal.Invalid("heading", "Name the section.");
        if (words == section.Heading) return Draft.Nothing;
        if (SectionNames.KindOf(words) != section.Kind && (section.Kind != SectionKind.Other || HoldsSteps(procedure, section))) return new Refusal.Invalid("heading", $"“{section.Heading}” is known by its name. Add a section of your own, and put the words there.");
        if (Named(procedure, words) is { } there && there != section) return There(there);
        if (Markup.Parse(procedure.Source, procedure.Header.Span.End)?.OfType<HeadingBlock>().FirstOrDefault(block => block.Span.Start == section.Span.Start) is not { Inline: { } inline } block || Lead.Of(inline, block.Span.End + 1, procedure.Source) is not { Span.IsEmpty: false } lead) return new Refusal.Invalid("heading", "This heading is changed in the source.");
        // Links lead to the name it had; that stays its anchor.
        var isLinked = procedure.Source.Contains($"](#{anchor})", StringComparison.Ordinal) && lead.Anchor is null;
        var place = procedure.Sections.ToList().IndexOf(section);
        return new Draft([new(lead.Span, isLinked ? $"{words} {{#{anchor}}}" : words)])
        {
            Outside = after => after.Sections.Count == procedure.Sections.Count ? [Passage.HeadingOf(after.Source, after.Sections[place])] : [],
            Done = after => after.Sections.Count == procedure.Sections.Count && after.Sections[place].Heading.Length > 0
                && after.Sections.Where((_, at) => at != place).Select(now => (now.Kind, now.Heading)).SequenceEqual(procedure.Sections.Where((_, at) => at != place).Select(was => (was.Kind, was.Heading))),
        };
    }

    public static Outcome<Draft> Remove(Procedure procedure, string anchor) =>
        Find(procedure, anchor) is not { } section ? Gone
        : HoldsSteps(procedure, section) ? new Refusal.Invalid("section", $"“{section.Heading}” holds steps; take them away first.")
        : Removed(procedure, section);

    public static readonly Refusal.NotFound Gone = new("This section is not there any more.");

    static Refusal.Conflict There(Section section) => new($"There is a section “{section.Heading}” already.");

    static Section? Find(Procedure procedure, string anchor) => procedure.Sections.FirstOrDefault(section => section.Kind != SectionKind.Preamble && section.Anchor == anchor);

    /// <summary>Of this name, or of one that means the same.</summary>
    static Section? Named(Procedure procedure, string heading) => SectionNames.KindOf(heading) is not SectionKind.Other and var kind ? procedure.Sections.FirstOrDefault(section => section.Kind == kind)
        : procedure.Sections.FirstOrDefault(section => section.Heading.Equals(heading, StringComparison.OrdinalIgnoreCase));

    public static bool HoldsSteps(Procedure procedure, Section section) => procedure.AllSteps.Any(step => step.Span.Start >= section.Span.Start && step.Span.Start < section.Span.End);

    public static Draft Removed(Procedure procedure, Section section)
    {
        var isLast = section.Span.End >= procedure.Source.Length;
        Span cut = isLast ? new(TextLines.BackOverSpace(procedure.Source, section.Span.Start), TextLines.BackOverSpace(procedure.Source, section.Span.End)) : section.Span;
        return new([new(cut, "")])
        {
            Outside = after => after == procedure ? [section.Span] : [],
            Done = after => after.Sections.Count == procedure.Sections.Count - 1,
        };
    }
}
