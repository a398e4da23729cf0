namespace Handrail.Core.Procedures.Editing;

/// <summary>Where a step goes when it is moved by one place.</summary>
static class Neighbours
{
    public static Outcome<Destination> Up(Procedure procedure, Step step)
    {
        var (siblings, index, phase) = Of(procedure, step);
        if (index > 0) return new Destination.Before(siblings[index - 1].Anchor);
        return Phases(procedure, step) is var phases && phase > 0 ? new Destination.EndOfPhase(phases[phase - 1].Anchor) : new Refusal.Conflict($"Step {step.Number} is the first already.");
    }

    public static Outcome<Destination> Down(Procedure procedure, Step step)
    {
        var (siblings, index, phase) = Of(procedure, step);
        if (index + 1 < siblings.Count) return new Destination.After(siblings[index + 1].Anchor);
        return Phases(procedure, step) is var phases && phase >= 0 && phase + 1 < phases.Count ? new Destination.Before(phases[phase + 1].Steps[0].Anchor) : new Refusal.Conflict($"Step {step.Number} is the last already.");
    }

    public static Outcome<Destination> In(Procedure procedure, Step step)
    {
        var (siblings, index, _) = Of(procedure, step);
        return index > 0 ? new Destination.Under(siblings[index - 1].Anchor) : new Refusal.Conflict($"There is no step before step {step.Number} that it could belong to.");
    }

    public static Outcome<Destination> Out(Procedure procedure, Step step) =>
        ParentOf(procedure, step) is { } parent ? new Destination.After(parent.Anchor) : new Refusal.Conflict($"Step {step.Number} is no sub-step.");

    public static Step? ParentOf(Procedure procedure, Step step) => procedure.AllSteps.FirstOrDefault(other => other.Children.Contains(step));

    /// <returns>The phase is -1 for a sub-step, which does not leave its parent.</returns>
    static (IReadOnlyList<Step> Siblings, int Index, int Phase) Of(Procedure procedure, Step step)
    {
        if (ParentOf(procedure, step) is { } parent) return (parent.Children, parent.Children.ToList().IndexOf(step), -1);
        var phases = Phases(procedure, step);
        var phase = phases.FindIndex(phase => phase.Steps.Contains(step));
        return (phases[phase].Steps, phases[phase].Steps.ToList().IndexOf(step), phase);
    }

    static List<Phase> Phases(Procedure procedure, Step step) => [.. procedure.AllPhases.Where(phase => phase.Track == step.Track)];
}
