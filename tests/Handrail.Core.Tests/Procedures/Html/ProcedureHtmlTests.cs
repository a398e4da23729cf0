using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Html;

namespace Handrail.Core.Tests.Procedures.Html;

public class ProcedureHtmlTests
{
    static string Show(string markdown, HtmlRules? rules = null)
    {
        var procedure = ProcedureReader.Read(markdown);
        return new ProcedureHtml(procedure, rules ?? HtmlRules.Plain).Block(new(0, markdown.Length + 1));
    }

    static string Words(string plain, HtmlRules? rules = null) => new ProcedureHtml(ProcedureReader.Read("# Any"), rules ?? HtmlRules.Plain).Words(plain);

    [Fact]
    public void Links_in_words_that_were_read_from_the_text_are_links_and_every_other_mark_is_itself() =>
        Assert.Equal("restore * with <a href=\"restore.md\">Restore</a>, or see <a href=\"#evaluate\">Run it</a>", Words("restore * with [Restore](restore.md), or see [Run it](#evaluate)", HtmlRules.Plain with { Link = target => target }));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("before <script>alert(1)</script> after")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)><script>alert(1)</script></svg>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#x0a;script:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](data:image/svg+xml;base64,AAAA)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<iframe src=https://example.com></iframe>")]
    [InlineData("<p style=\"background:url(javascript:alert(1))\">x</p>")]
    [InlineData("<details open ontoggle=alert(1)>x</details>")]
    [InlineData("<form action=/sign-out method=post><button>x</button></form>")]
    [InlineData("<table><tr><td onclick=alert(1)>x</td></tr></table>")]
    [InlineData("<base href=https://example.com>")]
    [InlineData("<style>*{display:none}</style>")]
    [InlineData("<!--><img src=x onerror=alert(1)>-->")]
    [InlineData("<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">")]
    public void Nothing_that_does_something_comes_out(string markdown)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Show(markdown) + Words(markdown));

        Assert.Empty(document.QuerySelectorAll("script, style, iframe, svg, form, button, base, object, embed, math, link, meta, [style], img[src^=data], img[src^=javascript]"));
        foreach (var attribute in document.All.SelectMany(element => element.Attributes)) Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase), attribute.Name);
        foreach (var link in document.QuerySelectorAll("a[href]")) Assert.Matches("^(https?:|mailto:|#|[^:]*$)", link.GetAttribute("href"));
    }

    [Fact]
    public void What_is_not_harmless_is_shown_as_text() =>
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", Show("Type <script>alert(1)</script> here."), StringComparison.Ordinal);

    [Fact]
    public void Formatting_tags_keep_their_meaning() => Assert.Contains("H<sub>2</sub>O", Show("H<sub class=x>2</sub>O"), StringComparison.Ordinal);

    [Fact]
    public void A_placeholder_shows_its_value_or_that_it_is_open()
    {
        var rules = new HtmlRules { Value = key => key == "identity-provider" ? "Okta & Co" : null };

        Assert.Contains("Open Okta &amp; Co, then <mark class=\"placeholder\">vault</mark>.", Show("Open {{identity provider}}, then {{vault}}.", rules), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_and_pictures_go_where_the_rules_say()
    {
        var rules = new HtmlRules { Link = target => "/to/" + target, Image = path => "/image/" + path };
        var html = Show("[Rotate](rotate.md) ![Page](images/page.png) ![Far](https://example.com/x.png) [Out](https://example.com)", rules);

        Assert.Contains("<a href=\"/to/rotate.md\">Rotate</a>", html, StringComparison.Ordinal);
        Assert.Contains("src=\"/image/images/page.png\"", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.com/x.png\"", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"https:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_is_shown_without_its_heading_and_steps()
    {
        const string Text = "# T\n\n## Steps\n\nRead **this** first.\n\n1. Do one\n   - Role: IT\n2. Do two\n\n## Records\n\nKept for 3 years.\n";
        var procedure = ProcedureReader.Read(Text);
        var html = new ProcedureHtml(procedure, HtmlRules.Plain);

        var steps = html.Section(procedure.Sections.Single(section => section.Kind == SectionKind.Steps));
        Assert.Contains("Read <strong>this</strong> first.", steps, StringComparison.Ordinal);
        Assert.DoesNotContain("Do one", steps, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2", steps, StringComparison.Ordinal);
        Assert.Equal("<p>Kept for 3 years.</p>", html.Section(procedure.Sections.Single(section => section.Kind == SectionKind.Records)).Trim());
    }

    [Fact]
    public void An_instruction_and_a_tools_variant_are_shown_without_what_stands_around_them()
    {
        const string Text = "# T\n\n## Steps\n\n1. Disable **the** account {#disable}\n   - In Okta: **Directory > People**, choose.\n";
        var procedure = ProcedureReader.Read(Text);
        var html = new ProcedureHtml(procedure, HtmlRules.Plain);
        var step = procedure.Find("disable")!;

        Assert.Equal("Disable <strong>the</strong> account", html.Inline(step.InstructionSpan).Trim());
        Assert.Equal("<p><strong>Directory &gt; People</strong>, choose.</p>", html.Block(step.Details.Single(detail => detail.Tool == "Okta").Span).Trim());
    }
}
