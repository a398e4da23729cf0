namespace Handrail.Core.Procedures.Editing;

/// <summary>The steps that are numbered together: the top-level steps of one track, or the sub-steps of one parent.</summary>
sealed record Family(Track Track, string? Parent, IReadOnlyList<Sibling> Members)
{
    public static Family Of(Procedure procedure, Track track, Step? parent) => new(track, parent?.Anchor,
        parent is not null
            ? [.. parent.Children.Select(child => Member(procedure, child, parent.Anchor))]
            : [.. procedure.AllPhases.Where(phase => phase.Track == track).SelectMany(phase => phase.Steps.Select(step => Member(procedure, step, phase.Anchor)))]);

    static Sibling Member(Procedure procedure, Step step, string group) => new(step.Anchor, group, ListItem.Of(procedure.Source, step)?.Number);

    public bool IsOf(Track track, Step? parent) => Track == track && Parent == parent?.Anchor;

    public Family Without(string anchor) => this with { Members = [.. Members.Where(member => member.Anchor != anchor)] };

    public Family With(string anchor, Spot spot)
    {
        var members = Members.ToList();
        var at = spot.Previous is { } previous && members.FindIndex(member => member.Anchor == previous.Anchor) is >= 0 and var before ? before + 1
            : spot.Next is { } next && members.FindIndex(member => member.Anchor == next.Anchor) is >= 0 and var behind ? behind
            : members.FindLastIndex(member => member.Group == spot.Group) + 1 is > 0 and var end ? end : members.Count;
        members.Insert(at, new(anchor, spot.Group, null));
        return this with { Members = members };
    }
}
