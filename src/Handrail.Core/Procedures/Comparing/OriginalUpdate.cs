namespace Handrail.Core.Procedures.Comparing;

public enum UpdateKind
{
    /// <summary>The original changed it, we did not.</summary>
    Changed,
    /// <summary>Both changed it, differently.</summary>
    BothChanged,
    /// <summary>New in the original.</summary>
    Added,
    /// <summary>Gone from the original, and as it was in ours.</summary>
    Removed,
    /// <summary>Gone from the original, but we changed it; or changed there, but gone from ours.</summary>
    OnlyOneKept,
    /// <summary>The original puts its parts in another order, ours are in the old one.</summary>
    Reordered,
    /// <summary>Both put them in another order.</summary>
    BothReordered,
}

/// <summary>One difference that a new edition of the original makes, in three texts; null where it does not stand.</summary>
/// <param name="Id">Its place: "step/disable-account", "section/scope", "header"; "order" for the order of the parts.</param>
/// <param name="Base">As it was in the edition that ours was made from.</param>
/// <param name="Theirs">As it is in the new edition.</param>
public sealed record UpdatePart(string Id, string Name, UpdateKind Kind, string? Base, string? Theirs, string? Ours)
{
    /// <summary>Of a step, as people say it, in ours where it stands there; null where nobody asks.</summary>
    public string? Number { get; init; }

    /// <summary>What one takes without thinking: where nothing of our own is lost.</summary>
    public bool IsTakenByDefault => Kind is UpdateKind.Changed or UpdateKind.Added or UpdateKind.Removed or UpdateKind.Reordered;
}

/// <summary>
/// What a new edition of an original (a template of the library, or the base of a variant) changes in a procedure that was made from an earlier one. Each text is
/// cut into tiles that have a name in all three; a tile is ours or the original's as a whole, so no sentence arises that nobody wrote. Without changes of our own,
/// taking the update gives the new edition; without changes of the original, or without taking any, it gives our text: each byte for byte.
/// </summary>
public sealed class OriginalUpdate
{
    const string Order = "order";

    readonly IReadOnlyList<TextTile> _was, _now, _own;
    readonly Dictionary<string, TextTile> _wasById, _nowById, _ownById;
    readonly string _newLine;

    /// <param name="base">The edition ours was made from, or last compared with.</param>
    public OriginalUpdate(string @base, string theirs, string ours, string fileName)
        : this(TextTiles.Of(ProcedureReader.Read(LikeThose(@base, ours), fileName)), TextTiles.Of(ProcedureReader.Read(LikeThose(theirs, ours), fileName)), TextTiles.Of(ProcedureReader.Read(ours, fileName)), LineEnd(ours))
    {
    }

    internal OriginalUpdate(IReadOnlyList<TextTile> was, IReadOnlyList<TextTile> now, IReadOnlyList<TextTile> own, string newLine)
    {
        (_was, _now, _own, _newLine) = (was, now, own, newLine);
        (_wasById, _nowById, _ownById) = (ById(_was), ById(_now), ById(_own));
        Parts = [.. _now.Concat(_was).DistinctBy(tile => tile.Id).Select(tile => PartOf(tile.Id)).OfType<UpdatePart>(), .. OrderOf()];

        static Dictionary<string, TextTile> ById(IReadOnlyList<TextTile> tiles) => tiles.ToDictionary(tile => tile.Id, StringComparer.Ordinal);
    }

