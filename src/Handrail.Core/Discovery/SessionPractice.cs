using Handrail.Core.Procedures;

namespace Handrail.Core.Discovery;

/// <summary>A session that was recorded beside a template, as answers to its steps: what people do counts like what they say.</summary>
public static class SessionPractice
{
    /// <summary>A step that was ticked is done; one in the recorder's own words is done otherwise; what belongs to no step is done besides, after the last one that did.</summary>
    public static SheetAnswers Of(RecordedSession session, Procedure template)
    {
        var anchors = template.AllSteps.Select(step => step.Anchor).ToHashSet();
        List<AddedStep> added = [];
        var after = "";
        foreach (var noted in session.Entries.Select(entry => entry.Noted))
            if (anchors.Contains(noted.Step)) after = noted.Step;
            else added.Add(new(after, Words(noted)));
        List<StepAnswer> steps = [.. session.Entries.Select(entry => entry.Noted).Where(noted => anchors.Contains(noted.Step)).GroupBy(noted => noted.Step).Select(Answer)];
        if (session.RestIsNotDone)
            steps.AddRange(template.Main.SelectMany(phase => phase.Steps).SelectMany(step => step.SelfAndDescendants).Where(step => step.SelfAndDescendants.All(inside => steps.TrueForAll(answer => answer.Step != inside.Anchor))).Select(step => new StepAnswer(step.Anchor, Practice.NotDone, "")).ToList());
        return new(steps, added, []);
    }

    static StepAnswer Answer(IGrouping<string, Noted> step) =>
        new(step.Key, step.All(noted => noted.IsTicked) ? Practice.Done : Practice.Otherwise, string.Join('\n', step.Select(Words).Where(words => words.Length > 0)));

    /// <summary>What was typed; the words of a step that was ticked are the template's.</summary>
    static string Words(Noted noted) => string.Join('\n', new[]
    {
        noted.IsTicked ? "" : noted.Words,
        noted.Kind switch { EntryKind.Decided => $"Answered: {noted.Then}", EntryKind.WentWrong => $"Instead: {noted.Then}", _ => "" },
        noted.Others.Length > 0 ? $"It could have been: {noted.Others}" : "",
        noted.System.Length > 0 ? $"With: {noted.System}" : "",
        noted.Saw.Length > 0 ? $"Seen: {noted.Saw}" : "",
    }.Where(line => line.Length > 0));
}
