using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Discovery;

/// <summary>
/// A procedure from what people really do. Steps that are done stay word for word; of those done otherwise the instruction is what people said; what is
/// done besides is put where they said; a step that nobody does leaves the path and is listed, so that the gap is seen and decided upon.
/// What cannot be put in its place without breaking the procedure is listed too: no word is lost, and nothing becomes worse than the text was.
/// </summary>
public static class PracticeDraft
{
    public const string NotDoneToday = "Not done today", ToBeSettled = "To be settled";
    const string WhyNotDone = "The template asks for these steps, and nobody does them today. Decide on each: do it from now on, or say why not.";
    const string WhyUnsettled = "This is what people said beyond the steps above. Settle each point with them, put it where it belongs, and take it off this list.";

    /// <param name="text">The template, or a text that was made from it: steps are found by their anchors.</param>
    public static Procedure Of(Procedure text, CurrentPractice practice)
    {
        var draft = new SoundDraft(text);
        List<string> notDone = [], open = [];
        foreach (var step in practice.Steps.Where(step => step.Verdict == Verdict.Otherwise)) Otherwise(draft, step, open);
        foreach (var place in practice.Besides.GroupBy(besides => besides.After)) Besides(draft, practice, place, open);
        // From the end, so that a step goes before the one it is a part of.
        foreach (var step in practice.Steps.Where(step => step.Verdict == Verdict.NotDone).Reverse()) NotDone(draft, practice, step, notDone);
        foreach (var step in practice.Steps.Where(step => step.Verdict is not Verdict.Otherwise)) open.AddRange(Remarks(step));
        open.AddRange(practice.Gone.Where(gone => gone.Said.Words.Length > 0).Select(gone => $"“{Inline(gone.Step)}”, a step the template no longer has: {Quote(gone.Said)}"));
        notDone.Reverse();
        draft.List(NotDoneToday, WhyNotDone, notDone);
        draft.List(ToBeSettled, WhyUnsettled, open);
        return draft.Text;
    }

    /// <summary>What the first one said becomes the instruction, what others said stands below. A decision keeps its question, because its answers belong to it.</summary>
    static void Otherwise(SoundDraft draft, StepPractice practice, List<string> open)
    {
        var ways = practice.Said.Where(said => said is { Practice: Practice.Otherwise, Words.Length: > 0 }).ToList();
        open.AddRange(practice.Said.Where(said => said is { Practice: Practice.Otherwise, Words.Length: 0 }).Select(said => $"{Name(practice.Step)} is done otherwise; {SpokenWords.Inline(said.By)} has not said how"));
        if (ways.Count > 0) Reword(draft, practice, ways, open);
        open.AddRange(practice.Said.Where(said => said.Practice != Practice.Otherwise && said.Words.Length > 0).Select(said => $"{Name(practice.Step)}: {Quote(said)}"));
    }

    static void Reword(SoundDraft draft, StepPractice practice, IReadOnlyList<Said> ways, List<string> open)
    {
        var (first, below) = SpokenWords.Of(ways[0].Words);
        string[] all = [.. below, .. ways.Skip(1).Select(said => "Or: " + SpokenWords.Inline(said.Words))];
        if (draft.Text.Find(practice.Step.Anchor) is not { } step
            || (step.IsDecision || !draft.Make(new Edit.All([new Edit.SetInstruction(step.Anchor, first), .. Below(draft.Text, step, all)]))) && !draft.Make(new Edit.All([.. Below(draft.Text, step, [first, .. all])])))
            open.AddRange(ways.Select(said => $"{Name(practice.Step)} is done otherwise: {Quote(said)}"));
    }

    /// <summary>What the step does not say yet, behind what it says.</summary>
    static IEnumerable<Edit> Below(Procedure text, Step step, IEnumerable<string> paragraphs)
    {
        var there = StepSource.Of(text, step);
        List<string> missing = [.. paragraphs.Where(paragraph => !there.Contains(paragraph, StringComparison.Ordinal))];
        var at = step.Details.Count(detail => detail.Tool is null);
        return missing.Count == 0 ? [] : [new Edit.SetDetail(step.Anchor, at, string.Join("\n\n", missing))];
    }

    static void Besides(SoundDraft draft, CurrentPractice practice, IGrouping<string, SaidBesides> place, List<string> open)
    {
        Destination? to = place.Key.Length > 0 ? new Destination.After(place.Key) : draft.Text.Main.SelectMany(phase => phase.Steps).FirstOrDefault() is { } first ? new Destination.Before(first.Anchor) : null;
        // Each goes directly behind the step, so the last goes in first.
        foreach (var besides in place.Key.Length > 0 ? place.Reverse() : place)
            if (to is null || !draft.Insert(to, SpokenWords.Step(besides.Words)))
                open.Add($"Done besides{(practice.Steps.FirstOrDefault(step => step.Step.Anchor == place.Key) is { } after ? ", after " + Lower(Name(after.Step)) : "")}: {Quote(besides.By, besides.Words)}");
    }

    static void NotDone(SoundDraft draft, CurrentPractice practice, StepPractice missing, List<string> notDone)
    {
        if (draft.Text.Find(missing.Step.Anchor) is not { } step) return;
        var holdsMore = step.SelfAndDescendants.Any(inside => practice.Steps.FirstOrDefault(said => said.Step.Anchor == inside.Anchor) is not { Verdict: Verdict.NotDone });
        var isGone = !holdsMore && draft.Make(new Edit.RemoveStep(step.Anchor));
        var why = practice.Steps.First(said => said.Step.Anchor == step.Anchor).Said.Where(said => said.Words.Length > 0).Select(Quote).ToList();
        notDone.Add(Name(missing.Step) + (isGone ? "" : ", which still stands above because other steps need it") + (why.Count == 0 ? "." : ": " + string.Join("; ", why)));
    }

    static IEnumerable<string> Remarks(StepPractice practice) => practice.Verdict switch
    {
        Verdict.NotDone => [],
        Verdict.Differs => [$"{Name(practice.Step)}, on which answers differ: {string.Join("; ", practice.Said.Where(said => said.Practice != Practice.Unknown || said.Words.Length > 0).Select(said => $"{InWords(said.Practice)}, says {(said.Words.Length == 0 ? Inline(said.By) : Quote(said))}"))}"],
        _ => practice.Said.Where(said => said.Words.Length > 0).Select(said => $"{Name(practice.Step)}: {Quote(said)}"),
    };

    static string InWords(Practice practice) => practice switch
    {
        Practice.Done => "done",
        Practice.Otherwise => "done otherwise",
        Practice.NotDone => "not done",
        _ => "not known",
    };

    static string Name(Step step) => $"Step {step.Number}, “{Inline(Placeholders.Named(step.Instruction))}”";

    static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    static string Quote(Said said) => Quote(said.By, said.Words);

    static string Quote(string by, string words) => $"“{SpokenWords.Inline(words)}” ({SpokenWords.Inline(by)})";

    static string Inline(string text) => MarkdownText.Of(text);
}
