using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

/// <summary>A run of choices from which procedures and acts are made. Zeroes give the plainest choice, so that a failing case shrinks to a plain one.</summary>
sealed class Tape(int[] choices)
{
    public static readonly Gen<int[]> Any = Gen.Int[0, 999].Array[0, 150];
    static readonly string[] Roles = ["IT administrator", "Security lead", "nobody's role"];
    int _at;

    public int Next(int below) => (_at < choices.Length ? choices[_at++] : 0) % below;
    public bool Sometimes(int outOf) => Next(outOf) == outOf - 1;
    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)];

    public Procedure Procedure()
    {
        var anchors = new List<string>();
        var main = Steps(1 + Next(5), 0, anchors);
        var contingency = Steps(Next(3), 1, anchors);
        var rollback = Steps(Next(3), 1, anchors);
        var cut = Next(main.Count + 1);
        anchors.Add("gone");
        Phase[] phases = [Make.Phase("One", Sometimes(3), Dressed(main[..cut], anchors)), Make.Phase("Two", Sometimes(3), Dressed(main[cut..], anchors))];
        var procedure = Make.Procedure(phases) with { StartFields = [Make.Field("Items", FieldType.Checklist, false, "x", "y", "z")] };
        procedure = Sometimes(2) ? procedure.WithContingencyPhase("Trouble", Dressed(contingency, anchors)) : procedure.WithContingency(Dressed(contingency, anchors));
        return procedure.WithRollback(Dressed(rollback, anchors));
    }

    List<Step> Steps(int count, int depth, List<string> anchors)
    {
        var steps = new List<Step>();
        for (var i = 0; i < count; i++)
        {
            var anchor = $"s{anchors.Count}";
            anchors.Add(anchor);
            steps.Add(Make.Step(anchor, [.. Steps(depth < 2 && Sometimes(3) ? 1 + Next(2) : 0, depth + 1, anchors)]));
        }
        return steps;
    }

    Step[] Dressed(IEnumerable<Step> steps, List<string> anchors) => [.. steps.Select(step => Dressed(step, anchors))];

    Step Dressed(Step step, List<string> anchors) => step with
    {
        Children = Dressed(step.Children, anchors),
        Answers = Sometimes(4) ? [new Answer("Yes", Exit(anchors), false, default), new Answer("No", Exit(anchors), false, default)] : [],
        OnlyIf = Sometimes(6) ? Pick<Condition>([Make.Is(Pick(anchors), "Yes"), new Condition.Unread("who knows"), new Condition.Compare("", "count", ">", 3)]) : null,
        ForEach = Sometimes(6) ? Pick(["server", "item of Items"]) : null,
        Records = Sometimes(5) ? [Make.Field("Count", FieldType.Number, Sometimes(2))] : [],
        Verify = Sometimes(5) ? "it works" : null,
        VerifiedBy = Sometimes(6) ? Pick(["someone else", "Security lead"]) : null,
        Approval = Sometimes(6) ? Pick(Roles) : null,
        Evidence = Sometimes(8) ? "proof" : null,
        Wait = Sometimes(8) ? new(Sometimes(2) ? null : new(1, IntervalUnit.Day), "a while") : null,
        Run = Sometimes(8) ? Make.Link("other") : null,
        IfItFails = Sometimes(3) ? Exit(anchors) : null,
        Within = Sometimes(5) ? new(new(1, IntervalUnit.Hour), Pick([DeadlineFrom.StepOpened, DeadlineFrom.RunStart, DeadlineFrom.PreviousStep]), null) : null,
        Role = Sometimes(5) ? Pick(Roles) : null,
        Optional = Sometimes(6),
    };

    Exit Exit(List<string> anchors) => Next(9) switch
    {
        0 => Make.Continue,
        1 or 2 or 3 or 4 => Make.GoTo(Pick(anchors)),
        5 => Make.Stop,
        6 => Make.RollBack,
        7 => new Exit.Start(Make.Link("help")),
        _ => new Exit.Advice("think"),
    };

    public Actor Actor() => Pick([Play.Anna, Play.Ben, Play.Eve]);

    /// <summary>Mostly an act that fits what is open, sometimes any act on any step.</summary>
    public RunAct Act(RunState state)
    {
        var open = state.Open.ToList();
        if (Sometimes(12)) return Pick<RunAct>([new PauseRun(), new ResumeRun(), new AddStep(null, "More", "why not"), new StartRollback(null, "back"), new FinishRun(), new AddNote(null, "so it is")]);
        if (open.Count == 0 || Sometimes(6)) return AnyAct(Pick(state.Steps.Select(step => step.Key).Append("gone").ToList()));
        var step = Pick(open);
        return step.Status switch
        {
            StepStatus.ConditionAsked => new AnswerCondition(step.Key, Sometimes(2)),
            StepStatus.ItemsAsked => new ChooseItems(step.Key, [.. "ab".Take(Next(3)).Select(letter => new RunItem($"{letter}"))]),
            StepStatus.AwaitingRun => step.Child is { Ending: null } child ? new EndChildRun(step.Key, child.Run, Pick(Enum.GetValues<RunEnding>())) : new StartChildRun(step.Key, $"R-{state.Children.Count + 2}"),
            StepStatus.AwaitingVerification => new VerifyStep(step.Key, !Sometimes(4), "hm"),
            StepStatus.AwaitingApproval => Sometimes(3) ? new DeclineApproval(step.Key, "hm") : new ApproveStep(step.Key),
            StepStatus.Failed => Pick<RunAct>([new RetryStep(step.Key), new TakeWayOut(step.Key), new AcceptFailure(step.Key, "so be it"), new StartChildRun(step.Key, $"R-{state.Children.Count + 2}")]),
            _ => Sometimes(5) ? new FailStep(step.Key, "no") : Complete(step.Key),
        };
    }

    CompleteStep Complete(string step) => new(step)
    {
        Answer = Pick(["Yes", "No", null]), Confirmed = true, Fields = Sometimes(3) ? [FieldValue.Of("count", $"{Next(9)}")] : [],
        WithoutEvidence = "none", Reason = Sometimes(3) ? null : "because",
    };

    RunAct AnyAct(string step) => Pick<RunAct>(
    [
        Complete(step), new SkipStep(step, "because"), new FailStep(step, "no"), new RetryStep(step), new AcceptFailure(step, "fine"), new TakeWayOut(step), new VerifyStep(step), new ApproveStep(step),
        new DeclineApproval(step, "no"), new AnswerCondition(step, true), new ChooseItems(step, [new("a")]), new RecordFields(step, [FieldValue.Of("count", "4")], "typo"), new ClaimStep(step),
        new HandOverStep(step, "ben"), new EscalateStep(step), new EndWait(step, "soon enough"), new StartChildRun(step, "R-99"), new EndChildRun(step, "R-99", RunEnding.Completed), new AddStep(step, "More", "because"),
        new StartRollback(step, "back"), new AttachEvidence(step, new(new string('a', 64), "a.txt", "text/plain", 1)), new AddNote(step, "so"), new StartRun(""),
    ]);

    /// <summary>What a program with a bug, or somebody with bad intentions, might send.</summary>
    public RunAct Garbage(IReadOnlyList<string> steps)
    {
        string Text() => Pick<string>([null!, "", " ", "x", "a\0b", "\ud800", new string('y', 30_000), "~", "added-1", "Yes", "R-2"]);
        string Step() => Sometimes(3) ? Text() : Pick(steps);
        int? Round() => Pick<int?>([null, 0, 1, 2, -1, int.MaxValue]);
        FieldValue Value() => Pick<FieldValue>([null!, new(Text(), null!), FieldValue.Of("count", Text()), new("count", [null!, "3"], [null!], [null!]), FieldValue.Of(Text())]);
        EvidenceFile File() => Pick<EvidenceFile>([null!, new(Text(), Text(), Text(), -1), new(new string('A', 64), Text(), Text(), 3)]);
        return Pick<RunAct>(
        [
            new CompleteStep(Step(), Round()) { Fields = Pick<FieldValue[]>([null!, [Value(), Value()]]), Evidence = Pick<EvidenceFile[]>([null!, [File()]]), Answer = Text(), Confirmed = Pick<bool?>([null, true, false]), WithoutEvidence = Text(), Reason = Text() },
            new FailStep(Step(), Text(), Round()), new RetryStep(Step(), Round()), new AcceptFailure(Step(), Text(), Round()), new TakeWayOut(Step(), Round()), new SkipStep(Step(), Text(), Round()), new VerifyStep(Step(), Sometimes(2), Text(), Round()),
            new ApproveStep(Step(), Text(), Round()), new DeclineApproval(Step(), Text(), Round()), new AnswerCondition(Step(), true, Text(), Round()), new ChooseItems(Step(), Pick<RunItem[]>([null!, [null!], [new(Text(), Text()), new(Text())]]), Round()),
            new RecordFields(Step(), [Value()], Text(), Round()), new AttachEvidence(Step(), File(), Round()), new AddNote(Step(), Text()), new ClaimStep(Step(), Round()), new HandOverStep(Step(), Text(), Text(), Round()),
            new EscalateStep(Step(), Text(), Round()), new EndWait(Step(), Text(), Round()), new StartChildRun(Step(), Text(), Round()), new EndChildRun(Step(), Text(), (RunEnding)Next(6)), new AddStep(Step(), Text(), Text(), Text()),
            new HandOverRun(Text(), Text()), new PauseRun(Text()), new ResumeRun(), new StartRollback(Step(), Text()), new FinishRun(Text()), new StartRun(Text()), null!,
        ]);
    }
}
