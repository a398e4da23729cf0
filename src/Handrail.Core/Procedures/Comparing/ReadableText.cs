using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>
/// A difference as its readers see the text: headings, lists, tables and emphasis without their marks, anchors not at all. It is compared anew in these words; where nothing
/// of them differs, the difference is one of marks or link targets, and stands as it is written.
/// </summary>
public static partial class ReadableText
{
    public static IReadOnlyList<DiffSegment> Of(IReadOnlyList<DiffSegment> written)
    {
        var (old, @new) = (Of(Side(written, SegmentKind.Added)), Of(Side(written, SegmentKind.Removed)));
        return old == @new && written.Any(segment => segment.Kind != SegmentKind.Same) ? written : WordDiff.Of(old, @new);
    }

    /// <summary>The same for a text that stands under its name, which is not said again.</summary>
    public static IReadOnlyList<DiffSegment> Of(TextChange text)
    {
        var (read, heading) = (Of(text.Segments), text.Name + "\n");
        return read.Count > 0 && read[0].Text.StartsWith(heading, StringComparison.Ordinal) ? [read[0] with { Text = read[0].Text[heading.Length..] }, .. read.Skip(1)] : read;
    }

    public static string Of(string markdown)
    {
        List<string> lines = [];
        var fenced = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (Fence().IsMatch(line)) fenced = !fenced;
            else if (fenced) lines.Add(line);
            else if (!Rule().IsMatch(line)) lines.Add(Line(line));
        }
        return string.Join('\n', lines).Trim('\n');
    }

    static string Side(IReadOnlyList<DiffSegment> written, SegmentKind without) => string.Concat(written.Where(segment => segment.Kind != without).Select(segment => segment.Text));

    static string Line(string line)
    {
        var text = Bullet().Replace(Heading().Replace(line, ""), "$1• ");
        if (Row().Match(text) is { Success: true } row) text = string.Join(" · ", row.Groups[1].Value.Split('|').Select(cell => cell.Trim()));
        text = Anchor().Replace(text, "");
        // What stands between backticks is exact and stays as it is.
        return string.Concat(Code().Split(text).Select(part => part is ['`', .., '`'] ? part[1..^1] : Inline(part)));
    }

    static string Inline(string text) => Emphasis().Replace(Link().Replace(Picture().Replace(text, "[picture: $1]"), "$1"), "$2");

    [GeneratedRegex(@"^\s*(```|~~~)")]
    private static partial Regex Fence();

    // The fences of front matter, and the line below the head of a table.
    [GeneratedRegex(@"^\s*(---+|\|?[\s:|-]*-{3,}[\s:|-]*\|[\s:|-]*)\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*#{1,6}\s+")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\s*)[-*+]\s+(?:\[[ xX]\]\s+)?")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*\|(.*)\|\s*$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\s*\{#[^}\s]*\}")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(`[^`\n]+`)")]
    private static partial Regex Code();

    [GeneratedRegex(@"!\[([^\]]*)\]\([^)\s]*\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(\*\*|__|\*)(?=\S)([^*_]+?)(?<=\S)\1")]
    private static partial Regex Emphasis();
}
