namespace Handrail.Core.Procedures.Printing;

/// <summary>Prints a procedure that was made by a program and has no text yet.</summary>
static class ModelPrinter
{
    public static void Print(Procedure procedure, Action<string> append)
    {
        if (procedure.Title.Length > 0) append("# " + MarkdownText.Of(TextLines.OneLine(procedure.Title)));
        if (procedure.StartFields.Count > 0) append("## Before you start\n\n" + string.Join('\n', procedure.StartFields.Select(field => $"- {FieldWords.Line(FieldKey.Record, "", MarkdownText.Of(FieldWords.Of(field)))}")));
        var steps = new StepPrinter(procedure);
        Track("Steps", procedure.Main);
        Track("If something goes wrong", procedure.Contingencies);
        Track("Rollback", procedure.Rollback);
        if (procedure.Escalations.Count > 0) append("## Escalation\n\n| When | Who | Within |\n| --- | --- | --- |\n" + string.Join('\n', procedure.Escalations.Select(Row)));
        if (procedure.Messages.Count > 0) append("## Messages");
        foreach (var message in procedure.Messages) append($"### {MarkdownText.Of(message.Title)}\n\n{TextLines.Tidy(message.Markdown)}");

        void Track(string heading, IReadOnlyList<Phase> phases)
        {
            if (phases.Count > 0) append("## " + heading);
            var number = 1;
            foreach (var phase in phases)
            {
                if (phase.Title.Length > 0 && phase.Title != heading) append($"### {MarkdownText.Of(phase.Title)}{(phase.AnyOrder ? " (any order)" : "")}");
                append(steps.List(phase.Steps, number));
                number = phase.Track == Procedures.Track.Contingency ? 1 : number + phase.Steps.Count;
            }
        }
    }

    static string Row(EscalationRule rule) => $"| {Cell(rule.When)} | {Cell(rule.Who)} | {Cell(rule.Within)} |";

    static string Cell(string text) => MarkdownText.WithLinks(TextLines.OneLine(text));
}
