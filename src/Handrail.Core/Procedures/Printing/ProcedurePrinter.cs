using System.Text;

namespace Handrail.Core.Procedures.Printing;

/// <summary>
/// A procedure as Markdown in the form the format's page shows: front matter in order, steps as numbered lists, field lines below them.
/// Reading what is printed gives the same procedure. Text around the steps is printed as it stands.
/// </summary>
public static class ProcedurePrinter
{
    public static string Print(Procedure procedure)
    {
        var text = new StringBuilder();
        Append(text, HeaderPrinter.Print(procedure));
        if (procedure.Sections.Count > 0) Reprint(procedure, text);
        else ModelPrinter.Print(procedure, block => Append(text, block));
        return text.Append(text.Length > 0 ? "\n" : "").ToString();
    }

    static void Append(StringBuilder text, string block)
    {
        if (block.Length > 0) text.Append(text.Length > 0 ? "\n\n" : "").Append(block);
    }

    /// <summary>Everything in the order of the source.</summary>
    static void Reprint(Procedure procedure, StringBuilder text)
    {
        var (source, steps, at) = (procedure.Source, new StepPrinter(procedure), procedure.Header.Span.End);
        var numbers = new Dictionary<Track, int>();
        foreach (var phase in procedure.AllPhases.OrderBy(phase => phase.Span.Start))
        {
            // Each way out is one of its own; everything else is counted through.
            var number = phase.Track == Track.Contingency ? 1 : numbers.GetValueOrDefault(phase.Track, 1);
            foreach (var step in phase.Steps)
            {
                if (step.Span.Start > at) Append(text, TextLines.Tidy(source[at..step.Span.Start]));
                Append(text, steps.List([step], number++));
                at = Math.Max(at, step.Span.End);
            }
            numbers[phase.Track] = number;
        }
        Append(text, TextLines.Tidy(source[at..]));
    }
}
