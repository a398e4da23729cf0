namespace Handrail.Core.Running;

/// <summary>Doing and skipping steps.</summary>
public static partial class RunEngine
{
    static Outcome<List<RunFact>> Complete(Request request, CompleteStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (NotDoable(request, step) is { } notDoable) return notDoable;
        if (step.ApprovedBy == request.By.Id) return new Refusal.Forbidden("You signed this step; somebody else must do it.");
        if (Texts.Check("reason", act.Reason, Texts.Long, out var reason) is { } badReason) return badReason;
        if (Texts.Check("withoutEvidence", act.WithoutEvidence, Texts.Long, out var without) is { } badWithout) return badWithout;
        if (!FieldEntry.Read(step.Step.Records, act.Fields, step.Values).Granted(out var fields, out var badField)) return badField;
        if (Files(act.Evidence) is { } badFile) return badFile;

        var facts = new List<RunFact>();
        if (fields.Count > 0) facts.Add(new FieldsRecorded(step.Key, step.Round, fields, null));
        facts.AddRange((act.Evidence ?? []).DistinctBy(file => file.Sha256.ToLowerInvariant()).Where(file => !Has(step, file)).Select(file => Attached(step.Key, step.Round, file)));
        if (act.Confirmed == false)
        {
            facts.Add(new StepFailed(step.Key, step.Round, reason ?? $"Not as expected: {step.Step.Verify ?? step.Step.Instruction}"));
            return facts;
        }

        var answer = step.Step.Answers.FirstOrDefault(answer => string.Equals(answer.Label, act.Answer?.Trim(), StringComparison.OrdinalIgnoreCase))?.Label;
        if (answer is null && !string.IsNullOrWhiteSpace(act.Answer)) return new Refusal.Invalid("answer", $"Choose one of {string.Join(", ", step.Step.Answers.Select(a => a.Label))}.");
        var entered = new Entered([.. step.Values.Where(had => fields.All(value => value.Field != had.Field)), .. fields],
            answer, act.Confirmed == true, facts.Exists(fact => fact is EvidenceAttached) || step.Evidence.Count > 0 || without is not null, reason is not null);
        if (Completion.Missing(request.State, step, entered, request.Now).FirstOrDefault() is { } missing) return new Refusal.Invalid(missing.Field, missing.Message);

        if (step.Status == StepStatus.Waiting) facts.Add(new WaitEnded(step.Key, step.Round, request.IsEarly(step) ? reason : null));
        facts.Add(new StepCompleted(step.Key, step.Round, answer, reason));
        facts.AddRange(Departures(request, step, reason ?? "", step.Step.Evidence is not null && step.Evidence.Count == 0 && !facts.Exists(fact => fact is EvidenceAttached) ? without : null));
        return facts;
    }

    static Refusal.Conflict? NotDoable(Request request, StepState step)
    {
        if (step.Status is StepStatus.Open or StepStatus.Waiting) return null;
        if (!request.IsAhead(step) || step.Step.Run is not null) return request.NotNow(step);
        var place = request.State.Plan.Find(step.Key)!;
        var open = place.Children.Select(request.State.Of).Where(child => !child.IsSettled).ToList();
        return place.IsEach || open.Count > 0
            ? new Refusal.Conflict($"{Texts.Sentence(step.Name)} has open parts: {string.Join(", ", open.Select(child => child.Name).DefaultIfEmpty(step.Step.ForEach ?? ""))}.")
            : null;
    }

    /// <summary>What the doing of a step departs from, as far as the act shows it; lateness shows afterwards.</summary>
    static IEnumerable<RunFact> Departures(Request request, StepState step, string reason, string? withoutEvidence)
    {
        DeviationNoted Noted(DeviationKind kind, string why, string detail) => new(step.Key, step.Round, kind, why, detail, null);
        if (step.Status == StepStatus.Pending) yield return Noted(DeviationKind.OutOfOrder, reason, "");
        if (request.IsEarly(step)) yield return Noted(DeviationKind.Early, reason, step.Step.Wait!.Text);
        if (withoutEvidence is not null) yield return Noted(DeviationKind.WithoutEvidence, withoutEvidence, step.Step.Evidence ?? "");
        if (step.Step.Role is { } role && Roles.Held(request.State, step, role, request.By) == false) yield return Noted(DeviationKind.WrongRole, reason, role);
        if (!request.By.Qualified) yield return Noted(DeviationKind.Unqualified, reason, "");
    }

    static Outcome<List<RunFact>> Skip(Request request, SkipStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        var may = step.Status is StepStatus.ConditionAsked or StepStatus.ItemsAsked or StepStatus.Underway or StepStatus.Waiting or StepStatus.AwaitingRun or StepStatus.Open;
        if (!may && !request.IsAhead(step)) return request.NotNow(step);
        if (Texts.Check("reason", act.Reason, Texts.Long, out var reason) is { } bad) return bad;
        if (reason is null && !step.Step.Optional) return new Refusal.Invalid("reason", "Say why this step is skipped.");
        List<RunFact> facts = [new StepSkipped(step.Key, step.Round, reason)];
        if (!step.Step.Optional) facts.Add(new DeviationNoted(step.Key, step.Round, DeviationKind.Skipped, reason!, step.Step.Instruction, null));
        return facts;
    }

    static Outcome<List<RunFact>> Claim(Request request, ClaimStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.IsSettled) return request.NotNow(step);
        if (step.ClaimedBy is { } holder)
            return new Refusal.Conflict($"{(holder == request.By.Id ? "You" : request.Name(holder))} took {step.Name} on {Texts.When(step.ClaimedAt)}.");
        return Facts(new StepClaimed(step.Key, step.Round));
    }

    static Outcome<List<RunFact>> HandOver(Request request, HandOverStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.IsSettled) return request.NotNow(step);
        if (Texts.Need("to", act.To, "Say who takes the step.", out var to) is { } bad) return bad;
        if (Texts.Check("note", act.Note, Texts.Long, out var note) is { } badNote) return badNote;
        if (step.ClaimedBy == to) return new Refusal.Conflict($"{request.Name(to)} has {step.Name} already.");
        return Facts(new StepHandedOver(step.Key, step.Round, to, note));
    }

    static Outcome<List<RunFact>> Escalate(Request request, EscalateStep act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.IsSettled || step.OpenedAt is null) return request.NotNow(step);
        if (Texts.Need("to", act.To ?? step.Step.Escalate?.Role, "Say who is to be called.", out var to) is { } bad) return bad;
        if (act.To is null && step.EscalateAt is null && step.Step.Escalate?.After is not null) return new Refusal.Conflict($"{to} has been called for {step.Name} already.");
        return Facts(new StepEscalated(step.Key, step.Round, to));
    }

    static Outcome<List<RunFact>> EndWait(Request request, EndWait act)
    {
        if (!request.Step(act).Granted(out var step, out var refusal)) return refusal;
        if (step.Status != StepStatus.Waiting) return request.NotNow(step);
        if (Texts.Check("reason", act.Reason, Texts.Long, out var reason) is { } bad) return bad;
        if (!request.IsEarly(step)) return Facts(new WaitEnded(step.Key, step.Round, reason));
        if (reason is null) return new Refusal.Invalid("reason", Completion.WhyEarly(step));
        return Facts(new WaitEnded(step.Key, step.Round, reason), new DeviationNoted(step.Key, step.Round, DeviationKind.Early, reason, step.Step.Wait!.Text, null));
    }

    static List<RunFact> Facts(params RunFact[] facts) => [.. facts];
}