    internal static string LineEnd(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>With the line ends of the other.</summary>
    internal static string LikeThose(string text, string other) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", LineEnd(other), StringComparison.Ordinal);

    /// <summary>What the original changed and ours does not say already, in the order of the new edition.</summary>
    public IReadOnlyList<UpdatePart> Parts { get; }

    UpdatePart? PartOf(string id)
    {
        var (was, now, own) = (_wasById.GetValueOrDefault(id), _nowById.GetValueOrDefault(id), _ownById.GetValueOrDefault(id));
        if (Alike(was, now) || Alike(now, own)) return null;
        var kind = (was, now, own) switch
        {
            (null, _, null) => UpdateKind.Added,
            (_, null, _) when Alike(own, was) => UpdateKind.Removed,
            (_, null, _) or (_, _, null) => UpdateKind.OnlyOneKept,
            _ => Alike(own, was) ? UpdateKind.Changed : UpdateKind.BothChanged,
        };
        return new(id, (now ?? own ?? was)!.Name, kind, was?.Words, now?.Words, own?.Words) { Number = (own ?? now ?? was)!.Label };
    }

    static bool Alike(TextTile? one, TextTile? other) => one?.SaysAs(other) ?? other is null;

    IEnumerable<UpdatePart> OrderOf()
    {
        var (was, now) = InCommon(_was, _now);
        if (was.SequenceEqual(now)) yield break;
        var (before, own) = InCommon(_was, _own);
        var (_, ours) = InCommon(_now, _own);
        var (theirs, _) = InCommon(_now, _own);
        if (ours.SequenceEqual(theirs)) yield break;
        yield return new(Order, "Order", before.SequenceEqual(own) ? UpdateKind.Reordered : UpdateKind.BothReordered, Names(_was), Names(_now), Names(_own));
    }

    static (IEnumerable<string> First, IEnumerable<string> Second) InCommon(IReadOnlyList<TextTile> first, IReadOnlyList<TextTile> second)
    {
        var both = first.Select(tile => tile.Id).Intersect(second.Select(tile => tile.Id)).ToHashSet(StringComparer.Ordinal);
        return (first.Select(tile => tile.Id).Where(both.Contains), second.Select(tile => tile.Id).Where(both.Contains));
    }

    static string Names(IReadOnlyList<TextTile> tiles) => string.Join('\n', tiles.Where(tile => tile.IsStep).Select(tile => tile.Name));

    /// <summary>Ours with these parts as the original has them.</summary>
    public string Take(IReadOnlySet<string> ids) => Text(Pieces(ids));

    /// <summary>The tiles of that text in their order, each with the text it is taken from.</summary>
    internal IReadOnlyList<(TextTile Tile, IReadOnlyList<TextTile> From)> Pieces(IReadOnlySet<string> ids)
    {
        var taken = Parts.Select(part => part.Id).Where(ids.Contains).ToHashSet(StringComparer.Ordinal);
        if (taken.Count == 0) return [.. _own.Select(tile => (tile, _own))];
        var (first, second) = taken.Contains(Order) || Parts.All(part => part.Id != Order) && InCommon(_was, _own) is var (was, own) && was.SequenceEqual(own) ? (_now, _own) : (_own, _now);
        var order = Merged(first, second, id => Chosen(id, taken) is not null);
        return [.. order.Select(id => Chosen(id, taken)!.Value)];
    }

    /// <summary>Which of the two texts a part is taken from; null where it does not stand in the result.</summary>
    (TextTile Tile, IReadOnlyList<TextTile> From)? Chosen(string id, HashSet<string> taken)
    {
        var (was, now, own) = (_wasById.GetValueOrDefault(id), _nowById.GetValueOrDefault(id), _ownById.GetValueOrDefault(id));
        if (taken.Contains(id)) return now is null ? null : (now, _now);
        if (own is null) return null;
        // Where neither changed the words, the original's spacing comes along with its other changes, as long as ours is the old one's.
        return now is not null && was?.Text == own.Text && was.Words == now.Words ? (now, _now) : (own, _own);
    }

    /// <summary>One order, with what only the other has behind what stands before it there; what has nothing before it comes before what follows.</summary>
    static List<string> Merged(IReadOnlyList<TextTile> first, IReadOnlyList<TextTile> second, Predicate<string> stands)
    {
        List<string> order = [.. first.Select(tile => tile.Id).Where(id => stands(id))];
        var others = second.Select(tile => tile.Id).Where(id => stands(id)).ToList();
        var there = order.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < others.Count; i++)
        {
            if (!there.Add(others[i])) continue;
            var before = i == 0 ? -1 : order.IndexOf(others[i - 1]);
            var after = i > 0 ? -1 : others.Skip(1).Select(next => order.IndexOf(next)).FirstOrDefault(at => at >= 0, order.Count);
            order.Insert(i == 0 ? after : before + 1, others[i]);
        }
        return order;
    }

