using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>Makes the change of one text and judges its weight.</summary>
static partial class TextChanges
{
    /// <param name="old">Null when there was none.</param>
    /// <param name="new">Null when there is none any more.</param>
    public static TextChange Of(string name, string? old, string? @new)
    {
        var segments = WordDiff.Of(old ?? "", @new ?? "");
        var change = old == @new ? Change.Unchanged : string.IsNullOrEmpty(old) ? Change.Added : string.IsNullOrEmpty(@new) ? Change.Removed : Change.Changed;
        return new(name, change, WeightOf(old ?? "", @new ?? "", segments), segments);
    }

    /// <summary>
    /// Editorial: only spaces, sentence punctuation, letter case, emphasis or the spelling of a long word differ, and no code, link target,
    /// placeholder or number is touched. When in doubt, material: a needless second look costs less than a missed one.
    /// </summary>
    static Weight WeightOf(string old, string @new, IReadOnlyList<DiffSegment> segments)
    {
        if (old == @new) return Weight.None;
        if (!Exact().Matches(old).Select(match => match.Value).SequenceEqual(Exact().Matches(@new).Select(match => match.Value))) return Weight.Material;
        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i].Kind == SegmentKind.Same) continue;
            var removed = segments[i].Kind == SegmentKind.Removed ? segments[i].Text : "";
            var added = removed.Length == 0 ? segments[i].Text : i + 1 < segments.Count && segments[i + 1].Kind == SegmentKind.Added ? segments[++i].Text : "";
            if (!SameWords(removed, added)) return Weight.Material;
        }
        return Weight.Editorial;
    }

    static bool SameWords(string removed, string added)
    {
        if (Meaningful().IsMatch(removed) || Meaningful().IsMatch(added)) return false;
        string[] before = [.. WordsIn(removed)], after = [.. WordsIn(added)];
        return before.Length == after.Length && before.Zip(after).All(pair => Likeness.SpelledAlike(pair.First, pair.Second));

        static IEnumerable<string> WordsIn(string text) => Word().Matches(text).Select(match => match.Value);
    }

    // Code, link targets and placeholders: a character more or less there is another command, another page, another value.
    [GeneratedRegex(@"`+[^`]*`+|^~~~.*?^~~~|\]\([^)]*\)|<https?:[^>]*>|\{\{[^}]*\}\}|^ {4,}\S[^\n]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Exact();

    // Everything that is neither letter, space nor ordinary sentence punctuation: digits, <, >, =, +, %, $, /, \ and the like.
    [GeneratedRegex(@"[^\p{L}\p{M}\s.,;:!?'’""“”()–—*_-]")]
    private static partial Regex Meaningful();

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")]
    private static partial Regex Word();
}
