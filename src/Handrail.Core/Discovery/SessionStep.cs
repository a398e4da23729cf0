using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Procedures.Printing;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Discovery;

/// <summary>One entry of a session as a step of the draft.</summary>
/// <param name="Instruction">Markdown, as is what stands below it.</param>
/// <param name="IsWayOut">It stands under "If something goes wrong", and a step before leads to it.</param>
sealed record SessionStep(SessionEntry Entry, string Anchor, string Instruction, IReadOnlyList<string> Below, bool IsWayOut, string Role)
{
    const string WordsBelow = "Do what is noted here";

    /// <summary>Where it leads when it fails.</summary>
    SessionStep? IfItFails { get; init; }

    public SessionPicture? Picture => Entry.Noted.Picture;
    public string PicturePath => Picture is { } picture ? PictureField.PathOf(Anchor, picture.Sha256, picture.Ending) : "";

    /// <summary>In the order of the entries. What goes wrong is a way out of the entry before it; where there is none, what was done instead is simply what was done.</summary>
    public static IReadOnlyList<SessionStep> All(RecordedSession session, SessionHead head)
    {
        var anchors = new Anchors("", SkeletonBody.Anchors);
        var steps = new List<SessionStep>();
        foreach (var entry in session.Entries)
        {
            var step = Of(entry, steps.Count > 0, head.Role, anchors);
            if (step.IsWayOut) steps[^1] = steps[^1] with { IfItFails = step };
            steps.Add(step);
        }
        return steps;
    }

    static SessionStep Of(SessionEntry entry, bool hasStepBefore, string role, Anchors anchors)
    {
        var noted = entry.Noted;
        var (first, rest) = SpokenWords.Of(noted.Kind == EntryKind.WentWrong ? noted.Then : noted.Words);
        if (noted.Kind == EntryKind.Decided && !first.EndsWith('?')) first = first.TrimEnd('.') + "?";
        if (noted.Kind == EntryKind.WentWrong) rest = [$"When this went wrong: {SpokenWords.Inline(noted.Words)}", .. rest];
        if (first.Length == 0) first = WordsBelow;
        return new(entry, anchors.Derive(first, "step"), first, rest, noted.Kind == EntryKind.WentWrong && hasStepBefore, role);
    }

    public SessionStep WithWordsBelow() => this with { Instruction = Entry.Noted.Kind == EntryKind.Decided ? "Which way is it?" : WordsBelow, Below = [Instruction, .. Below] };

    public static string List(IEnumerable<SessionStep> steps, int first) => string.Join("\n\n", steps.Select((step, at) => $"{first + at}. " is var marker ? marker + TextLines.Indent(step.Text(), marker.Length, "\n") : ""));

    string Text()
    {
        var (answers, remarks) = Entry.Noted.Kind == EntryKind.Decided ? Answers() : ([], []);
        List<string> fields = [.. Field(FieldKey.Role, Role), .. Field(FieldKey.System, Entry.Noted.System), .. Field(FieldKey.Verify, Entry.Noted.Saw), .. answers];
        if (IfItFails is { } way) fields.Add(FieldWords.Line(FieldKey.IfItFails, "", $"go to [{MarkdownText.InLink(SpokenWords.First(way.Entry.Noted.Then))}](#{way.Anchor})"));
        List<string> below = [.. Below, .. remarks];
        if (Picture is { } picture) below.Add(StepPiece.Written(new PictureField(SpokenWords.Clean(picture.Alternative), PicturePath)));
        if (SessionDraft.Minutes(Entry.Seconds) is { } took) below.Add($"Took {took} when it was recorded on {SessionDraft.Date(Entry.At)}.");
        return string.Join("\n\n", [string.Join('\n', [$"{Instruction} {{#{Anchor}}}", .. fields.Select(field => "- " + field)]), .. below]);
    }

    static IEnumerable<string> Field(FieldKey key, string words) => SpokenWords.Inline(words) is { Length: > 0 } value ? [FieldWords.Line(key, "", value)] : [];

    /// <summary>The answer that was taken leads on. So do the others, until somebody says where: each is marked as something that still has to be written.</summary>
    (IReadOnlyList<string> Answers, IReadOnlyList<string> Remarks) Answers()
    {
        List<string> lines = [], remarks = [];
        foreach (var answer in Entry.Noted.OtherAnswers().Prepend(Entry.Noted.Then))
        {
            var (label, isTaken) = (Label(answer, lines.Count + 1), lines.Count == 0);
            lines.Add(FieldWords.Line(FieldKey.Answer, label, "continue"));
            var words = label == answer ? $"“{label}”" : $"“{label}”, which is “{SpokenWords.Inline(answer)}”,";
            if (!isTaken) remarks.Add($"{Fixes.Todo}: {words} did not come up when this was recorded; say where it leads.");
            else if (label != answer) remarks.Add($"When this was recorded, the answer was {words.TrimEnd(',')}.");
        }
        return (lines, remarks);
    }

    /// <summary>Words that would not be read as an answer, such as "Role" or "10: late", get a name instead.</summary>
    static string Label(string answer, int number) =>
        ProcedureReader.Read($"## Steps\n\n1. Which?\n   - {FieldWords.Line(FieldKey.Answer, answer, "continue")}\n").AllSteps.ToList() is [{ Answers: [var read], Children: [] }] && read.Label == answer && SpokenWords.Inline(answer) == answer ? answer : $"Answer {number}";
}
