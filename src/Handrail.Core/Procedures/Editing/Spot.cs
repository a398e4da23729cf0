namespace Handrail.Core.Procedures.Editing;

/// <summary>A destination found in the text.</summary>
/// <param name="Parent">Null for a top-level step.</param>
/// <param name="Group">The anchor of the phase or parent it joins; empty for a new phase.</param>
/// <param name="Previous">The neighbour before it in the same group.</param>
/// <param name="Next">The neighbour behind it in the same group.</param>
/// <param name="Opening">For the first step of a place that is still to be made, or that stands empty.</param>
sealed record Spot(Track Track, Step? Parent, string Group, Step? Previous, Step? Next, Opening? Opening = null)
{
    public static Outcome<Spot> Of(Procedure procedure, Destination to) => to switch
    {
        Destination.Before before => Beside(procedure, before.Step, 0),
        Destination.After after => Beside(procedure, after.Step, 1),
        Destination.Under under => Under(procedure, under.Step),
        Destination.EndOfPhase end => procedure.AllPhases.FirstOrDefault(phase => phase.Anchor == end.Phase) is { } phase ? EndOf(phase) : new Refusal.NotFound("This phase is not there any more."),
        Destination.EndOf end => procedure.AllPhases.LastOrDefault(phase => phase.Track == end.Track) is { } last ? EndOf(last) : new Spot(end.Track, null, "", null, null, Opening.OfSection(procedure, end.Track)),
        Destination.NewPhase phase when phase.Title.Trim().Length == 0 => new Refusal.Invalid("title", "Name the phase."),
        Destination.NewPhase phase => new Spot(phase.Track, null, "", null, null, Opening.OfPhase(procedure, phase)),
        _ => throw new ArgumentException($"{to.GetType().Name} leads nowhere.", nameof(to)),
    };

    static Outcome<Spot> Beside(Procedure procedure, string anchor, int behind)
    {
        if (procedure.Find(anchor) is not { } step) return Gone(anchor);
        if (ListItem.Of(procedure.Source, step) is null) return StepWording.NoItem(step);
        var parent = Neighbours.ParentOf(procedure, step);
        var phase = procedure.AllPhases.FirstOrDefault(phase => phase.Steps.Contains(step));
        var siblings = parent?.Children ?? phase!.Steps;
        var at = siblings.ToList().IndexOf(step) + behind;
        return new Spot(step.Track, parent, parent?.Anchor ?? phase!.Anchor, at > 0 ? siblings[at - 1] : null, at < siblings.Count ? siblings[at] : null);
    }

    static Outcome<Spot> Under(Procedure procedure, string anchor)
    {
        if (procedure.Find(anchor) is not { } parent) return Gone(anchor);
        if (ListItem.Of(procedure.Source, parent) is null) return StepWording.NoItem(parent);
        var last = parent.Children.Count > 0 ? parent.Children[^1] : null;
        return last is not null && ListItem.Of(procedure.Source, last) is null ? StepWording.NoItem(last) : new Spot(parent.Track, parent, parent.Anchor, last, null);
    }

    static Spot EndOf(Phase phase) => new(phase.Track, null, phase.Anchor, phase.Steps[^1], null);

    static Refusal Gone(string anchor) => new Refusal.NotFound($"There is no step {{#{anchor}}} any more; somebody may have taken it away.");

    /// <summary>The places of a heading that is written with it.</summary>
    public IEnumerable<Span> Heading(Procedure procedure) => Opening?.Heading(procedure) ?? [];

    /// <summary>Has the step come to stand here?</summary>
    public bool IsHome(Procedure after, Step step)
    {
        if (step.Track != Track || Neighbours.ParentOf(after, step)?.Anchor != Parent?.Anchor) return false;
        var siblings = Parent is null ? after.AllPhases.First(phase => phase.Steps.Contains(step)).Steps : after.Find(Parent.Anchor)!.Children;
        var at = siblings.ToList().IndexOf(step);
        return Opening is not null ? at == 0
            : (at > 0 ? siblings[at - 1].Anchor : null) == Previous?.Anchor && (at + 1 < siblings.Count ? siblings[at + 1].Anchor : null) == Next?.Anchor;
    }
}
