using Handrail.Core.Procedures.Printing;
using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Editing;

/// <summary>The title of the whole and the headings of phases.</summary>
static class Headings
{
    /// <summary>The words of a phase's heading.</summary>
    public static string Words(string title, bool anyOrder) => TextLines.OneLine(title) + (anyOrder ? " (any order)" : "");

    public static Outcome<Draft> Title(Procedure procedure, string title)
    {
        var words = TextLines.OneLine(title);
        if (words.Length == 0) return new Refusal.Invalid("title", "A procedure needs a title.");
        if (words == procedure.Title) return Draft.Nothing;
        List<Splice> splices = [];
        if (procedure.Header.Title is not null)
        {
            if (!HeaderLines.Set(procedure, "title", [words]).Granted(out var header, out var refusal)) return refusal;
            splices.AddRange(header.Splices);
        }
        // A heading that says something else than the title is not the title's.
        if (FirstHeading(procedure) is { } heading && (splices.Count == 0 || heading.Text == procedure.Title)) splices.Add(new(heading.Span, MarkdownText.Of(words)));
        else if (splices.Count == 0) splices.Add(new(new(0, 0), $"# {words}{TextLines.NewLine(procedure.Source)}{TextLines.NewLine(procedure.Source)}"));
        return new Draft(splices)
        {
            Outside = after => after.Sections.Where(section => section.Kind == SectionKind.Preamble).Select(section => section.Span).Concat(FirstHeading(after) is { } now ? [now.Span] : []),
            Regroups = true,
            Done = after => after.Title == words,
        };
    }

    /// <summary>The words of the first heading, without anchor.</summary>
    static Lead? FirstHeading(Procedure procedure) =>
        Markup.Parse(procedure.Source, procedure.Header.Span.End)?.OfType<HeadingBlock>().FirstOrDefault() is { Inline: { } inline } heading && Lead.Of(inline, heading.Span.End + 1, procedure.Source) is { Span.IsEmpty: false } lead ? lead : null;

    public static Outcome<Draft> Insert(Procedure procedure, Step step, string title, bool anyOrder)
    {
        var words = Words(title, anyOrder);
        if (title.Trim().Length == 0) return NoTitle;
        if (procedure.AllPhases.FirstOrDefault(phase => phase.Steps.Contains(step)) is not { } split) return new Refusal.Invalid("step", $"Step {step.Number} is a sub-step; a phase begins with a step of its own.");
        if (ListItem.Of(procedure.Source, step) is null) return StepWording.NoItem(step);
        var level = procedure.AllPhases.Where(phase => phase.Track == step.Track).Select(phase => PhaseHead.Of(procedure, phase)).FirstOrDefault(head => head is { IsSection: false, Level: > 0 })?.Level ?? 3;
        var (newLine, at) = (TextLines.NewLine(procedure.Source), TextLines.Start(procedure.Source, step.Span.Start));
        var isApart = at == 0 || procedure.Source.AsSpan(0, at).TrimEnd(" \t").EndsWith(newLine + newLine);
        return new Draft([new(new(at, at), (isApart ? "" : newLine) + new string('#', level) + " " + words + newLine + newLine)])
        {
            Outside = after => PhaseHead.All(after, title.Trim()),
            Regroups = true,
            Done = after => after.AllPhases.Any(phase => phase.Track == step.Track && IsCalled(phase, title, anyOrder) && phase.Steps.Count > 0 && phase.Steps[0].Anchor == step.Anchor)
                && after.AllPhases.Count() == procedure.AllPhases.Count() + (split.Steps[0] == step ? 0 : 1),
        };
    }

    public static Outcome<Draft> Rename(Procedure procedure, string anchor, string title, bool anyOrder)
    {
        if (title.Trim().Length == 0) return NoTitle;
        if (Find(procedure, anchor) is not { } phase) return Gone;
        if (PhaseHead.Of(procedure, phase) is not { } head) return new Refusal.Invalid("phase", "These steps have no heading to rename; put one before their first step.");
        if (head.IsSection && procedure.Sections.Any(section => section.Span.Start == phase.Span.Start && section.Kind != SectionKind.Other)) return new Refusal.Invalid("phase", $"\"{phase.Title}\" is the name of the whole section, by which it is known. Put a heading before the first step to name a phase.");
        var words = Words(title, anyOrder);
        if (words == head.Words.In(procedure.Source)) return Draft.Nothing;
        var place = procedure.AllPhases.ToList().IndexOf(phase);
        return new Draft([new(head.Words, words)])
        {
            Outside = after => after.AllPhases.ElementAtOrDefault(place) is { } now && PhaseHead.Of(after, now) is { } renamed ? [renamed.Span] : [],
            Regroups = true,
            Done = after => after.AllPhases.Count() == procedure.AllPhases.Count() && IsCalled(after.AllPhases.ElementAt(place), title, anyOrder)
                && after.Sections.Count == procedure.Sections.Count && (!head.IsSection || after.Sections.Select(section => section.Kind).SequenceEqual(procedure.Sections.Select(section => section.Kind))),
        };
    }

    public static Outcome<Draft> Remove(Procedure procedure, string anchor)
    {
        if (Find(procedure, anchor) is not { } phase) return Gone;
        if (PhaseHead.Of(procedure, phase) is not { IsSection: false } head) return new Refusal.Invalid("phase", "This heading holds the whole section together; only headings below it can be taken away.");
        var (before, after) = (TextLines.BackOverSpace(procedure.Source, head.Span.Start), TextLines.OverSpace(procedure.Source, head.Span.End));
        return new Draft([new(new(TextLines.Start(procedure.Source, head.Span.Start), TextLines.Start(procedure.Source, after)), "")])
        {
            Outside = now => now == procedure ? [head.Span] : [],
            Regroups = true,
            Done = now => now.AllPhases.Count() <= procedure.AllPhases.Count() && before >= 0,
        };
    }

    static bool IsCalled(Phase phase, string title, bool anyOrder) => phase.AnyOrder == anyOrder && phase.Title.Length > 0 && phase.Title == TextLines.OneLine(title);

    static Phase? Find(Procedure procedure, string anchor) => procedure.AllPhases.FirstOrDefault(phase => phase.Anchor == anchor);

    static Refusal NoTitle => new Refusal.Invalid("title", "Name the phase.");

    static Refusal Gone => new Refusal.NotFound("This phase is not there any more.");
}
