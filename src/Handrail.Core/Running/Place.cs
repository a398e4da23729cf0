using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>
/// A place in a run's plan: a track, a phase, a step, or one instance of a repeated step. Places stand in the order they are worked:
/// children before the parent's own part, so that "between two steps" is a range of indexes.
/// </summary>
sealed class Place
{
    /// <summary>Unique among places; of a step, what facts call it.</summary>
    public required string Key { get; init; }
    /// <summary>Null for a track or phase.</summary>
    public Step? Step { get; init; }
    public Phase? Phase { get; init; }
    public Place? Parent { get; init; }
    /// <summary>Its children open all at once.</summary>
    public bool Parallel { get; init; }
    /// <summary>The head of a repeated step; its children are the instances.</summary>
    public bool IsEach { get; init; }
    /// <summary>The item, for an instance and everything in it.</summary>
    public RunItem? Item { get; init; }
    /// <summary>"" or "~item", for nested repetition "~item~inner".</summary>
    public string Suffix { get; init; } = "";
    public bool IsAdded { get; init; }
    public List<Place> Children { get; } = [];
    public int Index { get; set; }
    /// <summary>Where its subtree begins.</summary>
    public int First { get; set; }

    public bool IsInstance => Parent is { IsEach: true };
    public Place Root => Parent?.Root ?? this;

    /// <summary>The step asks something of a person beyond its sub-steps.</summary>
    public bool HasOwnWork => Step is { } s && !IsEach && (Children.Count == 0 || s.IsDecision || s.Records.Count > 0
        || (s.Evidence ?? s.Verify ?? s.VerifiedBy ?? s.Approval) is not null || s.Wait is not null || s.Run is not null);

    public IEnumerable<Place> SelfAndAncestors
    {
        get { for (var place = this; place is not null; place = place.Parent) yield return place; }
    }

    /// <summary>This is <paramref name="other"/> or lies inside it.</summary>
    public bool IsIn(Place other) => other.First <= Index && Index <= other.Index;

    /// <summary>The lowest place that holds both, or null in different tracks.</summary>
    public Place? Common(Place other) => SelfAndAncestors.FirstOrDefault(other.IsIn);
}
