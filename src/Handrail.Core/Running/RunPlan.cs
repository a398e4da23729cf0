using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>A step added while running, and the key of the step it follows.</summary>
sealed record AddedStep(string After, Step Step);

/// <summary>All places of one run: the procedure's steps, with repeated steps written out once their items are known, and added steps.</summary>
sealed class RunPlan
{
    readonly List<Place> _places = [];
    readonly List<Place> _reading = [];
    readonly List<Place> _waysOut = [];
    readonly Dictionary<string, Place> _byKey = [];
    readonly HashSet<string> _keys = [];
    readonly IReadOnlyDictionary<string, IReadOnlyList<RunItem>> _items;
    readonly ILookup<string, Step> _added;

    /// <param name="items">What each repeated step repeats over, by the head's key.</param>
    public RunPlan(Procedure procedure, IReadOnlyDictionary<string, IReadOnlyList<RunItem>> items, IEnumerable<AddedStep> added)
    {
        (_items, _added) = (items, added.ToLookup(a => a.After, a => a.Step));
        Main = AddTrack("main", procedure.Main);
        foreach (var phase in procedure.Contingencies)
        {
            if (phase.Title.Length > 0) _waysOut.Add(AddPhase(phase, null));
            else _waysOut.AddRange(AddSteps(phase.Steps, null, "", null, phase));
        }
        Rollback = AddTrack("rollback", procedure.Rollback);
    }

    public Place Main { get; }
    public Place Rollback { get; }
    /// <summary>Each a contingency of its own: a titled phase, or a step of an untitled one.</summary>
    public IReadOnlyList<Place> WaysOut => _waysOut;
    /// <summary>In the order they are worked.</summary>
    public IReadOnlyList<Place> Places => _places;
    /// <summary>The steps in the order they are read: a parent before its children.</summary>
    public IReadOnlyList<Place> Reading => _reading;

    /// <summary>A step, phase or track.</summary>
    public Place? At(string key) => _byKey.GetValueOrDefault(key);

    public Place? Find(string? key) => key is not null && _byKey.TryGetValue(key, out var place) && place.Step is not null ? place : null;

    /// <summary>Where a link to an anchor leads, seen from a step: the nearest instance, the step, the repeated step it is part of, or a phase.</summary>
    public Place? Target(string anchor, Place from)
    {
        for (var suffix = from.Suffix; ; suffix = suffix[..suffix.LastIndexOf('~')])
        {
            if (Find(anchor + suffix) is { } place && (suffix.Length == 0 || place.SelfAndAncestors.Any(around => around.IsInstance && around.Suffix == suffix && from.IsIn(around)))) return place;
            if (suffix.Length == 0) break;
        }
        return _places.FirstOrDefault(place => place.Phase?.Anchor == anchor && place.Step is null)
            ?? _reading.FirstOrDefault(place => place.IsEach && place.Step!.SelfAndDescendants.Any(step => step.Anchor == anchor));
    }

    Place AddTrack(string name, IReadOnlyList<Phase> phases)
    {
        var track = new Place { Key = $"({name})", First = _places.Count };
        foreach (var phase in phases) track.Children.Add(AddPhase(phase, track));
        return Close(track);
    }

    Place AddPhase(Phase phase, Place? parent)
    {
        var place = new Place { Key = $"({phase.Track} {phase.Anchor})", Phase = phase, Parent = parent, Parallel = phase.AnyOrder, First = _places.Count };
        place.Children.AddRange(AddSteps(phase.Steps, place, "", null, phase));
        return Close(place);
    }

    List<Place> AddSteps(IEnumerable<Step> steps, Place? parent, string suffix, RunItem? item, Phase phase)
    {
        var added = new List<Place>();
        foreach (var step in steps) AddWithFollowers(step, parent, suffix, item, phase, added);
        return added;
    }

    void AddWithFollowers(Step step, Place? parent, string suffix, RunItem? item, Phase phase, List<Place> to, bool isAdded = false)
    {
        var place = AddStep(step, parent, suffix, item, phase, isAdded);
        to.Add(place);
        foreach (var follower in _added[place.Key]) AddWithFollowers(follower, parent, "", null, phase, to, isAdded: true);
    }

    Place AddStep(Step step, Place? parent, string suffix, RunItem? item, Phase phase, bool isAdded)
    {
        var repeats = step.ForEach is not null;
        var place = new Place
        {
            Key = Free(step.Anchor + suffix), Step = step, Phase = phase, Parent = parent, Parallel = repeats, IsEach = repeats,
            Suffix = suffix, Item = item, IsAdded = isAdded, First = _places.Count,
        };
        _reading.Add(place);
        if (!repeats) place.Children.AddRange(AddSteps(step.Children, place, suffix, item, phase));
        else if (_items.TryGetValue(place.Key, out var items))
            foreach (var each in items) AddInstance(step, place, each, phase);
        return Close(place);
    }

    void AddInstance(Step step, Place head, RunItem item, Phase phase)
    {
        var suffix = $"{head.Suffix}~{item.Key}";
        var place = new Place { Key = Free(step.Anchor + suffix), Step = step, Phase = phase, Parent = head, Suffix = suffix, Item = item, First = _places.Count };
        _reading.Add(place);
        place.Children.AddRange(AddSteps(step.Children, place, suffix, item, phase));
        head.Children.Add(Close(place));
    }

    Place Close(Place place)
    {
        place.Index = _places.Count;
        _places.Add(place);
        _byKey.TryAdd(place.Key, place);
        return place;
    }

    /// <summary>Two steps of one anchor are an error of the text, yet must not break a run.</summary>
    string Free(string key)
    {
        var free = key;
        for (var n = 2; !_keys.Add(free); n++) free = $"{key}-{n}";
        return free;
    }
}
