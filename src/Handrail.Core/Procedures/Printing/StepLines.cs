namespace Handrail.Core.Procedures.Printing;

/// <summary>The field lines of a step that was not read from a text: everything the model knows of it.</summary>
static class StepLines
{
    public static IEnumerable<string> Of(Step step, Func<string, Step?> find)
    {
        List<string> lines = [];
        AddWords(FieldKey.Role, step.Role);
        AddWords(FieldKey.System, step.System);
        AddWords(FieldKey.Within, step.Within is { } deadline ? FieldWords.Of(deadline) : null);
        AddWords(FieldKey.OnlyIf, step.OnlyIf?.Text);
        AddWords(FieldKey.ForEach, step.ForEach);
        AddWords(FieldKey.Wait, step.Wait?.Text);
        foreach (var field in step.Records) AddWords(FieldKey.Record, FieldWords.Of(field));
        AddWords(FieldKey.Evidence, step.Evidence);
        AddWords(FieldKey.Verify, step.Verify);
        AddWords(FieldKey.VerifiedBy, step.VerifiedBy);
        AddWords(FieldKey.Approval, step.Approval);
        if (step.Run is { } run) Add(FieldKey.Run, FieldWords.Of(run));
        if (step.IfItFails is { } exit) Add(FieldKey.IfItFails, Way(exit));
        AddWords(FieldKey.Escalate, step.Escalate is { } escalate ? FieldWords.Of(escalate) : null);
        if (step.Optional) Add(FieldKey.Optional, "");
        foreach (var answer in step.Answers.Where(answer => !answer.Inferred)) Add(FieldKey.Answer, Way(answer.Exit), answer.Label);
        return lines;

        void AddWords(FieldKey key, string? words)
        {
            if (words is not null) Add(key, MarkdownText.WithLinks(TextLines.OneLine(words)));
        }

        void Add(FieldKey key, string markdown, string name = "") => lines.Add(FieldWords.Line(key, name, markdown));

        string Way(Exit exit) => exit is Exit.Advice advice ? MarkdownText.WithLinks(TextLines.OneLine(advice.Text)) : FieldWords.Of(exit, find);
    }
}
