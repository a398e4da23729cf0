using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures;

/// <summary>Where the links of a text lead, as they are written; pictures are no links.</summary>
public static class WrittenLinks
{
    public static IEnumerable<string> In(string source) => Markup.Parse(source, FrontMatter.EndOfFenced(source)) is not { } document ? [] : document.Descendants<LinkInline>().Where(link => !link.IsImage).Select(link => link.Url ?? "");
}
