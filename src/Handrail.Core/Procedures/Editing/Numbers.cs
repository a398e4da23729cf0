namespace Handrail.Core.Procedures.Editing;

/// <summary>A step in the list it stands in: top-level steps of one track, or the sub-steps of one parent.</summary>
/// <param name="Group">The phase or parent; lists of another group may begin to count anew.</param>
/// <param name="Number">As the text shows it; null for a bullet, and for a step that is still to be numbered.</param>
readonly record struct Sibling(string Anchor, string Group, int? Number);

/// <summary>
/// Goes on counting the way the author counts: through all phases, anew in each, or "1." for every item. Where the numbers of a list follow
/// no such rule, they stay what they are.
/// </summary>
sealed class Numbers
{
    /// <summary>How a number follows the one before it. <see cref="Own"/> is one that stands for itself: the first of a list, or of none.</summary>
    enum Relation { Own, Next, Same }

    readonly IReadOnlyList<Sibling> _before;
    readonly Dictionary<string, int> _places = [];
    readonly Dictionary<string, int> _firsts = [];
    readonly List<Relation> _relations = [];

    Numbers(IReadOnlyList<Sibling> before)
    {
        _before = before;
        for (var i = 0; i < before.Count; i++)
        {
            _places[before[i].Anchor] = i;
            var begins = _firsts.TryAdd(before[i].Group, i);
            _relations.Add(i == 0 ? Relation.Own : (before[i].Number - before[i - 1].Number) switch { 1 => Relation.Next, 0 when !begins => Relation.Same, _ => Relation.Own });
        }
    }

    /// <param name="placed">The step that comes or moves; it is counted where it now stands.</param>
    /// <returns>A number for each of <paramref name="now"/>; null for bullets.</returns>
    public static int?[] After(IReadOnlyList<Sibling> before, IReadOnlyList<Sibling> now, string placed)
    {
        var counted = new Numbers(before);
        var numbers = new int?[now.Count];
        int? last = null;
        for (var i = 0; i < now.Count; i++)
        {
            var begins = i == 0 || now[i].Group != now[i - 1].Group;
            numbers[i] = begins ? counted.First(now[i].Group, last) : counted.Later(now[i], last, now[i].Anchor == placed);
            last = numbers[i] ?? last;
        }
        return numbers;
    }

    int? First(string group, int? last) =>
        last is null ? _before.Count > 0 ? _before[0].Number : 1
        : _firsts.TryGetValue(group, out var first) ? Follow(_relations[first], _before[first].Number, last)
        : _firsts.Count > 1 && !_firsts.Values.Any(i => _relations[i] == Relation.Next) ? 1
        : Follow(Usual(group), 1, last);

    int? Later(Sibling sibling, int? last, bool isPlaced) =>
        !isPlaced && _places.TryGetValue(sibling.Anchor, out var was) && _firsts[_before[was].Group] != was ? Follow(_relations[was], _before[was].Number, last) : Follow(Usual(sibling.Group), null, last);

    /// <summary>The way of the group, else of the others; where nothing is to be seen, people count on.</summary>
    Relation Usual(string group)
    {
        var inner = Enumerable.Range(0, _before.Count).Where(i => _firsts[_before[i].Group] != i && _relations[i] != Relation.Own).OrderBy(i => _before[i].Group != group).ToList();
        return inner.Count > 0 ? _relations[inner[0]] : Relation.Next;
    }

    static int? Follow(Relation relation, int? own, int? last) => relation switch
    {
        Relation.Next when last is not null => last + 1,
        Relation.Same when last is not null => last,
        _ => own,
    };
}
