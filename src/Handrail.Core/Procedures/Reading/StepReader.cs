namespace Handrail.Core.Procedures.Reading;

/// <summary>Makes steps of drafts once every step has its number and anchor.</summary>
sealed class StepReader(string source, List<ReadingNote> notes)
{
    internal Step Read(StepDraft draft, Track track, StepLookup find)
    {
        List<FieldLine> lines = new(draft.Parts.Count);
        List<Detail> details = draft.Parts.Count == 0 ? [] : new(2);
        foreach (var part in draft.Parts)
        {
            var line = part.Bullet is null ? null : FieldLineReader.Read(part.Bullet, part.Span, source);
            if (line is { Key: FieldKey.Answer } && !IsAnswer(line, draft, find)) line = null;
            if (line is null) AddDetail(details, part);
            else lines.Add(line);
            if (line is { Key: FieldKey.In }) details.Add(new(line.Label, line.ValueSpan));
        }
        var step = new Step
        {
            Anchor = draft.Anchor,
            AnchorIsWritten = draft.AnchorIsWritten,
            Number = draft.Number,
            Track = track,
            Instruction = draft.Instruction,
            InstructionSpan = draft.InstructionSpan,
            Span = draft.Span,
            Details = details,
            Lines = lines,
            Children = draft.Children.Count == 0 ? [] : [.. draft.Children.Select(child => Read(child, track, find))],
        };
        return lines.Count == 0 ? Inferred(step, find) : Inferred(WithFields(step, lines, find), find);
    }

    /// <summary>Plain bullets that stand together are one detail.</summary>
    void AddDetail(List<Detail> details, Part part)
    {
        var joins = part.Bullet is not null && details.Count > 0 && details[^1].Tool is null && source.AsSpan(details[^1].Span.End..part.Span.Start).IsWhiteSpace() && IsBullet(details[^1].Span);
        if (joins) details[^1] = new(null, new(details[^1].Span.Start, part.Span.End));
        else details.Add(new(null, part.Span));
    }

    bool IsBullet(Span span) => source[span.Start] is '-' or '*' or '+' && span.Length > 1 && char.IsWhiteSpace(source[span.Start + 1]);

    /// <summary>A bullet is an answer when it leads somewhere; below a question, words that lead nowhere are advice for a short answer.</summary>
    static bool IsAnswer(FieldLine line, StepDraft draft, StepLookup find) =>
        ExitReader.Read(line.Value, find) is not Exit.Advice || draft.Instruction.EndsWith('?') && line.Value.Length > 0 && IsYesOrNo(line.Label);

    static bool IsYesOrNo(string label) => label.Equals("yes", StringComparison.OrdinalIgnoreCase) || label.Equals("no", StringComparison.OrdinalIgnoreCase);

    static Step WithFields(Step step, List<FieldLine> lines, StepLookup find)
    {
        string? Value(FieldKey key) => Line(key)?.Value;
        T? Read<T>(FieldKey key, Func<string, T?> read) where T : class => Value(key) is { Length: > 0 } value ? read(value) : null;
        return step with
        {
            Role = Value(FieldKey.Role),
            System = Value(FieldKey.System),
            Within = Read(FieldKey.Within, FieldValues.Deadline),
            Records = All(FieldKey.Record, line => FieldValues.Record(line.Value, line.Span)),
            Evidence = Value(FieldKey.Evidence),
            Verify = Value(FieldKey.Verify),
            VerifiedBy = Value(FieldKey.VerifiedBy),
            Approval = Value(FieldKey.Approval),
            Wait = Read(FieldKey.Wait, FieldValues.Wait),
            OnlyIf = Read(FieldKey.OnlyIf, ConditionReader.Read),
            ForEach = Value(FieldKey.ForEach),
            Run = Read(FieldKey.Run, value => ExitReader.Link(value) ?? new ProcedureLink(value, value)),
            IfItFails = Read(FieldKey.IfItFails, value => ExitReader.Read(value, find)),
            Escalate = Read(FieldKey.Escalate, FieldValues.Escalate),
            Optional = Line(FieldKey.Optional) is { } optional && !optional.Value.Equals("no", StringComparison.OrdinalIgnoreCase),
            Answers = All(FieldKey.Answer, line => new Answer(line.Label, ExitReader.Read(line.Value, find), Inferred: false, line.Span)),
        };

        FieldLine? Line(FieldKey key)
        {
            foreach (var line in lines)
                if (line.Key == key) return line;
            return null;
        }

        IReadOnlyList<T> All<T>(FieldKey key, Func<FieldLine, T> read)
        {
            List<T>? all = null;
            foreach (var line in lines)
                if (line.Key == key) (all ??= []).Add(read(line));
            return all is null ? [] : all;
        }
    }

    Step Inferred(Step step, StepLookup find)
    {
        if (step.IsDecision || DecisionInference.Read(step, source, find) is not { Count: > 0 } answers) return step;
        notes.Add(new("inferred-decision", $"Step {step.Number} reads like a decision; confirm where its answers lead.", step.InstructionSpan));
        return step with { Answers = answers };
    }
}
