using System.Net;
using Handrail.Core.Journal;
using Handrail.Server.Features.Journal;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Comparing;

public sealed class ComparisonTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task Steps_are_found_again_by_their_identity_and_shown_word_by_word_with_who_when_and_why()
    {
        var sop = await Ada.Add("# Compare me\n\n## Purpose\nTo be safe.\n\n## Steps\n1. Open the lid {#open}\n2. Take out the key {#key}\n3. Close the lid {#close}\n\n![a](a.png) ![b](b.png)\n", "compare.md");
        await Ada.TrySave(sop, typed => typed + "\n", ("pictures", new Upload("a.png", Doing.Png(1))), ("pictures", new Upload("b.png", Doing.Png(1))));
        await Ada.TryPublish(sop);
        await Ada.Edit(sop);
        await Ada.TrySave(sop, typed => typed.Replace("To be safe.", "To be quite safe.", StringComparison.Ordinal).Replace("1. Open the lid {#open}", "1. Close the window {#window}\n2. Open the red lid {#open}", StringComparison.Ordinal).Replace("3. Close the lid {#close}", "4. Lock it {#lock}", StringComparison.Ordinal), ("pictures", new Upload("a.png", Doing.Png(2))));
        await Ada.TryPublish(sop, ("summary", "The lid was painted"));

        var page = await Ada.Get($"/procedures/{sop}/comparison");

        Assert.Equal("What changed from v1 to v2", page.Find("h1")!.TextContent);
        var steps = page.All("[aria-labelledby=steps] article");
        Assert.Equal(["1 Close the window added", "2 Open the red lid changed", "4 Lock it added", "3 Close the lid removed"], steps.Select(step => step.QuerySelector("h3")!.TextContent.Trim()).OrderBy(heading => heading.EndsWith("removed", StringComparison.Ordinal)));
        var changed = steps.Single(step => step.QuerySelector(".badge")!.TextContent == "changed");
        Assert.Equal("red", changed.QuerySelector("ins")!.TextContent.Trim());
        Assert.Contains("It was step 1.", changed.TextContent, StringComparison.Ordinal);
        Assert.Contains("One step is the same.", page.Text, StringComparison.Ordinal);
        Assert.Contains("The lid was painted", page.Find("[aria-labelledby=why]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ada Pine", page.Find("[aria-labelledby=why]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("quite", page.Find("[aria-labelledby=texts] ins")!.TextContent.Trim());
        Assert.Equal(["a.png"], page.All("[aria-labelledby=pictures] h3").Select(heading => heading.FirstChild!.TextContent.Trim()));
        foreach (var image in page.All("[aria-labelledby=pictures] img")) Assert.Equal(HttpStatusCode.OK, (await Ada.Get(image.GetAttribute("src")!)).Status);
    }

    [Fact]
    public async Task Whoever_wrote_a_version_and_each_of_its_steps_is_named_and_not_who_began_the_draft()
    {
        await using var firm = new Firm();
        await firm.InitializeAsync();
        var sop = await firm.Carl.Draft("Write in two hands", "1. Lock the front door {#front}\n2. Lock the back door {#back}\n3. Go {#go}\n");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        await firm.Dora.Edit(sop);
        await SavedLater(firm.Emil, "front door", "red front door");
        await SavedLater(firm.Carl, "back door", "garden door");
        await firm.Carl.Send(sop, 2, [], ("summary", "The doors were painted"));
        await firm.Bea.Sign(sop, 2);
        await firm.Fay.Edit(sop);
        await SavedLater(firm.Fay, "Go", "Go home");

        var page = await firm.Ida.Get($"/procedures/{sop}/comparison?from=1&to=3");

        var second = page.All("[aria-labelledby=why] li").Single(line => line.TextContent.Contains("The doors were painted", StringComparison.Ordinal)).QuerySelector("p")!.TextContent;
        Assert.Contains("Emil Fir and Carl Ash, approved by Bea Elm as administrator, in force since", second, StringComparison.Ordinal);
        Assert.Contains("written by Fay Oak, last changed", page.All("[aria-labelledby=why] li").First().TextContent, StringComparison.Ordinal);
        Assert.Equal(["front: Last changed by Emil Fir, 2026-03-02T09:01", "back: Last changed by Carl Ash, 2026-03-02T09:02", "go: Last changed by Fay Oak, 2026-03-02T09:03"],
            page.All("[aria-labelledby=steps] article").Select(step => $"{step.Id!.Split('-')[^1]}: {step.QuerySelector("p.muted")!.FirstChild!.TextContent.Trim()} {step.QuerySelector("time")!.GetAttribute("datetime")![..16]}"));
        Assert.Contains("Emil Fir and Carl Ash, approved by Bea Elm", (await firm.Ida.Get($"/procedures/{sop}/history")).Find("table.rows")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["front", "back", "go"], await StepsInJournal(firm.Office, sop));

        async Task SavedLater(Browser writer, string old, string @new)
        {
            firm.Office.Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await writer.Save(sop, typed => typed.Replace(old, @new, StringComparison.Ordinal));
        }
    }

    static Task<List<string>> StepsInJournal(Office office, string sop) => office.Server.InDatabase(async db =>
        (await db.JournalRows.IgnoreQueryFilters().Where(row => row.Subject == "procedure/" + sop && row.Kind == nameof(DraftSaved)).OrderBy(row => row.Index).ToListAsync())
            .SelectMany(row => ((DraftSaved)row.Read()!.Fact).Steps ?? []).ToList());

    [Fact]
    public async Task Pictures_are_shown_beside_each_other_with_what_is_said_about_them()
    {
        var sop = await Ada.Add("# Compare the pictures\n\n## Steps\n1. Open the lid {#open}\n\n   ![The lid](lid.png)\n2. Look {#look}\n\n   ![](old.png) ![Same](same.png) ![Kept](kept.png)\n", "compare-pictures.md");
        await Ada.TrySave(sop, typed => typed + "\n", [.. new[] { "lid", "old", "same", "kept" }.Select((name, i) => ("pictures", (object)new Upload(name + ".png", Doing.Png((byte)(1 + i)))))]);
        await Ada.TryPublish(sop);
        await Ada.Edit(sop);
        await Ada.TrySave(sop, typed => typed.Replace("![The lid]", "![The red lid]", StringComparison.Ordinal).Replace("![](old.png) ![Same]", "![What is new](new%20one.png) ![The same]", StringComparison.Ordinal),
            ("pictures", new Upload("lid.png", Doing.Png(9))), ("pictures", new Upload("new one.png", Doing.Png(10))));

        var pictures = (await Ada.Get($"/procedures/{sop}/comparison?from=1&to=2")).All("[aria-labelledby=pictures] article").ToList();

        Assert.Equal(["lid.png changed", "new one.png added", "same.png described otherwise", "old.png removed"], pictures.Select(picture => picture.QuerySelector("h3")!.TextContent.Trim()));
        Assert.Equal(["v1: The lid | v2: The red lid", "v1: not there | v2: What is new", "v1: Same | v2: The same", "v1: not described in words | v2: not there"],
            pictures.Select(picture => string.Join(" | ", picture.QuerySelectorAll("figcaption").Select(caption => caption.TextContent))));
        var seen = new List<byte[]>();
        foreach (var image in pictures[0].QuerySelectorAll("img")) seen.Add(await Ada.Http.GetByteArrayAsync(image.GetAttribute("src")));
        Assert.Equal([Doing.Png(1), Doing.Png(9)], seen);
        Assert.Equal(["The lid", "The red lid"], pictures[0].QuerySelectorAll("img").Select(image => image.GetAttribute("alt")));
    }

    [Fact]
    public async Task Any_two_can_be_chosen_also_backwards_and_one_that_is_not_there_is_not_found()
    {
        var sop = await Ada.Draft("Choose two");
        await Ada.TryPublish(sop);
        await Ada.Edit(sop);
        await Ada.Save(sop, typed => typed + "3. Go {#go}\n");

        Assert.Equal("removed", (await Ada.Get($"/procedures/{sop}/comparison?from=2&to=1")).Find("[aria-labelledby=steps] .badge")!.TextContent);
        Assert.Contains("Nothing changed.", (await Ada.Get($"/procedures/{sop}/comparison?from=1&to=1")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get($"/procedures/{sop}/comparison?from=1&to=9")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get($"/procedures/{await Ada.Draft("Only one")}/comparison")).Status);
    }
}
