using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

public enum WayOnKind
{
    /// <summary>To another step or a contingency: <see cref="TakeWayOut"/>.</summary>
    GoTo,
    /// <summary>On without it, as the procedure says: <see cref="TakeWayOut"/>.</summary>
    Continue,
    /// <summary>The run ends: <see cref="TakeWayOut"/>.</summary>
    Stop,
    /// <summary><see cref="TakeWayOut"/> where written, else <see cref="StartRollback"/>.</summary>
    RollBack,
    /// <summary>Another procedure is run: <see cref="StartChildRun"/>.</summary>
    StartProcedure,
    /// <summary>Words to follow; nothing to press.</summary>
    Advice,
    /// <summary><see cref="RetryStep"/>.</summary>
    Retry,
    /// <summary><see cref="AcceptFailure"/>.</summary>
    GoOn,
    /// <summary><see cref="AbandonRun"/>.</summary>
    Abandon,
}

/// <param name="IsWritten">The procedure says so.</param>
/// <param name="Target">A step's key, or a procedure link's target.</param>
public sealed record WayOn(WayOnKind Kind, bool IsWritten, string Text, string? Target);

static class WaysOn
{
    public static bool CanRollBack(RunState state) => !state.IsRollingBack && state.Plan.Rollback.Children.Any(phase => phase.Children.Count > 0);

    /// <summary>What can be done about a failed step, what the procedure writes first.</summary>
    public static IReadOnlyList<WayOn> Of(RunState state, StepState step)
    {
        if (step.Status != StepStatus.Failed) return [];
        var ways = new List<WayOn>();
        var written = Written(state, step);
        if (written is not null) ways.Add(written);
        ways.Add(new(WayOnKind.Retry, false, "Try again", step.Key));
        ways.Add(new(WayOnKind.GoOn, false, "Go on without it", null));
        if (written?.Kind != WayOnKind.RollBack && CanRollBack(state)) ways.Add(new(WayOnKind.RollBack, false, "Roll back", null));
        ways.Add(new(WayOnKind.Abandon, false, "Abandon the run", null));
        return ways;
    }

    /// <summary>Null when nothing is written, or what is written leads nowhere.</summary>
    public static WayOn? Written(RunState state, StepState step) => step.Step.IfItFails switch
    {
        Exit.GoTo to when state.Plan.Target(to.Anchor, state.Plan.Find(step.Key)!) is { } target => new(WayOnKind.GoTo, true, target.Step?.Instruction ?? target.Phase?.Title ?? "", target.Key),
        Exit.RollBack when CanRollBack(state) => new(WayOnKind.RollBack, true, "Roll back", null),
        Exit.Continue => new(WayOnKind.Continue, true, "Continue", null),
        Exit.Stop => new(WayOnKind.Stop, true, "Stop here", null),
        Exit.Start start => new(WayOnKind.StartProcedure, true, start.Procedure.Text, start.Procedure.Target),
        Exit.Advice advice => new(WayOnKind.Advice, true, advice.Text, null),
        _ => null,
    };
}
