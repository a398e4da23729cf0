using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Handrail.Core.Exchange.Word;

/// <param name="Label">How the number is written: "%1.", "Step %1:", a bullet.</param>
/// <param name="RestartsAfter">A number on this level or above begins it anew; 0 when nothing does.</param>
sealed record ListLevel(bool Ordered, string Label, int Start, int RestartsAfter, int? Indent)
{
    /// <summary>Nothing stands before the paragraph: it goes on with the item before.</summary>
    internal bool IsBlank => string.IsNullOrWhiteSpace(Label);

    /// <summary>A number that is written as words, "Step 3:", says more than that it is the third.</summary>
    internal string? Said(int level, int number) =>
        Ordered && Label.Replace($"%{level + 1}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) is var said && said.Any(char.IsLetter) && !said.Contains('%') ? said.Trim() : null;
}

/// <summary>The lists of a document, and the numbers their items have: counted as Word counts, in the order of the text.</summary>
sealed class WordNumbering
{
    const int Levels = 9;
    const int HighestNumber = 999_999_999;

    readonly Dictionary<int, NumberingInstance> _lists = [];
    readonly Dictionary<int, AbstractNum> _abstracts = [];
    readonly Dictionary<(int List, int Level), ListLevel?> _levels = [];
    readonly Dictionary<int, int?[]> _counts = [];
    readonly HashSet<int> _begun = [];
    readonly WordStyles _styles;

    internal WordNumbering(NumberingDefinitionsPart? part, WordStyles styles)
    {
        _styles = styles;
        foreach (var list in part?.Numbering?.Elements<NumberingInstance>() ?? [])
            if (list.NumberID is { HasValue: true, Value: var id }) _lists.TryAdd(id, list);
        foreach (var list in part?.Numbering?.Elements<AbstractNum>() ?? [])
            if (list.AbstractNumberId is { HasValue: true, Value: var id }) _abstracts.TryAdd(id, list);
    }

    internal ListLevel? LevelOf(int list, int level)
    {
        if (!_levels.TryGetValue((list, level), out var known)) _levels[(list, level)] = known = Read(list, level);
        return known;
    }

    /// <summary>The level that a style of paragraphs stands for in this list.</summary>
    internal int? LevelFor(int list, string? style) =>
        style is null ? null : AbstractOf(list)?.Elements<Level>().FirstOrDefault(level => level.ParagraphStyleIdInLevel?.Val?.Value == style)?.LevelIndex?.Value;

    /// <summary>The number of the next item on this level.</summary>
    internal int Next(int list, int level)
    {
        var key = AbstractOf(list)?.AbstractNumberId?.Value ?? -1 - list;
        if (!_counts.TryGetValue(key, out var counts)) _counts[key] = counts = new int?[Levels];
        if (_begun.Add(list))
            foreach (var over in Overrides(list).Where(over => over.StartOverrideNumberingValue is not null))
                if (over.LevelIndex is { HasValue: true, Value: >= 0 and < Levels } at) counts[at.Value] = null;
        var start = LevelOf(list, level)?.Start ?? 1;
        counts[level] = Math.Min(counts[level] + 1 ?? start, HighestNumber);
        for (var below = level + 1; below < Levels; below++)
            if (LevelOf(list, below)?.RestartsAfter > level) counts[below] = null;
        return counts[level] ?? start;
    }

    ListLevel? Read(int list, int level)
    {
        if (AbstractOf(list) is not { } from) return null;
        var over = Overrides(list).FirstOrDefault(over => over.LevelIndex?.Value == level);
        if ((over?.Level ?? from.Elements<Level>().FirstOrDefault(one => one.LevelIndex?.Value == level)) is not { } found) return null;
        var format = found.NumberingFormat?.Val;
        var start = over?.StartOverrideNumberingValue?.Val ?? found.StartNumberingValue?.Val;
        var restart = found.LevelRestart?.Val;
        return new(
            !format.Is(NumberFormatValues.Bullet) && !format.Is(NumberFormatValues.None),
            format.Is(NumberFormatValues.None) ? "" : found.LevelText?.Val?.Value ?? "",
            start is { HasValue: true, Value: >= 0 and < HighestNumber } ? start.Value : 1,
            restart is { HasValue: true } ? restart.Value : level,
            found.PreviousParagraphProperties?.Indentation.Left());
    }

    IEnumerable<LevelOverride> Overrides(int list) => _lists.TryGetValue(list, out var instance) ? instance.Elements<LevelOverride>() : [];

    /// <summary>Where a list only names a style, the list is the one that the style names.</summary>
    AbstractNum? AbstractOf(int list)
    {
        for (var hops = 0; hops < Levels && _lists.TryGetValue(list, out var instance) && instance.AbstractNumId?.Val is { HasValue: true, Value: var id } && _abstracts.TryGetValue(id, out var found); hops++)
        {
            if (found.NumberingStyleLink?.Val?.Value is not { } style || _styles.Of(style).List?.NumberingId?.Val is not { HasValue: true, Value: var linked } || linked == list) return found;
            list = linked;
        }
        return null;
    }
}
