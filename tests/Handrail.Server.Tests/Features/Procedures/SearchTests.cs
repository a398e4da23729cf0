using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

/// <summary>A word that stands in more procedures than a search looks at first, the best of which are for others.</summary>
public sealed class SearchTests(SearchTests.Archive archive) : IClassFixture<SearchTests.Archive>
{
    const int Hidden = 110, Open = 30;

    public sealed class Archive : IAsyncLifetime
    {
        public Office Office { get; } = new();
        public Browser Emil { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Office.InitializeAsync();
            Emil = await Office.Join("Emil Fir");
            var files = Enumerable.Range(1, Hidden).Select(i => Doing.File($"hidden-{i}.md", $"---\nfamily: tea-ceremonies\nclassification: secret\naudience: [Ada Pine]\n---\n# Samovar {i}\n\n## Steps\n1. Take the samovar {{#take}}\n"))
                .Concat(Enumerable.Range(1, Open).Select(i => Doing.File($"open-{i}.md", $"---\nfamily: {(i <= 3 ? "kitchen-care" : "everyday-security")}\n---\n# Clean up {i}\n\n## Steps\n1. Take the Samovar away {{#take}}\n2. Wipe the table {{#wipe}}\n")));
            var accepted = await (await Office.Ada.Bring([.. files])).Submit("form#accept");
            Assert.Equal(HttpStatusCode.SeeOther, accepted.Status);
        }

        public ValueTask DisposeAsync() => Office.DisposeAsync();
    }

    async Task<List<string>> Titles(Browser browser, string query) => [.. (await browser.Get("/procedures" + query)).All("th.main a").Select(link => link.TextContent.Trim())];

    [Fact]
    public async Task Everything_that_is_for_the_reader_is_found_page_by_page()
    {
        var (first, second, third) = (await Titles(archive.Emil, "?q=samovar"), await Titles(archive.Emil, "?q=samovar&page=2"), await Titles(archive.Emil, "?q=samovar&page=3"));

        Assert.Equal((20, 10, 0), (first.Count, second.Count, third.Count));
        Assert.Equal(Enumerable.Range(1, Open).Select(i => $"Clean up {i}").Order(StringComparer.Ordinal), first.Concat(second).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Titles_come_first_for_whom_they_are()
    {
        Assert.All(await Titles(archive.Office.Ada, "?q=samovar"), title => Assert.StartsWith("Samovar ", title, StringComparison.Ordinal));
        Assert.Equal(["Clean up 1", "Clean up 2", "Clean up 3"], (await Titles(archive.Office.Ada, "?q=samovar&family=kitchen-care")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Around_a_hit_stands_what_is_written_there()
    {
        var excerpt = (await archive.Emil.Get("/procedures?q=samovar+table")).Find(".excerpt")!;

        Assert.Equal(["Samovar", "table"], excerpt.QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Contains("Take the Samovar away", string.Join(' ', excerpt.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/procedures")]
    [InlineData("/reviews")]
    public async Task Families_to_choose_from_are_those_the_reader_may_know_of(string list)
    {
        Assert.Equal(["everyday-security", "kitchen-care"], await Families(archive.Emil, list));
        Assert.Equal(["everyday-security", "kitchen-care", "tea-ceremonies"], await Families(archive.Office.Ada, list));
    }

    static async Task<List<string>> Families(Browser browser, string list) =>
        [.. (await browser.Get(list)).All("select[name=family] option").Select(option => option.GetAttribute("value")!).Where(name => name.Length > 0)];
}
