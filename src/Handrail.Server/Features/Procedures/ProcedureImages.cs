using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Server.Features.Procedures;

static class ProcedureImages
{
    /// <summary>The local pictures a text shows, by the path it names them with.</summary>
    public static IEnumerable<string> In(string text) => Markdown.Parse(text).Descendants<LinkInline>()
        .Where(link => link is { IsImage: true, Url.Length: > 0 } && !link.Url.Contains("://", StringComparison.Ordinal) && !link.Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        .Select(link => link.Url!);
}
