using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures;

/// <param name="Path">As files are spelled: "the lamp.png", not "the%20lamp.png".</param>
/// <param name="Alt">What it shows, in words; empty where the text does not say.</param>
public sealed record ShownPicture(string Path, string Alt);

/// <summary>The pictures of its own that a text shows, with the words for those who do not see them. Each path once, as it is first shown.</summary>
public static class ShownPictures
{
    public static IReadOnlyList<ShownPicture> In(string source) => Markup.Parse(source, FrontMatter.EndOfFenced(source)) is not { } document ? [] :
        [.. document.Descendants<Inline>().SelectMany(Of).Concat(document.Descendants<HtmlBlock>().SelectMany(html => Of(html.Lines.ToString()))).Where(picture => IsOwn(picture.Path))
            .Select(picture => picture with { Path = Uri.UnescapeDataString(picture.Path) }).DistinctBy(picture => picture.Path, StringComparer.Ordinal)];

    static IEnumerable<ShownPicture> Of(Inline inline) => inline switch
    {
        LinkInline { IsImage: true } image => [new(image.Url ?? "", PlainText.Of(image))],
        HtmlInline html => Of(html.Tag),
        _ => [],
    };

    static IEnumerable<ShownPicture> Of(string html) => HtmlText.Addresses(html).Where(found => found.IsImage).Select(found => new ShownPicture(found.Address, ""));

    static bool IsOwn(string path) => path.Length > 0 && !path.Contains("://", StringComparison.Ordinal) && !path.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
