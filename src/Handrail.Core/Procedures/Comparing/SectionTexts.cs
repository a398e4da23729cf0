using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Comparing;

/// <summary>Everything outside the steps: each key of the front matter, and each section with its steps cut out (what stays of "Steps" are phase headings and words between).</summary>
static partial class SectionTexts
{
    public static IReadOnlyList<TextChange> Compare(Side old, Side @new)
    {
        var (before, after) = (Of(old), Of(@new));
        var taken = new bool[before.Count];
        int[] oldOf = [.. after.Select(section => Take(was => was.Id == section.Id))];
        for (var i = 0; i < after.Count; i++)
            if (oldOf[i] < 0 && after[i].Section is { Kind: not (SectionKind.Other or SectionKind.Preamble) and var kind })
                oldOf[i] = Take(was => was.Section?.Kind == kind && !after.Any(other => other.Section?.Anchor == was.Section.Anchor));

        int[] kept = [.. Enumerable.Range(0, after.Count).Where(i => oldOf[i] >= 0)];
        var moved = OutOfOrder.In([.. kept.Select(i => oldOf[i])]).Select(at => kept[at]).ToHashSet();
        return
        [
            .. after.Select((section, i) => moved.Contains(i) && before[oldOf[i]].Text == section.Text
                ? new TextChange(section.Name, Change.Moved, Weight.Editorial, WordDiff.Of(section.Text, section.Text))
                : TextChanges.Of(section.Name, oldOf[i] < 0 ? null : before[oldOf[i]].Text, section.Text)),
            .. before.Where((_, i) => !taken[i]).Select(section => TextChanges.Of(section.Name, section.Text, null)),
        ];

        int Take(Predicate<Part> wanted)
        {
            for (var i = 0; i < before.Count; i++)
            {
                if (taken[i] || !wanted(before[i])) continue;
                taken[i] = true;
                return i;
            }
            return -1;
        }
    }

    /// <param name="Id">The anchor of a section, which has no colon; "owner:" of a key.</param>
    sealed record Part(string Id, string Name, Section? Section, string Text);

    static List<Part> Of(Side side)
    {
        var (procedure, read) = (side.Procedure, side.Read);
        List<Span> cut = [procedure.Header.Span, .. procedure.AllPhases.SelectMany(phase => phase.Steps).Select(step => step.Span)];
        List<Part> parts = [.. Keys(read.Words(PlainText.Of(procedure.Header.Span.In(procedure.Source))))];
        foreach (var section in procedure.Sections)
        {
            var name = section.Heading.Length > 0 ? section.Heading : "Introduction";
            parts.Add(new(section.Anchor, name, section, read.Words(PlainText.Of(procedure.Source, section.Span, cut))));
        }
        return parts;
    }

    /// <summary>What stands under each key, without the key; lines before the first, which no front matter that can be read has, under its own name.</summary>
    static IEnumerable<Part> Keys(string header)
    {
        var (name, lines) = ("Front matter", new List<string>());
        foreach (var line in header.Split('\n').Where(line => line is not ("" or "---")))
        {
            if (Key().Match(line) is not { Success: true } key)
            {
                lines.Add(line);
                continue;
            }
            if (lines.Count > 0) yield return Read();
            (name, lines) = (key.Groups["key"].Value, [line[key.Length..]]);
        }
        if (lines.Count > 0) yield return Read();

        Part Read() => new(name.ToLowerInvariant() + ":", char.ToUpperInvariant(name[0]) + name[1..], null, string.Join('\n', lines));
    }

    [GeneratedRegex(@"^(?<key>[\w-]+)[ \t]*:[ \t]*")]
    private static partial Regex Key();
}