    /// <summary>The tiles one after the other. Numbers count on where they did in the text a step comes from, and neighbours that were none before are set apart.</summary>
    internal string Text(IReadOnlyList<(TextTile Tile, IReadOnlyList<TextTile> From)> tiles)
    {
        var text = new System.Text.StringBuilder();
        // Of the steps the next one may stand in or behind, the outer ones first.
        var above = new List<(string Text, int? Number)>();
        (TextTile Tile, IReadOnlyList<TextTile> From)? before = null;
        foreach (var (tile, from) in tiles)
        {
            var written = tile.Text;
            if (tile.IsStep)
            {
                var last = above.Count > tile.Depth ? above[tile.Depth].Number : null;
                var number = tile.Number is { } own ? Counted(tile, from, own, last) : (int?)null;
                if (number is { } now && now != tile.Number) written = ListNumber.With(written, now);
                // What a step stands in may be wider written here than where it comes from.
                var moved = tile.Depth > 0 && above.Count >= tile.Depth && Outer(tile, from) is { } outer ? ListNumber.Column(above[tile.Depth - 1].Text) - ListNumber.Column(outer.Text) : 0;
                written = ListNumber.Moved(written, moved);
                if (above.Count > tile.Depth) above.RemoveRange(tile.Depth, above.Count - tile.Depth);
                if (above.Count == tile.Depth) above.Add((written, number ?? last));
            }
            if (before is { } neighbour && !(Follows(neighbour.From, neighbour.Tile, tile) && Follows(from, neighbour.Tile, tile))) SetApart(text, neighbour.Tile.IsStep && tile.IsStep || neighbour.Tile.IsHeader && tile.IsHeader);
            text.Append(written);
            before = (tile, from);
        }
        if (before is { } end && end.Tile != end.From[^1])
        {
            // What stood in the middle ends the text now.
            while (text.Length > 0 && char.IsWhiteSpace(text[^1])) text.Length--;
            text.Append(_newLine);
        }
        return text.ToString();
    }

    static int Counted(TextTile tile, IReadOnlyList<TextTile> from, int own, int? last)
    {
        var before = from.TakeWhile(other => other != tile).Reverse().TakeWhile(other => !other.IsStep || other.Depth >= tile.Depth).FirstOrDefault(other => other.Depth == tile.Depth && other.Number is not null)?.Number;
        return before + 1 != own ? own : last is { } number ? number + 1 : 1;
    }

    /// <summary>The step it stands in.</summary>
    internal static TextTile? Outer(TextTile tile, IReadOnlyList<TextTile> from) => tile.Depth == 0 ? null : from.TakeWhile(other => other != tile).LastOrDefault(other => other.IsStep && other.Depth == tile.Depth - 1);

    static bool Follows(IReadOnlyList<TextTile> from, TextTile above, TextTile tile)
    {
        for (var i = 1; i < from.Count; i++)
            if (from[i].Id == tile.Id) return from[i - 1].Id == above.Id;
        return false;
    }

    void SetApart(System.Text.StringBuilder text, bool steps)
    {
        if (text.Length == 0) return;
        if (text[^1] != '\n') text.Append(_newLine);
        if (!steps && !text.ToString(0, text.Length).EndsWith(_newLine + _newLine, StringComparison.Ordinal)) text.Append(_newLine);
    }
}
