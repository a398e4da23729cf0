using System.Net;
using Handrail.Core.Publishing;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

public sealed class HistoryTests
{
    static void Move(Office office, int day) => office.Server.Clock.AdjustTime(new DateTimeOffset(2026, 3, day, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Days pass, so Ada signs in again.</summary>
    static Task Return(Office office) => office.Ada.SignIn("ada@northwind.example", TestServer.Password);

    [Fact]
    public async Task The_version_in_force_on_any_day_is_found_and_between_a_retirement_and_the_return_there_is_none()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var ada = office.Ada;
        var sop = await ada.Draft("Know the past");
        Move(office, 5);
        await Return(office);
        await ada.TryPublish(sop);
        Move(office, 10);
        await Return(office);
        await ada.Edit(sop);
        await ada.Save(sop, typed => typed + "3. Go {#go}\n");
        await ada.TryPublish(sop, ("summary", "Going was forgotten"));
        Move(office, 20);
        await Return(office);
        await (await ada.Get($"/procedures/{sop}")).Submit("form[action$='/retirement']", ("reason", "The house is sold"));
        Move(office, 25);
        await Return(office);
        await (await ada.Get($"/procedures/{sop}/history")).Submit($"form[action='/procedures/{sop}/revisions/1/draft']");
        await ada.TryPublish(sop, ("summary", "Bought back"));

        foreach (var (day, version) in new[] { ("03-04", 0), ("03-05", 1), ("03-09", 1), ("03-10", 2), ("03-19", 2), ("03-20", 0), ("03-24", 0), ("03-25", 3), ("12-31", 3) })
        {
            var notice = (await ada.Get($"/procedures/{sop}/history?on=2026-{day}")).Find(".notice[role=status]")!;
            Assert.Equal((day, version == 0 ? null : $"/procedures/{sop}/revisions/{version}"), (day, notice.QuerySelector("a")?.GetAttribute("href")));
        }
        Assert.Null((await ada.Get($"/procedures/{sop}/history?on=yesterday")).Find(".notice[role=status]"));
        Assert.Null((await ada.Get($"/procedures/{sop}/history?on=9999-12-31")).Find(".notice[role=status]"));
    }

    [Fact]
    public async Task Everything_that_happened_stands_there_with_who_and_when()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var ben = await office.Join("Ben Oak");
        var sop = await ben.Draft("Tell it all");
        await ben.Send(sop, 1, [], ("summary", "Because <it> matters"));
        await office.Ada.TakeBack(sop, 1, "return", "Say how");
        await ben.Save(sop, typed => typed + "3. Go {#go}\n");
        await ben.Send(sop, 1, []);
        await office.Ada.Sign(sop, 1);

        var page = await office.Ada.Get($"/procedures/{sop}/history");

        Assert.Equal(
            ["Ada Pine published", "Ada Pine gave", "Ada Pine signed", "Ben Oak sent", "Ben Oak saved", "Ada Pine sent", "Ben Oak sent", "Ben Oak added"],
            page.All(".timeline li p").Select(line => string.Join(' ', line.TextContent.Trim().Split(' ').Take(3))));
        Assert.Contains("Because <it> matters", page.Find(".timeline")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.All(".timeline a.proof").Select(link => link.GetAttribute("href")!), href => Assert.StartsWith("/journal/", href, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get(page.Find(".timeline a.proof")!.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task A_walk_through_is_one_line_with_its_steps_by_number_and_words_behind_it()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var ben = await office.Join("Ben Oak");
        var sop = await office.Ada.Draft("Fold the walk", "1. Lock the front door {#front}\n2. Lock the back door {#back}\n3. Go {#go}\n");
        await office.Ada.Send(sop, 1, ["Ben Oak"]);
        await ben.Say(sop, 1, "front", "Agreed");
        await ben.Say(sop, 1, "back", "Objected", "There is none");
        await ben.Say(sop, 1, "go", "Agreed");

        var page = await office.Ada.Get($"/procedures/{sop}/history");

        var line = page.All(".timeline > li").First();
        Assert.Equal($"Ben Oak walked through {sop} v1: agreed to 2 steps, objected to 1.", line.QuerySelector("p")!.TextContent);
        Assert.Equal(
            [$"Ben Oak agreed to step 3 “Go” of {sop} v1.", $"Ben Oak objected to step 2 “Lock the back door” of {sop} v1: There is none", $"Ben Oak agreed to step 1 “Lock the front door” of {sop} v1."],
            line.QuerySelectorAll("details li").Select(part => part.FirstChild!.TextContent.Trim()));
        foreach (var proof in line.QuerySelectorAll("details a.proof")) Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get(proof.GetAttribute("href")!)).Status);
        Assert.Equal(3, page.All(".timeline > li").Count());
    }

    [Fact]
    public async Task What_happened_long_ago_is_pages_further_on_and_nothing_is_left_out()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var sop = await office.Ada.Draft("Much was said");
        await office.InChange(async change =>
        {
            for (var i = 1; i <= 120; i++) await change.Append($"procedure/{sop}", new RemarkMade(sop, 1, null, $"Remark number {i}"));
        });

        var first = await office.Ada.Get($"/procedures/{sop}/history");
        var second = await office.Ada.Get(first.All("a.button").Single(link => link.TextContent == "Earlier").GetAttribute("href")!);

        var told = new[] { first, second }.SelectMany(page => page.All(".timeline > li p")).Select(line => line.TextContent).ToList();
        Assert.Equal(121, told.Count);
        Assert.All(Enumerable.Range(1, 120), i => Assert.EndsWith($" Remark number {i}", told[120 - i], StringComparison.Ordinal));
        Assert.DoesNotContain(second.All("a.button"), link => link.TextContent == "Earlier");
    }
}
