using System.Text;

namespace Handrail.Core.Procedures.Editing;

/// <summary>What a reader learns of one step, without numbers and white space: the same before and after an edit that does not concern it.</summary>
/// <param name="Home">Where it belongs: its parent's anchor, or its track and the title of its phase.</param>
/// <param name="Ways">Where its answers and its failure lead, as far as numbers say so.</param>
sealed record Imprint(Step Step, string Home, string Words, string Ways)
{
    public static List<Imprint> All(Procedure procedure, Predicate<Step> wanted, bool withPhases = true)
    {
        List<Imprint> all = [];
        foreach (var phase in procedure.AllPhases)
            foreach (var step in phase.Steps) Add(step, $"{phase.Track} {(withPhases ? phase.Title : "")}");
        return all;

        void Add(Step step, string home)
        {
            if (wanted(step)) all.Add(new(step, home, WordsOf(procedure, step), WaysOf(procedure, step)));
            foreach (var child in step.Children) Add(child, "#" + step.Anchor);
        }
    }

    static string WordsOf(Procedure procedure, Step step)
    {
        var words = new StringBuilder(step.Instruction);
        foreach (var line in step.Lines) words.Append('\n').Append(line.Key).Append(' ').Append(line.Label).Append(": ").Append(TextLines.OneLine(line.ValueSpan.In(procedure.Source)));
        foreach (var detail in step.Details) words.Append('\n').Append(detail.Tool).Append("> ").Append(TextLines.OneLine(detail.Span.In(procedure.Source)));
        return words.ToString();
    }

    static string WaysOf(Procedure procedure, Step step)
    {
        var answers = step.Answers.Where(answer => !IsLink(procedure, answer.Span)).Select(answer => (answer.Label, answer.Exit));
        var failure = step.Lines.Where(line => line.Key == FieldKey.IfItFails && !IsLink(procedure, line.Span)).Take(1).Select(line => (line.Label, Exit: step.IfItFails!));
        return string.Join("; ", answers.Concat(failure));
    }

    /// <summary>A link leads where its words say, to a phase also when another step becomes its first.</summary>
    static bool IsLink(Procedure procedure, Span span) => span.In(procedure.Source).Contains("](#", StringComparison.Ordinal);

    /// <summary>Everything that stands in no step, apart from the places given and the front matter.</summary>
    public static string Around(Procedure procedure, IEnumerable<Span> without)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var hole in without.Concat(procedure.AllPhases.SelectMany(phase => phase.Steps).Select(step => step.Span)).Append(procedure.Header.Span).OrderBy(hole => hole.Start))
        {
            if (hole.Start > at) text.Append(procedure.Source, at, hole.Start - at).Append(' ');
            at = Math.Max(at, hole.End);
        }
        return TextLines.OneLine(text.Append(procedure.Source.AsSpan(at)).ToString());
    }
}
