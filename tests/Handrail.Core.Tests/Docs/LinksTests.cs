using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Tests.Docs;

/// <summary>Every link in the repository's texts to another place in the repository leads somewhere: to a file, and where it names one, to an anchor.</summary>
public sealed partial class LinksTests
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).UseGenericAttributes().Build();

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var documents = Repository.Documents().ToList();
        Assert.Contains("README.md", documents);
        var dead = documents.SelectMany(document => DeadLinks(document, Repository.Read(document))).ToList();
        Assert.True(dead.Count == 0, string.Join('\n', dead));
    }

    [Theory]
    [InlineData("[gone](docs/no-such-page.md)")]
    [InlineData("![gone](docs/no-such-picture.png)")]
    [InlineData("[gone](README.md#no-such-heading)")]
    [InlineData("[gone](#no-such-heading)")]
    [InlineData("text [gone][1]\n\n[1]: no-such-page.md")]
    public void A_dead_link_is_found(string markdown) => Assert.Single(DeadLinks("example.md", markdown));

    [Theory]
    [InlineData("[there](README.md)")]
    [InlineData("[there](docs/)")]
    [InlineData("## A heading, with a comma\n[there](#a-heading-with-a-comma)")]
    [InlineData("1. A step {#a-step}\n2. [there](#a-step)")]
    [InlineData("[outside](https://example.org/no-such-page.md)")]
    [InlineData("`[code](no-such-page.md)`")]
    public void A_living_link_is_not(string markdown) => Assert.Empty(DeadLinks("example.md", markdown));

    static IEnumerable<string> DeadLinks(string document, string markdown) =>
        from link in Markdown.Parse(markdown, Pipeline).Descendants<LinkInline>()
        where link.Url is { Length: > 0 } url && !Absolute().IsMatch(url) && !Leads(document, markdown, url)
        select $"{document}({link.Line + 1}): {link.Url}";

    static bool Leads(string document, string markdown, string url)
    {
        var parts = url.Split('#', 2);
        var path = parts[0].Split('?')[0] is { Length: > 0 } named ? Path.Combine(Path.GetDirectoryName(document) ?? "", Uri.UnescapeDataString(named)) : document;
        var target = Path.Combine(Repository.Root, path);
        if (path != document && !File.Exists(target) && !Directory.Exists(target)) return false;
        if (parts.Length == 1 || (path != document && Path.GetExtension(path) != ".md")) return true;
        return Anchors(path == document ? markdown : File.ReadAllText(target)).Contains(parts[1]);
    }

    /// <summary>Of headings, and written ones of steps.</summary>
    static HashSet<string> Anchors(string markdown) =>
    [
        .. Markdown.Parse(markdown, Pipeline).Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id).OfType<string>(),
        .. WrittenAnchor().Matches(markdown).Select(match => match.Groups[1].Value),
    ];

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"\{#([\w-]+)\}")]
    private static partial Regex WrittenAnchor();
}
