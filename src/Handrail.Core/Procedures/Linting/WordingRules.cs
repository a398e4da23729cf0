namespace Handrail.Core.Procedures.Linting;

/// <summary>How instructions are written. English only; in doubt silent.</summary>
static class WordingRules
{
    public const int LongestInstruction = 30;

    static readonly Dictionary<string, string> LeavesOpen = new()
    {
        ["when"] = "say in which case",
        ["soon"] = "say within what time",
        ["often"] = "say how often",
        ["how"] = "say what it must be like",
        ["who"] = "name the role",
        ["what"] = "name what is to be done",
        ["list"] = "name all of them",
    };

    public static IEnumerable<Hit> NoInstruction(Subject subject) =>
        subject.Steps.Where(step => string.IsNullOrWhiteSpace(step.Instruction)).Select(step => new Hit(step.Span, $"Step {step.Number} has no instruction."));

    public static IEnumerable<Hit> NoVerb(Subject subject)
    {
        if (!subject.IsEnglish) yield break;
        foreach (var step in subject.Steps.Where(step => !step.IsDecision && step.Children.Count == 0))
        {
            var opening = Opening.Of(step.Instruction);
            if (opening.Kind == OpeningKind.Fine) continue;
            var word = step.Instruction.Substring(opening.At, opening.Word.Length);
            var message = opening.Better is { } better ? $"\"{word}\" describes; \"{Cased(better, word)}\" tells what to do." : $"Begin with what to do; \"{word}\" is no verb.";
            yield return new(step.InstructionSpan, message, opening.Better is null ? null : Instead(subject, step, word, Cased(opening.Better, word)));
        }
    }

    static string Cased(string word, string like) => char.IsUpper(like[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    static Fix? Instead(Subject subject, Step step, string word, string better)
    {
        var at = subject.Source.IndexOf(word, step.InstructionSpan.Start, step.InstructionSpan.Length, StringComparison.Ordinal);
        return at < 0 ? null : new($"Write \"{better}\"", new Splice(new(at, at + word.Length), better));
    }

    public static IEnumerable<Hit> SeveralActions(Subject subject)
    {
        if (!subject.IsEnglish) yield break;
        foreach (var step in subject.Steps.Where(step => !step.IsDecision && step.Children.Count == 0 && !step.Instruction.Contains('?', StringComparison.Ordinal)))
        {
            var start = step.InstructionSpan.Start;
            Span[] joints = [.. Wording.Joints(step.InstructionSpan.In(subject.Source)).Select(joint => new Span(start + joint.Start, start + joint.End)).Where(joint => !subject.Markup.IsCode(joint.Start))];
            if (joints.Length == 0) continue;
            var split = subject.Write.Split(step, joints);
            yield return new(step.InstructionSpan, $"Step {step.Number} holds {joints.Length + 1} actions; each deserves its own tick.", split is null ? null : Fixes.Of($"Split into {joints.Length + 1} steps", [.. split]));
        }
    }

    public static IEnumerable<Hit> Long(Subject subject)
    {
        foreach (var step in subject.Steps)
        {
            if (step.Instruction.Length < 2 * LongestInstruction || Wording.Words(step.Instruction) is not (> LongestInstruction and var words)) continue;
            yield return new(step.InstructionSpan, $"{words} words are too many to take in while working.", Shorter(subject, step));
        }
    }

    static Fix? Shorter(Subject subject, Step step)
    {
        var text = step.InstructionSpan.In(subject.Source);
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        if (end < 0 || Wording.Words(text[..end]) > LongestInstruction || subject.Write.MoveToDetail(step, step.InstructionSpan.Start + end + 1) is not { } edits) return null;
        return Fixes.Of("Keep the first sentence, move the rest into the detail", [.. edits]);
    }

    public static IEnumerable<Hit> Vague(Subject subject)
    {
        if (!subject.IsEnglish) yield break;
        foreach (var step in subject.Steps)
            foreach (var span in step.Lines.Where(line => line.Key != FieldKey.In).Select(line => line.ValueSpan).Prepend(step.InstructionSpan))
                foreach (var match in Wording.VagueWords(span.In(subject.Source)))
                {
                    var kind = match.Groups.Values.Skip(1).First(group => group.Success).Name;
                    yield return new(new(span.Start + match.Index, span.Start + match.Index + match.Length), $"\"{match.Value}\" leaves it to whoever reads: {LeavesOpen[kind]}.");
                }
    }

    public static IEnumerable<Hit> Question(Subject subject)
    {
        foreach (var step in subject.Steps.Where(step => !step.IsDecision && step.Records.Count == 0 && step.Children.Count == 0 && step.Instruction.TrimEnd().EndsWith('?')))
        {
            var open = subject.IsEnglish && OpenQuestion(step.Instruction);
            var fix = open
                ? Fixes.Of("Record the answer", subject.Write.Line(step, "Record: Answer (text)"))
                : Fixes.Of("Add the answers Yes and No", subject.Write.Line(step, "Yes: continue"), subject.Write.Line(step, "No: continue"));
            yield return new(step.InstructionSpan, open ? $"Step {step.Number} asks, and nothing records the answer." : $"Step {step.Number} asks, and no answer leads anywhere.", fix);
        }
    }

    static bool OpenQuestion(string instruction) =>
        new[] { "what", "which", "who", "whom", "whose", "how", "why", "when", "where" }.Contains(instruction.TrimStart('*', '_', '"', ' ').Split(' ', '\'', '’')[0], StringComparer.OrdinalIgnoreCase);
}
