using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Exchange.Word;

/// <summary>Links within the document. Only bookmarks that something leads to become anchors, and only where the format has anchors: headings and steps.</summary>
sealed class References
{
    readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    readonly Dictionary<string, Block> _at = new(StringComparer.Ordinal);
    readonly Dictionary<Block, string> _anchors = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<Block> _written = new(ReferenceEqualityComparer.Instance);

    internal References(OpenXmlElement body)
    {
        foreach (var element in body.Descendants())
        {
            if (element is Hyperlink { Anchor.Value: { } anchor }) _wanted.Add(anchor);
            else if (element is FieldCode code && FieldInstruction.Of(code.Text).Bookmark is { } wanted) _wanted.Add(wanted);
            else if (element is SimpleField { Instruction.Value: { } simple } && FieldInstruction.Of(simple).Bookmark is { } named) _wanted.Add(named);
        }
    }

    internal bool IsWanted(string bookmark) => _wanted.Contains(bookmark);

    internal void Place(IEnumerable<string> bookmarks, Block at)
    {
        if (at is not (Heading or Paragraph { Mark.Ordered: true } or Paragraph { Checked: not null })) return;
        foreach (var bookmark in bookmarks) _at.TryAdd(bookmark, at);
    }

    /// <summary>Gives each place its anchor: a heading's own where no heading before has it, a written one everywhere else.</summary>
    internal void Settle(IEnumerable<Block> blocks)
    {
        var wanted = _at.Values.ToHashSet(ReferenceEqualityComparer.Instance);
        var taken = blocks.OfType<Heading>().Select(SlugOf).ToHashSet();
        var (seen, numbers) = (new HashSet<string>(), new Dictionary<string, int>());
        foreach (var block in blocks.Where(block => block is Heading || wanted.Contains(block)))
        {
            var slug = SlugOf(block);
            var isOwn = block is Heading && seen.Add(slug) && slug.Length > 0;
            if (!wanted.Contains(block)) continue;
            var stem = slug.Length == 0 ? "here" : slug;
            _anchors[block] = isOwn || taken.Add(stem) ? stem : Another(stem);
            if (!isOwn) _written.Add(block);
        }

        string Another(string stem)
        {
            string anchor;
            do anchor = $"{stem}-{numbers[stem] = numbers.GetValueOrDefault(stem, 1) + 1}";
            while (!taken.Add(anchor));
            return anchor;
        }
    }

    static string SlugOf(Block block) => Anchors.Slug(WordsOf(block is Heading heading ? heading.Content : ((Paragraph)block).Content));

    /// <summary>What has to be written behind the words of this block so that links find it.</summary>
    internal string? WrittenAt(Block block) => _written.Contains(block) ? _anchors[block] : null;

    /// <summary>The address of a link as it is written, or null when there is nothing to lead to.</summary>
    internal string? Resolve(string target) =>
        !target.StartsWith('#') ? target
        : _at.TryGetValue(target[1..], out var block) && _anchors.TryGetValue(block, out var anchor) ? "#" + anchor
        : null;

    internal static string WordsOf(IEnumerable<Inline> content) => string.Concat(content.OfType<Words>().Select(words => words.Text));
}
