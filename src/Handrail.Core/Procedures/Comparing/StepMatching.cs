namespace Handrail.Core.Procedures.Comparing;

/// <summary>Finds the steps of the old revision again in the new one, and says which changed their place.</summary>
static class StepMatching
{
    // Half of the words of two instructions in common; or, where the instruction was rewritten, most of the words of the whole step.
    const double LikeInstruction = 0.5, LikeStep = 0.7;

    public static IReadOnlyList<StepChange> Compare(Side old, Side @new)
    {
        var (before, after) = (Place.All(old.Procedure), Place.All(@new.Procedure));
        var oldOf = Match(old.Procedure, @new.Procedure, before, after);
        var moved = Moved(before, after, oldOf);
        var kept = oldOf.Values.ToHashSet();
        var result = new List<StepChange>();
        var at = 0;
        foreach (var place in after)
        {
            if (oldOf.TryGetValue(place, out var was))
            {
                AddRemovedBefore(was);
                result.Add(new(place.Step.Anchor, was.Step, place.Step, moved.Contains(place), StepTexts.Compare(old, was.Step, @new, place.Step)));
            }
            else result.Add(new(place.Step.Anchor, null, place.Step, false, []));
        }
        AddRemovedBefore(null);
        return result;

        void AddRemovedBefore(Place? stop)
        {
            if (stop is not null && stop.Index < at) return;
            for (; at < before.Count && before[at] != stop; at++)
                if (!kept.Contains(before[at])) result.Add(new(before[at].Step.Anchor, before[at].Step, null, false, []));
        }
    }

    static Dictionary<Place, Place> Match(Procedure old, Procedure @new, List<Place> before, List<Place> after)
    {
        var byAnchor = new Dictionary<string, Place>();
        foreach (var place in before) byAnchor.TryAdd(place.Step.Anchor, place);
        var oldOf = new Dictionary<Place, Place>();
        foreach (var place in after)
            if (byAnchor.Remove(place.Step.Anchor, out var was)) oldOf.Add(place, was);

        var taken = oldOf.Values.ToHashSet();
        var lost = before.Where(place => !taken.Contains(place)).Select(place => (Place: place, Words: new StepWords(old, place.Step))).ToList();
        var found = after.Where(place => !oldOf.ContainsKey(place)).Select(place => (Place: place, Words: new StepWords(@new, place.Step))).ToList();
        var likely = from a in lost
                     from b in found
                     where !(a.Place.Step.AnchorIsWritten && b.Place.Step.AnchorIsWritten)
                     let likeness = a.Words.Likeness(b.Words)
                     where likeness > 0
                     orderby likeness descending, Math.Abs(a.Place.Index - b.Place.Index)
                     select (Old: a.Place, New: b.Place);
        foreach (var pair in likely)
            if (!oldOf.ContainsKey(pair.New) && taken.Add(pair.Old)) oldOf.Add(pair.New, pair.Old);
        return oldOf;
    }

    /// <summary>Among brothers and sisters, the fewest steps whose moving explains the new order; and whatever has another parent, phase or track.</summary>
    static HashSet<Place> Moved(List<Place> before, List<Place> after, Dictionary<Place, Place> oldOf)
    {
        var phases = before.Select(place => place.Phase).ToHashSet();
        phases.IntersectWith(after.Select(place => place.Phase));
        var stayed = oldOf.ToLookup(pair => SameHome(pair.Value, pair.Key), pair => pair.Key);
        var moved = stayed[false].ToHashSet();
        foreach (var family in stayed[true].GroupBy(place => (object?)place.Parent ?? place.Step.Track))
        {
            Place[] inOrder = [.. family.OrderBy(place => place.Index)];
            moved.UnionWith(OutOfOrder.In([.. inOrder.Select(place => oldOf[place].Index)]).Select(index => inOrder[index]));
        }
        return moved;

        bool SameHome(Place was, Place now) =>
            was.Step.Track == now.Step.Track
            && (now.Parent is null ? was.Parent is null : oldOf.TryGetValue(now.Parent, out var parent) && parent == was.Parent)
            && (was.Phase == now.Phase || !phases.Contains(was.Phase) || !phases.Contains(now.Phase));
    }

    sealed record Place(Step Step, Place? Parent, string Phase, int Index)
    {
        public bool Equals(Place? other) => ReferenceEquals(this, other);
        public override int GetHashCode() => Index;

        public static List<Place> All(Procedure procedure)
        {
            var all = new List<Place>();
            foreach (var phase in procedure.AllPhases)
                foreach (var step in phase.Steps) Add(step, null, phase.Anchor);
            return all;

            void Add(Step step, Place? parent, string phase)
            {
                var place = new Place(step, parent, phase, all.Count);
                all.Add(place);
                foreach (var child in step.Children) Add(child, place, phase);
            }
        }
    }

    sealed class StepWords(Procedure procedure, Step step)
    {
        readonly HashSet<string> _instruction = WordsOf(step.Instruction), _all = WordsOf(StepTexts.Whole(procedure, step));

        public double Likeness(StepWords other)
        {
            var instruction = Share(_instruction, other._instruction);
            if (instruction >= LikeInstruction) return 1 + instruction;
            var all = Share(_all, other._all);
            return all >= LikeStep ? all : 0;
        }

        static double Share(HashSet<string> a, HashSet<string> b) => a.Count + b.Count == 0 ? 0 : 2.0 * a.Count(b.Contains) / (a.Count + b.Count);

        static HashSet<string> WordsOf(string text) => [.. Placeholders.Key(text).Split('-', StringSplitOptions.RemoveEmptyEntries)];
    }
}
