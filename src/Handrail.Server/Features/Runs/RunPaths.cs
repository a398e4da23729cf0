using Handrail.Core.Procedures.Flow;
using Handrail.Core.Running;
using Handrail.Server.Features.Procedures.Reading;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Components;

namespace Handrail.Server.Features.Runs;

/// <summary>The chart of a run: the procedure's, with the path walked.</summary>
static class RunPaths
{
    public static MarkupString Chart(RunView view)
    {
        var graph = FlowGraph.Of(Articles.Filled(view.Procedure, view.Values));
        var path = view.State.Path.Select(part => AnchorOf(view, part.Step)).OfType<string>().Concat(view.State.Open.Select(step => step.Step.Anchor)).ToList();
        var steps = view.State.Steps.GroupBy(step => step.Step.Anchor).ToDictionary(group => group.Key, group => StatusOf([.. group]));
        var paint = FlowPaint.Along(graph, path, steps, view.State.EndedAt is not null);
        return new(FlowSvg.Write(FlowLayout.Of(graph), paint, new FlowSvgOptions { Href = step => Links.RunStep(view.Run.Label, step.Anchor) }));
    }

    static string? AnchorOf(RunView view, string key) => view.State.Find(key)?.Step.Anchor;

    /// <summary>Of a repeated step: the state of the instance that needs looking at most.</summary>
    static FlowStatus StatusOf(IReadOnlyList<StepState> steps)
    {
        if (steps.Any(step => step.Status is StepStatus.Failed or StepStatus.WentOn)) return FlowStatus.Failed;
        if (steps.Any(step => step.IsActive || step.Status == StepStatus.Underway)) return FlowStatus.Open;
        if (steps.Any(step => step.Status == StepStatus.Done)) return FlowStatus.Done;
        return steps.Any(step => step.Status is StepStatus.Skipped or StepStatus.NotApplicable) ? FlowStatus.Skipped : FlowStatus.None;
    }
}
