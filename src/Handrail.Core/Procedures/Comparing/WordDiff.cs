using System.Text;
using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Model;

namespace Handrail.Core.Procedures.Comparing;

public enum SegmentKind { Same, Added, Removed }

public sealed record DiffSegment(SegmentKind Kind, string Text);

/// <summary>
/// Differences between two texts, word by word. Same and Removed segments joined are the old text, Same and Added joined the new;
/// no two neighbours are of one kind, and Removed stands before the Added that takes its place.
/// </summary>
public static partial class WordDiff
{
    // A diff costs up to the square of this; beyond it lines are compared first and words only inside lines that differ.
    const int MostPieces = 4000;

    enum Pass { Words, Lines, WordsOfLines }

    public static IReadOnlyList<DiffSegment> Of(string old, string @new)
    {
        var segments = new Segments();
        if (old == @new) segments.Same(old);
        else Compare(old, @new, Pass.Words, segments);
        return segments.Done();
    }

    static void Compare(string old, string @new, Pass pass, Segments into)
    {
        var (before, after) = (Pieces(pass, old), Pieces(pass, @new));
        var shorter = Math.Min(before.Length, after.Length);
        var (head, tail) = (0, 0);
        while (head < shorter && before[head] == after[head]) head++;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)]) tail++;

        into.Same(string.Concat(before.Take(head)));
        Differing(before[head..^tail], after[head..^tail], pass, into);
        into.Same(string.Concat(before.TakeLast(tail)));
    }

    static void Differing(string[] before, string[] after, Pass pass, Segments into)
    {
        var (old, @new) = (string.Concat(before), string.Concat(after));
        if (before.Length == 0 || after.Length == 0) into.Replaced(old, @new);
        else if (before.Length + after.Length <= MostPieces) Blocks(Differ.Instance.CreateDiffs(old, @new, false, false, new Ready(old, before, after)), pass, into);
        else if (pass == Pass.Words) Compare(old, @new, Pass.Lines, into);
        else into.Replaced(old, @new);
    }

    static void Blocks(DiffResult result, Pass pass, Segments into)
    {
        var at = 0;
        foreach (var block in result.DiffBlocks)
        {
            into.Same(Joined(result.PiecesOld, at, block.DeleteStartA - at));
            var (removed, added) = (Joined(result.PiecesOld, block.DeleteStartA, block.DeleteCountA), Joined(result.PiecesNew, block.InsertStartB, block.InsertCountB));
            if (pass == Pass.Lines) Compare(removed, added, Pass.WordsOfLines, into);
            else into.Replaced(removed, added);
            at = block.DeleteStartA + block.DeleteCountA;
        }
        into.Same(Joined(result.PiecesOld, at, result.PiecesOld.Count - at));
    }

    static string Joined(IReadOnlyList<string> pieces, int start, int count) => string.Concat(pieces.Skip(start).Take(count));

    /// <summary>Hands over pieces already cut, so that no text is cut twice.</summary>
    sealed class Ready(string old, string[] before, string[] after) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => ReferenceEquals(text, old) ? before : after;
    }

    static string[] Pieces(Pass pass, string text)
    {
        var pieces = new List<string>();
        foreach (var match in (pass == Pass.Lines ? Line() : Word()).EnumerateMatches(text)) pieces.Add(text.Substring(match.Index, match.Length));
        return [.. pieces];
    }

    /// <summary>Joins neighbours of one kind, and takes a lone space between two changes into both, so that a changed phrase reads as one change.</summary>
    sealed class Segments
    {
        readonly List<DiffSegment> _done = [];
        readonly StringBuilder _removed = new(), _added = new();
        string _same = "";

        public void Same(string text) => _same += text;

        public void Replaced(string removed, string added)
        {
            if (removed.Length == 0 && added.Length == 0) return;
            if (_same.Length > 0 && (_same.Trim(' ').Length > 0 || _removed.Length + _added.Length == 0)) Flush();
            _removed.Append(_same).Append(removed);
            _added.Append(_same).Append(added);
            _same = "";
        }

        public List<DiffSegment> Done()
        {
            Flush();
            return _done;
        }

        void Flush()
        {
            if (_removed.Length > 0) _done.Add(new(SegmentKind.Removed, _removed.ToString()));
            if (_added.Length > 0) _done.Add(new(SegmentKind.Added, _added.ToString()));
            if (_same.Length > 0) _done.Add(new(SegmentKind.Same, _same));
            _removed.Clear();
            _added.Clear();
            _same = "";
        }
    }

    // A number keeps its sign and points ("-1,000" is one piece), a word its digits and apostrophe; anything else is a piece of its own, so that no character is lost.
    [GeneratedRegex(@"(?:-(?=\p{N}))?[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+|[.,:]\p{N}+)*|[ \t]+|\r?\n|[\uD800-\uDBFF][\uDC00-\uDFFF]|.", RegexOptions.Singleline)]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+")]
    private static partial Regex Line();
}
