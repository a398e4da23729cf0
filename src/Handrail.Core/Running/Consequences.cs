using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>Facts that follow from a state by themselves, recorded so that later readings need not judge again.</summary>
static class Consequences
{
    public static IReadOnlyList<RunFact> Of(RunState state)
    {
        var facts = new List<RunFact>();
        foreach (var place in state.Plan.Reading)
        {
            var step = state.Of(place);
            if (step.Status == StepStatus.ConditionAsked && Conditions.Holds(place.Step!.OnlyIf!, name => state.Field(name, place), name => state.Answer(name, place)) is { } holds)
                facts.Add(new ConditionAnswered(step.Key, step.Round, holds, Asked: false));
            if (step.Status == StepStatus.ItemsAsked && ChosenItems(state, place) is { } items)
                facts.Add(new ItemsChosen(step.Key, step.Round, items, Asked: false));
            if (!step.LateNoted && step.CompletedAt > step.DueAt)
                facts.Add(new DeviationNoted(step.Key, step.Round, DeviationKind.Late, step.Reason ?? "", step.Step.Within!.Length.ToString(), step.CompletedAt - step.DueAt));
        }
        if (facts.Count > 0) return facts;
        if (state.RollbackIsDue is { } rollback) facts.Add(new RollbackStarted(rollback.Step, rollback.Target, null));
        else if (state.StopIsDue) facts.Add(new RunFinished(RunEnding.Stopped, null));
        return facts;
    }

    /// <summary>"For each: item of Items returned" repeats over what was ticked in that checklist.</summary>
    static IReadOnlyList<RunItem>? ChosenItems(RunState state, Place place)
    {
        var set = Placeholders.Key(place.Step!.ForEach!);
        var field = Placeholders.FieldsOf(state.Procedure)
            .Where(field => field.Type == FieldType.Checklist && $"-{set}-".Contains($"-{Placeholders.Key(field.Label)}-", StringComparison.Ordinal))
            .MaxBy(field => field.Label.Length);
        return field is not null && state.Field(field.Key, place) is { } value ? RunItem.Keyed(value.Values.Select(text => new RunItem(text))) : null;
    }
}
