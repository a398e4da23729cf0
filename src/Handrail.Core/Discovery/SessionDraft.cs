using System.Globalization;
using Handrail.Core.Procedures;

namespace Handrail.Core.Discovery;

/// <param name="Title">What is done.</param>
/// <param name="Family">May be empty, as may the purpose, and the role of whoever did it.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">When it was finished.</param>
public sealed record SessionHead(string Title, string Family, string Purpose, string Role, string By, Instant At);

/// <summary>
/// A procedure from what somebody noted while doing the work: a step for each entry, in their order. What was decided becomes a decision, what went wrong a way out of
/// the step before it, what was seen a checkpoint. What people typed is words, never markup; no word is lost, and lint finds no error.
/// </summary>
/// <param name="Pictures">By the path the text names them with.</param>
public sealed record SessionDraft(string Text, IReadOnlyList<KeyValuePair<string, SessionPicture>> Pictures)
{
    public static SessionDraft Of(SessionHead head, RecordedSession session)
    {
        var steps = SessionStep.All(session, head);
        var text = Write(head, session, steps);
        // "If it is late, go to step 3" is read as a decision: nothing is guessed from somebody's words, so they stand below an instruction that decides nothing.
        var guessed = ProcedureReader.Read(text).AllSteps.Where(step => step.Answers.Any(answer => answer.Inferred)).Select(step => step.Anchor).ToHashSet();
        if (guessed.Count > 0) text = Write(head, session, [.. steps.Select(step => guessed.Contains(step.Anchor) ? step.WithWordsBelow() : step)]);
        return new(text, [.. steps.Where(step => step.Picture is not null).Select(step => KeyValuePair.Create(step.PicturePath, step.Picture!))]);
    }

    static string Write(SessionHead head, RecordedSession session, IReadOnlyList<SessionStep> steps) => Skeleton.Of(SpokenWords.Clean(head.Title), head.Family, "", new SkeletonBody(
        head.Purpose.Length > 0 ? SpokenWords.Paragraphs(head.Purpose) : SkeletonBody.AskedPurpose,
        SessionStep.List(steps.Where(step => !step.IsWayOut), 1),
        // Each way out is one of its own.
        string.Join("\n\n", steps.Where(step => step.IsWayOut).Select(step => SessionStep.List([step], 1))),
        $"Recorded by {SpokenWords.Inline(head.By)} on {Date(head.At)}{(Minutes(session.Took()) is { } took ? $", in {took}" : "")}."));

    internal static string Date(Instant at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <returns>Null for less than half a minute: what takes no time needs no hint.</returns>
    internal static string? Minutes(long seconds) => ((seconds + 30) / 60) switch
    {
        0 => null,
        1 => "1 minute",
        < 120 and var minutes => $"{minutes} minutes",
        var minutes => $"{minutes / 60} hours {minutes % 60} minutes",
    };
}
