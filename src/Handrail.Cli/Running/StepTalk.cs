using System.Globalization;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>What a step asks of a person, by where it stands, and what their answer does.</summary>
static class StepTalk
{
    public static string Question(StepState step) => step.Status switch
    {
        StepStatus.ConditionAsked => "does it apply? yes, no",
        StepStatus.ItemsAsked => $"for which of “{step.Step.ForEach}”? names, with commas between; none",
        StepStatus.AwaitingRun => step.Child is { Ending: null } ? "how did that run end? completed, stopped, rolled back, abandoned" : "record or number of the run you start for it; skip",
        StepStatus.AwaitingVerification => "name of who verifies it; failed",
        StepStatus.AwaitingApproval => "name of who signs it; failed",
        StepStatus.Failed => "number of the way on",
        _ when step.Step.IsDecision => $"{string.Join(", ", step.Step.Answers.Select(answer => answer.Label))}; failed, skip, note, help",
        _ => "done, failed, skip, note, evidence, help",
    };

    public static void Answer(Guide guide, StepState step, string line)
    {
        switch (step.Status)
        {
            case StepStatus.ConditionAsked when Terminal.Is(line, "yes", "y", "no", "n"):
                guide.Do(new AnswerCondition(step.Key, Terminal.Is(line, "yes", "y"), null, step.Round));
                break;
            case StepStatus.ItemsAsked:
                guide.Do(new ChooseItems(step.Key, Terminal.Is(line, "none") ? [] : [.. Terminal.Several(line).Select(name => new RunItem(name))], step.Round));
                break;
            case StepStatus.AwaitingRun:
                ChildRun(guide, step, line);
                break;
            case StepStatus.AwaitingVerification:
                Verify(guide, step, line);
                break;
            case StepStatus.AwaitingApproval:
                Sign(guide, step, line);
                break;
            case StepStatus.Failed:
                WayOn(guide, step, line);
                break;
            case not StepStatus.ConditionAsked when Terminal.Is(line, "done"):
                Completing.Ask(guide, step, null);
                break;
            case not StepStatus.ConditionAsked when step.Step.Answers.Any(answer => Terminal.Is(answer.Label, line)):
                Completing.Ask(guide, step, line);
                break;
            default:
                guide.Terminal.Say($"Please answer one of: {Question(step)}.", "red");
                break;
        }
    }

    static void ChildRun(Guide guide, StepState step, string line)
    {
        if (step.Child is not { Ending: null } child) guide.Do(new StartChildRun(step.Key, line, step.Round));
        else if (Enum.TryParse<RunEnding>(line.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var ending) && Enum.IsDefined(ending)) guide.Do(new EndChildRun(step.Key, child.Run, ending));
        else guide.Terminal.Say($"Please answer one of: {Question(step)}.", "red");
    }

    static void Verify(Guide guide, StepState step, string name)
    {
        var terminal = guide.Terminal;
        switch (terminal.YesOrNo($"{name}, is it so: {step.Step.Verify ?? step.Step.Instruction}?"))
        {
            case true:
                guide.Do(new VerifyStep(step.Key, Round: step.Round), name);
                break;
            case false when terminal.Insist("What is not as it should be?") is { } reason:
                guide.Do(new VerifyStep(step.Key, false, reason, step.Round), name);
                break;
        }
    }

    static void Sign(Guide guide, StepState step, string name)
    {
        var terminal = guide.Terminal;
        switch (terminal.YesOrNo($"{name}, do you sign as {step.Step.Approval}?"))
        {
            case true:
                guide.Do(new ApproveStep(step.Key, Round: step.Round), name);
                break;
            case false when terminal.Insist("Why not?") is { } reason:
                guide.Do(new DeclineApproval(step.Key, reason, step.Round), name);
                break;
        }
    }

    static void WayOn(Guide guide, StepState step, string line)
    {
        var ways = Ways(guide.State, step);
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > ways.Count)
        {
            guide.Terminal.Say("Please answer with the number of a way on.", "red");
            return;
        }
        RunAct? act = ways[number - 1] switch
        {
            { Kind: WayOnKind.Retry } => new RetryStep(step.Key, step.Round),
            { Kind: WayOnKind.GoOn } => guide.Terminal.Insist("Why can the run go on without it?") is { } why ? new AcceptFailure(step.Key, why, step.Round) : null,
            { Kind: WayOnKind.Abandon } => guide.Terminal.Insist("Why?") is { } why ? new AbandonRun(why) : null,
            { Kind: WayOnKind.StartProcedure } => guide.Terminal.Insist("Record or number of the run you start:") is { } run ? new StartChildRun(step.Key, run, step.Round) : null,
            { Kind: WayOnKind.RollBack, IsWritten: false } => new StartRollback(step.Key, null),
            _ => new TakeWayOut(step.Key, step.Round),
        };
        if (act is not null) guide.Do(act);
    }

    /// <summary>Those that can be chosen; advice is only shown.</summary>
    public static List<WayOn> Ways(RunState state, StepState step) => [.. state.WaysOnFrom(step).Where(way => way.Kind != WayOnKind.Advice)];
}
