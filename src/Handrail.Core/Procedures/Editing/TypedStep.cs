using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Procedures.Editing;

/// <summary>What somebody typed for one step, read.</summary>
/// <param name="Text">Lines end in LF.</param>
/// <param name="Step">Its spans are of no use outside.</param>
/// <param name="EndOfInstruction">In <paramref name="Text"/>.</param>
sealed partial record TypedStep(string Text, Step Step, int EndOfInstruction)
{
    const string Before = "## Steps\n\n1. ";

    public static Outcome<TypedStep> Read(string markdown)
    {
        var text = TextLines.Tidy(markdown).TrimStart();
        if (text.Length == 0) return new Refusal.Invalid("step", "A step needs words that say what to do.");
        var source = Before + TextLines.Indent(text, 3, "\n");
        var read = ProcedureReader.Read(source);
        if (read.Main is not [{ Steps: [var step] }] || step.Span.End != source.Length || read.AllSteps.Any(other => other.Track != Track.Main) || read.Sections.Count != 2)
            return new Refusal.Invalid("step", "This is more than one step: a list of steps or a heading begins in it. Add each step by itself.");
        if (step.InstructionSpan.IsEmpty) return new Refusal.Invalid("step", "Begin with the instruction itself, without a number; add each step by itself.");
        return new TypedStep(text, step, Place(source, step.InstructionSpan.End) - Before.Length);
    }

    /// <summary>Without the indentation put in for reading.</summary>
    static int Place(string source, int at)
    {
        var place = at;
        for (var line = TextLines.Next(source, Before.Length); line <= at && line < source.Length; line = TextLines.Next(source, line))
            if (source[line] == ' ') place -= 3;
        return place;
    }

    /// <summary>The text with the anchor it is to have; a step keeps its identity whatever is typed.</summary>
    public Outcome<string> With(string anchor) =>
        Step.AnchorIsWritten && Step.Anchor != anchor ? new Refusal.Invalid("step", $"This step is known as {{#{anchor}}}; links and records point to it, so it cannot become {{#{Step.Anchor}}}.")
        : Step.AnchorIsWritten ? Text
        : Text.Insert(EndOfInstruction, (EndOfInstruction > 0 ? " " : "") + $"{{#{anchor}}}");

    /// <summary>As an item of a list of checkboxes, or of numbers.</summary>
    public static string Boxed(string text, bool box) =>
        box == Box().IsMatch(text) ? text : box ? "[ ] " + text : Box().Replace(text, "");

    /// <summary>An anchor nothing in the procedure has: the one typed, or one made of the instruction.</summary>
    public Outcome<string> NewAnchor(Procedure procedure)
    {
        var anchors = new Anchors(procedure.Source, [.. procedure.AllSteps.Select(step => step.Anchor), .. procedure.AllPhases.Select(phase => phase.Anchor), .. procedure.Sections.Select(section => section.Anchor)]);
        if (!Step.AnchorIsWritten) return anchors.Derive(Step.Instruction, "step");
        return anchors.Take(Step.Anchor) is { } free ? free : new Refusal.Conflict($"{{#{Step.Anchor}}} names another place already; leave it out, and a new one is written.");
    }

    [GeneratedRegex(@"\A\[[ xX]\][ \t]+")]
    private static partial Regex Box();
}
