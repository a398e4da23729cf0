namespace Handrail.Core.Running;

/// <summary>Questions before a step, and what is written down: fields, evidence, notes.</summary>
public static partial class RunEngine
{
    const int MostItems = 1_000;
    const int LongestItem = 120;

    static Outcome<List<RunFact>> AnswerCondition(Request request, AnswerCondition act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status != StepStatus.ConditionAsked) return request.NotNow(step);
        if (Texts.Check("reason", act.Reason, Texts.Long, out var reason) is { } bad) return bad;
        return Facts(new ConditionAnswered(step.Key, step.Round, act.Holds, Asked: true),
            new DeviationNoted(step.Key, step.Round, DeviationKind.ConditionAsked, reason ?? "", step.Step.OnlyIf!.Text, null));
    }

    static Outcome<List<RunFact>> ChooseItems(Request request, ChooseItems act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status != StepStatus.ItemsAsked) return request.NotNow(step);
        var items = act.Items ?? [];
        if (items.Count > MostItems) return new Refusal.Invalid("items", $"At most {MostItems} at once.");
        var labels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            if (Texts.Need("items", item?.Label, "Every item needs a name.", out var label) is { } bad) return bad;
            if (label.Length > LongestItem || item?.Ref?.Length > LongestItem) return new Refusal.Invalid("items", "The name of an item is too long.");
            if (!labels.Add(label)) return new Refusal.Invalid("items", $"“{label}” stands in the list twice.");
        }
        return Facts(new ItemsChosen(step.Key, step.Round, RunItem.Keyed(items), Asked: true));
    }

    static Outcome<List<RunFact>> Record(Request request, RecordFields act)
    {
        if (act.Step is null) return RecordAtStart(request, act);
        if (!request.Step(act.Step, act.Round).Granted(out var step, out var refusal)) return refusal;
        if (step.Status is StepStatus.NotApplicable or StepStatus.NotTaken or StepStatus.Skipped) return request.NotNow(step);
        if (Texts.Check("reason", act.Reason, Texts.Long, out var reason) is { } bad) return bad;
        if (!FieldEntry.Read(step.Step.Records, act.Fields, step.Values).Granted(out var values, out var badField)) return badField;
        if (values.Count == 0) return new Refusal.Invalid("", "There is nothing to record.");
        if (step.CompletedAt is null && !step.IsSettled) return Facts(new FieldsRecorded(step.Key, step.Round, values, reason));
        if (reason is null) return new Refusal.Invalid("reason", "Say why the record is corrected.");
        if (step.Step.Records.FirstOrDefault(field => field.Required && values.Any(value => value.Field == field.Key && value.IsBlank)) is { } cleared) return FillIn(cleared);
        return Facts(new FieldsRecorded(step.Key, step.Round, values, reason));
    }

    static Outcome<List<RunFact>> RecordAtStart(Request request, RecordFields act)
    {
        var fields = request.State.Procedure.StartFields;
        if (!FieldEntry.Read(fields, act.Fields, [.. request.State.Fields.Values]).Granted(out var values, out var badField)) return badField;
        if (values.Count == 0) return new Refusal.Invalid("", "There is nothing to record.");
        if (fields.FirstOrDefault(field => field.Required && values.Any(value => value.Field == field.Key && value.IsBlank)) is { } cleared) return FillIn(cleared);
        if (Texts.Need("reason", act.Reason, "Say why the record is corrected.", out var reason) is { } bad) return bad;
        return Facts(new FieldsRecorded(null, 1, values, reason));
    }

    static Outcome<List<RunFact>> Attach(Request request, AttachEvidence act)
    {
        if (Files([act.File]) is { } bad) return bad;
        if (act.Step is null)
            return request.State.Evidence.Any(had => had.Step is null && SameFile(had, act.File))
                ? new Refusal.Conflict($"{act.File.FileName} is attached already.")
                : Facts(Attached(null, 1, act.File));
        if (!request.Step(act.Step, act.Round).Granted(out var step, out var refusal)) return refusal;
        return Has(step, act.File) ? new Refusal.Conflict($"{act.File.FileName} is attached to {step.Name} already.") : Facts(Attached(step.Key, step.Round, act.File));
    }

    static Outcome<List<RunFact>> Note(Request request, AddNote act)
    {
        if (act.Step is not null && request.State.Find(act.Step) is null) return new Refusal.NotFound($"This run has no step “{act.Step}”.");
        return Texts.Need("text", act.Text, "Write the note first.", out var text) is { } bad ? bad : Facts(new NoteAdded(act.Step, text));
    }

    static Refusal? Files(IReadOnlyList<EvidenceFile>? files)
    {
        foreach (var file in files ?? [])
        {
            if (file is null || !FieldEntry.Sha256().IsMatch(file.Sha256 ?? "")) return new Refusal.Invalid("evidence", "Upload the file first; evidence is kept by its SHA-256.");
            if (Texts.Need("evidence", file.FileName, "A file needs a name.", out var name) is { } bad) return bad;
            if (name.Length > 255) return new Refusal.Invalid("evidence", "The name of the file is too long.");
            if (Texts.Check("evidence", file.MediaType, 255, out _) is { } badType) return badType;
            if (file.Length < 0) return new Refusal.Invalid("evidence", "A file cannot be shorter than nothing.");
        }
        return null;
    }

    static EvidenceAttached Attached(string? step, int round, EvidenceFile file) =>
        new(step, round, new(file.Sha256.ToLowerInvariant(), file.FileName.Trim(), string.IsNullOrWhiteSpace(file.MediaType) ? "application/octet-stream" : file.MediaType.Trim(), file.Length));

    static bool Has(StepState step, EvidenceFile file) => step.Evidence.Any(had => SameFile(had, file));

    static bool SameFile(Evidence had, EvidenceFile file) => string.Equals(had.File.Sha256, file.Sha256, StringComparison.OrdinalIgnoreCase);
}
