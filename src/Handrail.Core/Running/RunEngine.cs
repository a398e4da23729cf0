using Handrail.Core.Journal;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>The rules of a run: which act is granted in which state, and what then has happened. Pure; the caller stores the facts and applies them.</summary>
public static partial class RunEngine
{
    /// <summary>Begins a run. Refused when the text has no steps, or a required start field is missing or unreadable.</summary>
    public static Outcome<IReadOnlyList<RunFact>> Start(Procedure procedure, StartRun act, Actor by, Instant now)
    {
        if (procedure.Main.All(phase => phase.Steps.Count == 0)) return new Refusal.Invalid("", "This text has no steps, so there is nothing to run.");
        if (!FieldEntry.Read(procedure.StartFields, act.Fields, []).Granted(out var fields, out var refusal)) return refusal;
        if (FieldEntry.Missing(procedure.StartFields, fields).FirstOrDefault() is { } missing) return FillIn(missing);
        if (Texts.Check("title", act.Title, Texts.Line, out var title) is { } unreadable) return unreadable;
        var facts = new List<RunFact> { new RunStarted(title ?? RunTitle.Of(procedure, fields), act.Kind, act.Procedure ?? "", act.Parent, Digest.OfText(procedure.Source).ToHex()) };
        if (fields.Count > 0) facts.Add(new FieldsRecorded(null, 1, fields, null));
        return WithConsequences(RunState.Fold(procedure, []), facts, by, now);
    }

    /// <summary>What follows when this act is granted, or why it is not. Never throws, whatever the act holds.</summary>
    public static Outcome<IReadOnlyList<RunFact>> Decide(RunState state, RunAct act, Actor by, Instant now)
    {
        if (Closed(state, act) is { } closed) return closed;
        return Granted(new(state, by, now), act).Map<IReadOnlyList<RunFact>>(facts => WithConsequences(state, facts, by, now));
    }

    static Outcome<List<RunFact>> Granted(Request request, RunAct act) => act switch
    {
        CompleteStep complete => Complete(request, complete),
        SkipStep skip => Skip(request, skip),
        FailStep fail => Fail(request, fail),
        RetryStep retry => Retry(request, retry),
        AcceptFailure accept => Accept(request, accept),
        TakeWayOut way => TakeWayOut(request, way),
        VerifyStep verify => Verify(request, verify),
        ApproveStep approve => Approve(request, approve),
        DeclineApproval decline => Decline(request, decline),
        AnswerCondition answer => AnswerCondition(request, answer),
        ChooseItems choose => ChooseItems(request, choose),
        RecordFields record => Record(request, record),
        AttachEvidence attach => Attach(request, attach),
        AddNote note => Note(request, note),
        ClaimStep claim => Claim(request, claim),
        HandOverStep hand => HandOver(request, hand),
        EscalateStep escalate => Escalate(request, escalate),
        EndWait wake => EndWait(request, wake),
        StartChildRun child => StartChild(request, child),
        EndChildRun child => EndChild(request, child),
        AddStep add => Add(request, add),
        HandOverRun hand => HandOverRun(request, hand),
        PauseRun pause => Pause(request, pause),
        ResumeRun => Resume(request),
        StartRollback rollback => StartRollback(request, rollback),
        FinishRun finish => Finish(request, finish),
        AbandonRun abandon => Abandon(request, abandon),
        StartRun => new Refusal.Conflict("This run has already started."),
        _ => new Refusal.Invalid("", "A run does not know this act."),
    };

    static Refusal.Conflict? Closed(RunState state, RunAct act) => state.Status switch
    {
        RunStatus.NotStarted => new Refusal.Conflict("This run has not been started."),
        RunStatus.Finished => new Refusal.Conflict($"{state.NameOf(state.EndedBy ?? "")} finished this run on {Texts.When(state.EndedAt)}."),
        RunStatus.Abandoned => new Refusal.Conflict($"{state.NameOf(state.EndedBy ?? "")} abandoned this run on {Texts.When(state.EndedAt)}."),
        RunStatus.Paused when act is not (AddNote or ResumeRun or AbandonRun or EndChildRun) => new Refusal.Conflict("This run is paused. Resume it first; notes can be added meanwhile."),
        _ => null,
    };

    /// <summary>Adds the facts that follow by themselves, until nothing more follows.</summary>
    static List<RunFact> WithConsequences(RunState state, List<RunFact> facts, Actor by, Instant now)
    {
        state = state.After(facts, now, by.Id);
        for (var more = Consequences.Of(state); more.Count > 0; more = Consequences.Of(state))
        {
            facts.AddRange(more);
            state = state.After(more, now, by.Id);
        }
        return facts;
    }

    static Refusal.Invalid FillIn(RecordField field) => new(field.Key, $"Fill in {field.Label}.");
}
