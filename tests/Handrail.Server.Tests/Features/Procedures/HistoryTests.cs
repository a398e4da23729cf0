using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

public sealed class HistoryTests
{
    static void Move(Office office, int day) => office.Server.Clock.SetUtcNow(new DateTimeOffset(2026, 3, day, 9, 0, 0, TimeSpan.Zero));

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
}
