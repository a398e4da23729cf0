using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Publishing;

/// <param name="Text">The hash of the step as the reviewer read it (<see cref="WalkThrough.HashOf"/>): what was said to other words counts no more.</param>
/// <param name="By">The reviewer's id.</param>
public sealed record StepMark(string Step, string Text, string By, StepVerdict Verdict, Instant At);

/// <param name="Marks">The latest of each reviewer, about the step as it reads now.</param>
public sealed record StepReviewed(Step Step, IReadOnlyList<StepMark> Marks)
{
    public int Agreed => Marks.Count(mark => mark.Verdict == StepVerdict.Agreed);
    public bool IsObjectedTo => Marks.Any(mark => mark.Verdict == StepVerdict.Objected);
    public StepMark? Of(string reviewer) => Marks.FirstOrDefault(mark => mark.By == reviewer);
}

/// <summary>How far the reviewers are with a draft, step by step.</summary>
public sealed record WalkThrough(IReadOnlyList<StepReviewed> Steps)
{
    /// <param name="marks">In any order, of every round; of one reviewer's on one step the latest counts, and what is about other words or a step that is gone is left out.</param>
    public static WalkThrough Of(Procedure procedure, IEnumerable<StepMark> marks)
    {
        var latest = marks.GroupBy(mark => (mark.Step, mark.By)).Select(of => of.MaxBy(mark => mark.At)!).ToLookup(mark => mark.Step);
        return new([.. procedure.AllSteps.Select(step => new StepReviewed(step, [.. latest[step.Anchor].Where(mark => mark.Text == HashOf(procedure, step)).OrderBy(mark => mark.At)]))]);
    }

    /// <summary>Of the step's own words, without its number, anchor and sub-steps; hex.</summary>
    public static string HashOf(Procedure procedure, Step step) => Digest.OfText(StepTexts.Whole(procedure, step)).ToHex();

    public int DoneBy(string reviewer) => Steps.Count(step => step.Of(reviewer) is not null);

    public bool IsFinishedBy(string reviewer) => Steps.Count > 0 && DoneBy(reviewer) == Steps.Count;

    /// <summary>The first step this reviewer has not looked at.</summary>
    public StepReviewed? NextFor(string reviewer) => Steps.FirstOrDefault(step => step.Of(reviewer) is null);

    public StepReviewed? Find(string anchor) => Steps.FirstOrDefault(step => step.Step.Anchor == anchor);

    /// <summary>The text a verdict has to come with.</summary>
    public static Outcome<string?> Words(StepVerdict verdict, string? text)
    {
        var words = text?.Trim() is { Length: > 0 } typed ? typed : null;
        if (words is { Length: > MostWords }) return new Refusal.Invalid("text", $"Say it in at most {MostWords:N0} characters.");
        return (verdict, words) switch
        {
            (StepVerdict.Objected, null) => new Refusal.Invalid("text", "Say why it cannot be done like this, and how it could."),
            (StepVerdict.Commented, null) => new Refusal.Invalid("text", "Write the comment first."),
            _ => words,
        };
    }

    public const int MostWords = 4_000;
}
