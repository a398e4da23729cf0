using System.Net;
using CsCheck;
using Handrail.Core;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures;

/// <summary>A word that stands in more procedures than a search looks at first, the best of which are for others.</summary>
public sealed class SearchTests(SearchTests.Archive archive) : IClassFixture<SearchTests.Archive>
{
    const int Hidden = 110, Open = 30;

    public sealed class Archive : IAsyncLifetime
    {
        public static readonly string[] Vocabulary = ["amber", "ambit", "birch", "birth", "cedar", "cedars", "maple"];

        /// <summary>What titles and texts of a forest say, by number.</summary>
        public IReadOnlyList<(string Title, string Text)> Forest { get; } = [.. Enumerable.Range(0, 40).Select(i => (Said(i, 1 + i % 2), Said(i + 100, i % 5)))];

        static string Said(int seed, int words) => string.Join(' ', Enumerable.Range(0, words).Select(at => Vocabulary[(seed * 31 + at * 17 + seed / 3) % Vocabulary.Length]));

        public Office Office { get; } = new();
        public Browser Emil { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Office.InitializeAsync();
            Emil = await Office.Join("Emil Fir");
            var files = Enumerable.Range(1, Hidden).Select(i => Doing.File($"hidden-{i}.md", $"---\nfamily: tea-ceremonies\nclassification: secret\naudience: [Ada Pine]\n---\n# Samovar {i}\n\n## Steps\n1. Take the samovar {{#take}}\n"))
                .Concat(Enumerable.Range(1, Open).Select(i => Doing.File($"open-{i}.md", $"---\nfamily: {(i <= 3 ? "kitchen-care" : "everyday-security")}\n---\n# Clean up {i}\n\n## Steps\n1. Take the Samovar away {{#take}}\n2. Wipe the table {{#wipe}}\n")))
                .Concat(Forest.Select((tree, i) => Doing.File($"forest-{i}.md", $"---\nfamily: everyday-security\n---\n# {tree.Title} {i}\n\n## Steps\n1. Plant {tree.Text} {{#plant}}\n")));
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
        Assert.Equal("21 to 30 of 30 found.", (await archive.Emil.Get("/procedures?q=samovar&page=2")).Find(".filters + p")!.TextContent);
    }

    /// <summary>Of words that are too common to be ranked, too, and with procedures between that are not to be shown.</summary>
    [Fact]
    public Task Whatever_has_all_the_words_is_found_once_page_by_page_titles_first() => archive.Office.Server.InDatabase(async db =>
    {
        db.Tenant = db.Organizations.IgnoreQueryFilters().Single().Id;
        var forest = await db.Sops.AsNoTracking().Where(sop => sop.FileName.StartsWith("forest-")).ToDictionaryAsync(sop => sop.Id, sop => (sop.Number, Tree: archive.Forest[int.Parse(sop.Title.Split(' ')[^1], null)]));
        string[] typed = [.. Archive.Vocabulary, "amb", "bir", "ceda", "ma", "plant"];
        var asked = Gen.Int[0, typed.Length - 1].Select(at => typed[at]).List[1, 3];
        await Gen.Select(asked, Gen.Int[0, 45], Gen.Int[1, 7], Gen.Int[1, 4]).SampleAsync(async (words, rankable, page, shown) =>
        {
            bool Has(string text) => words.All(word => text.Split(' ').Any(written => written.StartsWith(word, StringComparison.Ordinal)));
            var among = db.Sops.Where(sop => sop.Number % shown == 0 && sop.FileName.StartsWith("forest-"));
            List<Id<Sop>> found = [];
            while (await ProcedureSearch.Find(db, among, string.Join(' ', words), found.Count, page, default, rankable) is { Count: > 0 } more) found.AddRange(more);

            Assert.Equal(forest.Where(one => one.Value.Number % shown == 0 && Has($"{one.Value.Tree.Title} plant {one.Value.Tree.Text}")).Select(one => one.Key).ToHashSet(), [.. found]);
            Assert.Equal(found.Count, found.Distinct().Count());
            Assert.DoesNotContain(found.SkipWhile(id => Has(forest[id].Tree.Title)), id => Has(forest[id].Tree.Title));
        }, iter: 60, threads: 1);
        return true;
    });

    [Fact]
    public async Task Titles_come_first_for_whom_they_are()
    {
        Assert.All(await Titles(archive.Office.Ada, "?q=samovar"), title => Assert.StartsWith("Samovar ", title, StringComparison.Ordinal));
        Assert.Equal(["Clean up 1", "Clean up 2", "Clean up 3"], (await Titles(archive.Office.Ada, "?q=samovar&family=kitchen-care")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_called_so_comes_before_what_only_speaks_of_it_also_over_the_edge_of_a_page()
    {
        const int Called = 22, Speaking = 5;
        var often = string.Join(' ', Enumerable.Repeat("kettle", 40));
        await using var office = new Office();
        await office.InitializeAsync();
        var files = Enumerable.Range(1, Speaking).Select(i => Doing.File($"speaking-{i}.md", $"# Make tea {i}\n\n## Steps\n1. Fill the {often} {{#fill}}\n"))
            .Concat(Enumerable.Range(1, Called).Select(i => Doing.File($"called-{i}.md", $"# Kettles of floor {i}\n\n## Steps\n1. Fill it {{#fill}}\n")));
        Assert.Equal(HttpStatusCode.SeeOther, (await (await office.Ada.Bring([.. files])).Submit("form#accept")).Status);

        var (first, second) = (await Titles(office.Ada, "?q=kettle"), await Titles(office.Ada, "?q=kettle&page=2"));

        Assert.All(first, title => Assert.StartsWith("Kettles ", title, StringComparison.Ordinal));
        Assert.Equal((20, Called - 20, Speaking), (first.Count, second.TakeWhile(title => title.StartsWith("Kettles ", StringComparison.Ordinal)).Count(), second.Count(title => title.StartsWith("Make ", StringComparison.Ordinal))));
        Assert.Equal(Called + Speaking, first.Concat(second).Distinct().Count());
        Assert.Equal(["Kettles of floor 7"], (await Titles(office.Ada, "?q=floor+7")));
    }

    [Fact]
    public async Task Accents_do_not_matter_and_what_was_taken_out_of_a_draft_is_not_found()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var sop = await office.Ada.Draft("Count the ledgers", "1. Count those of Malmö and Élan {#count}\n");

        foreach (var typed in new[] { "malmo", "MALMÖ", "elan+count", "led" }) Assert.Equal(["Count the ledgers"], await Titles(office.Ada, "?q=" + Uri.EscapeDataString(typed).Replace("%2B", "+", StringComparison.Ordinal)));
        await office.Ada.Save(sop, text => text.Replace("Malmö and ", "", StringComparison.Ordinal));
        Assert.Empty(await Titles(office.Ada, "?q=malmo"));
        Assert.Equal(["Count the ledgers"], await Titles(office.Ada, "?q=elan"));
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

    /// <summary>The same wherever there is a choice on the page.</summary>
    static async Task<List<string>> Families(Browser browser, string list)
    {
        var choices = (await browser.Get(list)).All("select[name=family]").Select(choice => choice.QuerySelectorAll("option").Select(option => option.GetAttribute("value")!).Where(name => name.Length > 0).ToList()).ToList();
        Assert.All(choices, choice => Assert.Equal(choices[0], choice));
        return choices[0];
    }
}
