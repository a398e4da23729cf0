namespace Handrail.Core.Procedures.Comparing;

/// <summary>Two texts that were made from one, put together.</summary>
/// <param name="Text">What either changed; in a part that both changed, mine.</param>
/// <param name="Disputed">What both changed, each in their own way.</param>
public sealed record MergedText(string Text, IReadOnlyList<UpdatePart> Disputed);

/// <summary>
/// Puts together what two people made of one text at the same time, by its parts: each key of the front matter, each heading with its words, each step with its own
/// words, and the order. A part that only one of them changed is theirs; one that both changed is disputed, and a person decides. No sentence arises that nobody wrote.
/// What was put together is read again: where it does not read as the parts it was made of, all of it is disputed.
/// </summary>
public static class TextMerge
{
    /// <summary>The id of the part that is the text as a whole.</summary>
    public const string Whole = "text";

    /// <param name="base">The text both began with.</param>
    /// <param name="theirs">As it stands now.</param>
    public static MergedText Of(string @base, string theirs, string mine, string fileName)
    {
        if (mine == theirs || theirs == @base) return new(mine, []);
        if (mine == @base) return new(theirs, []);
        var (before, after, typed) = (Read(OriginalUpdate.LikeThose(@base, mine)), Read(OriginalUpdate.LikeThose(theirs, mine)), Read(mine));
        var was = TextTiles.Fine(before);
        var (now, own) = (Recognized(was, TextTiles.Fine(after)), Recognized(was, TextTiles.Fine(typed)));
        var update = new OriginalUpdate(was, now, own, OriginalUpdate.LineEnd(mine));
        var pieces = update.Pieces(update.Parts.Where(part => part.IsTakenByDefault).Select(part => part.Id).ToHashSet(StringComparer.Ordinal));
        var text = update.Text(pieces);
        var isSafe = !BothReplaced(was, now, own) && StandWhereMeant(pieces, was, now, own) && ReadsAs(Read(text), pieces, after, typed);
        return isSafe ? new(text, [.. update.Parts.Where(part => !part.IsTakenByDefault)]) : new(mine, [new(Whole, "The whole text", UpdateKind.BothChanged, @base, theirs, mine)]);

        Procedure Read(string text) => ProcedureReader.Read(text, fileName);
    }

    /// <summary>
    /// What is known by its words, a step without an anchor or a heading, is the same thing under other words when it stands where the old one stood. Then it keeps
    /// the id it had.
    /// </summary>
    static IReadOnlyList<TextTile> Recognized(IReadOnlyList<TextTile> was, IReadOnlyList<TextTile> side)
    {
        var (old, @new) = (was.Select(tile => tile.Id).ToHashSet(StringComparer.Ordinal), side.Select(tile => tile.Id).ToHashSet(StringComparer.Ordinal));
        var gone = Runs(was, @new);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (neighbours, come) in Runs(side, old))
            if (gone.GetValueOrDefault(neighbours) is { } left && left.Select(tile => (tile.Kind, tile.Depth)).SequenceEqual(come.Select(tile => (tile.Kind, tile.Depth))))
                foreach (var (before, after) in left.Zip(come)) known[after.Id] = before.Id;
        return [.. side.Select(tile => known.TryGetValue(tile.Id, out var id) ? tile with { Id = id } : tile)];
    }

    /// <summary>What only one of the two has, stretch by stretch, by what stands before and behind.</summary>
    static Dictionary<(string?, string?), List<TextTile>> Runs(IReadOnlyList<TextTile> tiles, HashSet<string> others)
    {
        var runs = new Dictionary<(string?, string?), List<TextTile>>();
        for (var i = 0; i < tiles.Count; i++)
        {
            if (others.Contains(tiles[i].Id)) continue;
            var run = tiles.Skip(i).TakeWhile(tile => !others.Contains(tile.Id)).ToList();
            runs[(i > 0 ? tiles[i - 1].Id : null, i + run.Count < tiles.Count ? tiles[i + run.Count].Id : null)] = run;
            i += run.Count;
        }
        return runs;
    }

    /// <summary>Something is gone from both, and each has something new that may be the same thing under other words.</summary>
    static bool BothReplaced(IReadOnlyList<TextTile> was, IReadOnlyList<TextTile> now, IReadOnlyList<TextTile> own)
    {
        return was.GroupBy(tile => tile.Kind).Any(kind => kind.Any(tile => !Has(now, tile) && !Has(own, tile)) && HasNew(now, kind.Key) && HasNew(own, kind.Key));

        static bool Has(IReadOnlyList<TextTile> tiles, TextTile sought) => tiles.Any(tile => tile.Id == sought.Id);
        bool HasNew(IReadOnlyList<TextTile> side, string kind) => side.Any(tile => tile.Kind == kind && !Has(was, tile));
    }

    /// <summary>Each step is in the step or under the heading, each phase in the section, where the one who moved it has put it.</summary>
    static bool StandWhereMeant(IReadOnlyList<(TextTile Tile, IReadOnlyList<TextTile> From)> pieces, IReadOnlyList<TextTile> was, IReadOnlyList<TextTile> now, IReadOnlyList<TextTile> own)
    {
        var merged = pieces.Select(piece => piece.Tile).ToList();
        var places = new[] { merged, was, now, own }.Select(Places).ToList();
        return merged.TrueForAll(tile =>
        {
            var (stands, before, theirs, mine) = (places[0].GetValueOrDefault(tile.Id), places[1].GetValueOrDefault(tile.Id), places[2].GetValueOrDefault(tile.Id), places[3].GetValueOrDefault(tile.Id));
            return stands == (mine is null || mine == before && theirs is not null ? theirs : theirs is null || theirs == before || theirs == mine ? mine : null);
        });
    }

    /// <summary>By id, what each stands in: the step, the phase or the section.</summary>
    static Dictionary<string, string> Places(IReadOnlyList<TextTile> tiles)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var (section, heading, steps) = ("", "", new List<string>());
        foreach (var tile in tiles)
        {
            if (tile.Kind == "section") section = heading = tile.Id;
            if (tile.Kind == "phase") (places[tile.Id], heading) = (section, tile.Id);
            if (!tile.IsStep) continue;
            if (steps.Count > tile.Depth) steps.RemoveRange(tile.Depth, steps.Count - tile.Depth);
            places[tile.Id] = tile.Depth == 0 ? heading : steps.Count == tile.Depth ? steps[^1] : "nowhere";
            if (steps.Count == tile.Depth) steps.Add(tile.Id);
        }
        return places;
    }

    /// <summary>Nothing is read otherwise because of what stands around it now.</summary>
    static bool ReadsAs(Procedure merged, IReadOnlyList<(TextTile Tile, IReadOnlyList<TextTile> From)> pieces, Procedure theirs, Procedure mine) =>
        TextTiles.Fine(merged).Select(tile => (tile.Kind, tile.Depth, tile.Words)).SequenceEqual(pieces.Select(piece => (piece.Tile.Kind, piece.Tile.Depth, piece.Tile.Words)))
        && merged.Notes.Select(note => note.Code).Except(theirs.Notes.Concat(mine.Notes).Select(note => note.Code)).FirstOrDefault() is null;
}
