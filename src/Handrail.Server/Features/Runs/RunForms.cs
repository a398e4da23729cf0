using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Microsoft.Extensions.Primitives;

namespace Handrail.Server.Features.Runs;

/// <summary>From the names and values of a form to an act. What is wrong with the values is the engine's to say.</summary>
static class RunForms
{
    /// <summary>Field inputs are named "f-" and the field's key, so that no field can be taken for a button.</summary>
    public const string FieldPrefix = "f-";

    /// <param name="act">The noun in the address: "completion", "note", ...</param>
    /// <param name="fields">What the step records; of one that starts another run, what that one asks for.</param>
    /// <returns>What is asked for, in order; empty when there is no such act.</returns>
    public static IReadOnlyList<RunAct> ReadAll(string act, string? step, IReadOnlyList<RecordField> fields, IFormCollection form, IReadOnlyList<SentFile> files)
    {
        // Pictures of what did not work belong to the step before it is marked as failed; a file in a field is part of the run's evidence too: of the run that was asked for it.
        IEnumerable<RunAct> attached = [.. act == "child-run" ? [] : OfFields(files), .. act is "failure" or "evidence" ? Evidence(files).Select(file => new AttachEvidence(step, file.AsEvidence)) : []];
        return Read(act, step, fields, form, files) is { } asked ? [.. attached, asked] : [.. attached];
    }

    static RunAct? Read(string act, string? step, IReadOnlyList<RecordField> fields, IFormCollection form, IReadOnlyList<SentFile> files)
    {
        var round = int.TryParse(form["round"], out var seen) ? seen : (int?)null;
        var reason = Text(form["reason"]);
        if (step is null)
        {
            return act switch
            {
                "note" => new AddNote(null, Text(form["text"])),
                "pause" => new PauseRun(reason),
                "resumption" => new ResumeRun(),
                "abandonment" => new AbandonRun(reason),
                "rollback" => new StartRollback(Text(form["step"]), reason),
                "finish" => new FinishRun(Text(form["summary"])),
                "hand-over" => new HandOverRun(Text(form["to"]), Text(form["note"])),
                "added-step" => new AddStep(Text(form["after"]), Text(form["instruction"]), reason, Text(form["role"])),
                _ => null,
            };
        }
        return act switch
        {
            "completion" when form["outcome"] == "failed" => new FailStep(step, reason, round),
            "completion" => new CompleteStep(step, round)
            {
                Fields = Values(fields, form, files),
                Evidence = [.. Evidence(files).Select(file => file.AsEvidence)],
                Answer = Text(form["answer"]),
                Confirmed = form["confirmed"].Count > 0 ? true : null,
                WithoutEvidence = Text(form["withoutEvidence"]),
                Reason = reason,
            },
            "failure" => new FailStep(step, reason, round),
            "retry" => new RetryStep(step, round),
            "acceptance" => new AcceptFailure(step, reason, round),
            "way-out" => new TakeWayOut(step, round),
            "skip" => new SkipStep(step, reason, round),
            "verification" => new VerifyStep(step, form["outcome"] != "refused", reason, round),
            "approval" => new ApproveStep(step, reason, round),
            "refusal" => new DeclineApproval(step, reason, round),
            "condition" => new AnswerCondition(step, form["holds"] == "yes", reason, round),
            "items" => new ChooseItems(step, [.. form["items"].SelectMany(value => (value ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(label => new RunItem(label))], round),
            "correction" => new RecordFields(step, Values(fields, form, files), reason, round),
            "note" => new AddNote(step, Text(form["text"])),
            "claim" => new ClaimStep(step, round),
            "hand-over" => new HandOverStep(step, Text(form["to"]), Text(form["note"]), round),
            "escalation" => new EscalateStep(step, Text(form["to"]), round),
            "wait-end" => new EndWait(step, reason, round),
            "child-run" => new StartChildRun(step, null, round) { Fields = Values(fields, form, files) },
            _ => null,
        };
    }

    /// <summary>What was typed into the fields that the form showed. A field that was not on the form is left alone.</summary>
    public static IReadOnlyList<FieldValue> Values(IReadOnlyList<RecordField> fields, IFormCollection form, IReadOnlyList<SentFile> files) =>
        [.. files.Where(file => fields.Any(field => field.Type == FieldType.File && FieldPrefix + field.Key == file.Input)).Select(file => new FieldValue(file.Input[FieldPrefix.Length..], [file.Content.Sha256], [file.Name])),
            .. fields.Where(field => form.ContainsKey(FieldPrefix + field.Key) || form.ContainsKey(FieldPrefix + field.Key + "-shown"))
            .Select(field => new FieldValue(field.Key, [.. form[FieldPrefix + field.Key].OfType<string>().Where(value => value.Trim().Length > 0).Select(value => Typed(field, value, form))]))];

    /// <summary>The hashes in the fields that take a file.</summary>
    public static IEnumerable<string> FilesIn(IReadOnlyList<RecordField> fields, IReadOnlyList<FieldValue> values) =>
        values.Where(value => fields.Any(field => field.Type == FieldType.File && field.Key == value.Field)).SelectMany(value => value.Values);

    public static IEnumerable<AttachEvidence> OfFields(IReadOnlyList<SentFile> files) =>
        files.Where(file => file.Input.StartsWith(FieldPrefix, StringComparison.Ordinal)).Select(file => new AttachEvidence(null, file.AsEvidence));

    static IEnumerable<SentFile> Evidence(IReadOnlyList<SentFile> files) => files.Where(file => !file.Input.StartsWith(FieldPrefix, StringComparison.Ordinal));

    /// <summary>Browsers send local times without an offset; the form says which offset they mean (minutes, as JavaScript counts), else UTC.</summary>
    static string Typed(RecordField field, string value, IFormCollection form)
    {
        if (field.Type != FieldType.DateAndTime || value.EndsWith('Z') || !DateTime.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var local)) return value;
        var minutes = int.TryParse(form["utc-offset"], out var offset) && Math.Abs(offset) <= 14 * 60 ? offset : 0;
        return Instant.From(new DateTimeOffset(local, TimeSpan.Zero).AddMinutes(minutes)).ToString();
    }

    static string? Text(StringValues value) => value.ToString() is { Length: > 0 } text ? text : null;
}
