using Handrail.Core.Procedures;

namespace Handrail.Core.Discovery;

/// <summary>What all that was said about a step comes to.</summary>
public enum Verdict { NotSaid, Done, Otherwise, NotDone, Differs }

/// <param name="By">The name of whoever was asked.</param>
public sealed record Voice(string By, Instant At, SheetAnswers Answers);

public sealed record Said(string By, Instant At, Practice Practice, string Words);

public sealed record StepPractice(Step Step, IReadOnlyList<Said> Said)
{
    /// <summary>Who does not know says nothing about how it is done.</summary>
    public Verdict Verdict => Said.Select(said => said.Practice).Where(practice => practice != Practice.Unknown).Distinct().ToList() switch
    {
        [] => Verdict.NotSaid,
        [Practice.Done] => Verdict.Done,
        [Practice.Otherwise] => Verdict.Otherwise,
        [Practice.NotDone] => Verdict.NotDone,
        _ => Verdict.Differs,
    };
}

/// <param name="After">An anchor; empty: before the first step.</param>
public sealed record SaidBesides(string By, Instant At, string After, string Words);

/// <summary>How a template is done today, as people say it.</summary>
/// <param name="Steps">Every step of the template, in its order.</param>
/// <param name="Gone">What was said about steps that the template no longer has.</param>
public sealed record CurrentPractice(IReadOnlyList<StepPractice> Steps, IReadOnlyList<SaidBesides> Besides, IReadOnlyList<(string Step, Said Said)> Gone)
{
    public static CurrentPractice Of(Procedure template, IReadOnlyList<Voice> voices)
    {
        var said = voices.SelectMany(voice => voice.Answers.Steps.Select(answer => (answer.Step, Said: new Said(voice.By, voice.At, answer.Practice, answer.Words)))).ToList();
        var steps = template.AllSteps.ToList();
        var anchors = steps.Select(step => step.Anchor).ToHashSet();
        return new(
            [.. steps.Select(step => new StepPractice(step, [.. said.Where(answer => answer.Step == step.Anchor).Select(answer => answer.Said)]))],
            [.. voices.SelectMany(voice => voice.Answers.Added.Select(added => new SaidBesides(voice.By, voice.At, added.After, added.Words)))],
            [.. said.Where(answer => !anchors.Contains(answer.Step))]);
    }

    public int Count(Verdict verdict) => Steps.Count(step => step.Verdict == verdict);
}
