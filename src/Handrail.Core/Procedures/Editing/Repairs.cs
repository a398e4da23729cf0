using System.Globalization;
using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures.Editing;

/// <summary>
/// Keeps other steps as they are when a step comes, goes or moves: an anchor that would be derived differently is written out,
/// and a number that would come to mean another step becomes a link to the one it means.
/// </summary>
static partial class Repairs
{
    /// <returns>Splices of the text before the edit.</returns>
    public static IReadOnlyList<Splice> Of(Procedure before, Procedure after, Draft draft)
    {
        Dictionary<string, Splice> anchors = [];
        List<Splice> links = [];
        foreach (var (was, now) in EditCheck.Pairs(before, after, draft))
        {
            if (was.Step.Anchor != now.Step.Anchor) Write(was.Step);
            if (was.Ways == now.Ways) continue;
            foreach (var (span, target) in Numbers(before, was.Step))
            {
                links.Add(new(span, FieldWords.LinkTo(target)));
                Write(target);
                // The words of an instruction give the anchor, unless it is written.
                if (span.Start < was.Step.InstructionSpan.End) Write(was.Step);
            }
        }
        return [.. links, .. anchors.Values];

        void Write(Step step)
        {
            if (StepWording.Anchor(before, step) is { } splice) anchors.TryAdd(step.Anchor, splice);
        }
    }

    /// <summary>Every number in the step's answers, its line "If it fails" and its inferred decision, with the step it means.</summary>
    static IEnumerable<(Span, Step)> Numbers(Procedure procedure, Step step)
    {
        var targets = step.Answers.Select(answer => answer.Exit).Append(step.IfItFails).OfType<Exit.GoTo>().Select(exit => procedure.Find(exit.Anchor)).OfType<Step>().ToList();
        var places = step.Lines.Where(line => line.Key is FieldKey.Answer or FieldKey.IfItFails).Select(line => line.ValueSpan);
        foreach (var place in step.Answers.Any(answer => answer.Inferred) ? places.Append(step.InstructionSpan) : places)
            foreach (Match number in StepNumber().Matches(place.In(procedure.Source)))
                if (targets.Find(target => IsCalled(procedure.Source, target, number.Groups["number"].Value)) is { } meant)
                    yield return (new(place.Start + number.Index, place.Start + number.Index + number.Length), meant);
    }

    static bool IsCalled(string source, Step step, string number) =>
        step.Number.Equals(number, StringComparison.OrdinalIgnoreCase) || ListItem.Of(source, step)?.Number?.ToString(CultureInfo.InvariantCulture) == number;

    [GeneratedRegex(@"(?:\bstep\s+)?\b(?<number>[A-Z]?\d+(?:\.\d+)*)(?![\w\](#-])", RegexOptions.IgnoreCase)]
    private static partial Regex StepNumber();
}
