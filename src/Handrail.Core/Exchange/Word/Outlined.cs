using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Exchange.Word;

/// <summary>
/// One title above sections, as the format has it. Word's title stands above its first headings, so they move down by one; where a document begins with
/// a section ("Purpose") instead of a title, the title is the one it carries in its properties, or its file name.
/// </summary>
static class Outlined
{
    internal static IReadOnlyList<Block> Under(IReadOnlyList<Block> blocks, string? title, string fileName)
    {
        var headings = blocks.OfType<Heading>().ToList();
        var titled = headings.Exists(heading => heading.Level == 0);
        if (titled) return [.. blocks.Select(block => block is Heading heading ? heading with { Level = heading.Level + 1 } : block)];
        if (headings.Count == 0 || SectionNames.KindOf(References.WordsOf(headings[0].Content)) == SectionKind.Other) return blocks;
        var words = string.IsNullOrWhiteSpace(title) ? Path.GetFileNameWithoutExtension(fileName).Replace('_', ' ') : title.Trim();
        var down = headings[0].Level == 1 ? 1 : 0;
        return [new Heading(1, [new Words(words, Look.Plain, null)]), .. blocks.Select(block => block is Heading heading ? heading with { Level = heading.Level + down } : block)];
    }
}
