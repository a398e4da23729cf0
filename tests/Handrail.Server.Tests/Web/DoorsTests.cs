using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;

namespace Handrail.Server.Tests.Web;

/// <summary>Rules that hold for every address, also for those that are added tomorrow.</summary>
public sealed class DoorsTests(Furnished site) : IClassFixture<Furnished>
{
    /// <summary>Where somebody may go who is not signed in.</summary>
    static readonly string[] ForStrangers = ["/claim", "/sign-in", "/sign-in/second-factor", "/sign-out", "/invitation", "/interview/{link}", "/flow.css"];

    /// <summary>The library is the same for every organization, so the same addresses answer; what they say must name neither another nor its procedures.</summary>
    static readonly string[] OfTheLibrary = ["/policies/{policy}", "/policies/{policy}/clauses/{clause}", "/frameworks/{framework}"];

    /// <summary>What everybody may change about their own account, an auditor too.</summary>
    static readonly string[] OwnAccount = ["/settings/password", "/settings/second-factor", "/settings/second-factor/removal", "/settings/tokens", "/settings/tokens/{id:guid}/withdrawal", "/settings/organizations"];

    /// <summary>What whoever reads a procedure may say about it, an auditor too.</summary>
    static readonly string[] ForReaders = ["/procedures/{sop}/suggestions"];

    Office Office => site.Office;

    IEnumerable<Door> Unsafe => site.Doors.Where(door => !door.IsSafe);

    [Fact]
    public void There_are_doors_to_look_at()
    {
        Assert.InRange(site.Doors.Count, 30, 500);
        Assert.Contains(site.Doors, door => door.Pattern == "/runs/{run}/steps/{step}/{act}");
    }

    [Fact]
    public async Task Every_door_asks_who_is_there_but_those_for_strangers()
    {
        var stranger = Office.Server.NewBrowser();
        var open = new List<string>();
        foreach (var door in site.Doors.Where(door => !ForStrangers.Contains(door.Pattern)))
        {
            var answer = door.IsSafe ? await stranger.Get(door.Address) : await stranger.Knock(door);
            if (!(answer.Status is HttpStatusCode.Found && answer.Location!.StartsWith("/sign-in?return=", StringComparison.Ordinal) || answer.Status == HttpStatusCode.Unauthorized)) open.Add($"{door}: {answer.Status} {answer.Location}");
        }
        Assert.Empty(open);
    }

    [Fact]
    public async Task Nothing_is_changed_by_a_request_that_another_site_could_have_made()
    {
        var size = await Office.JournalSize();
        var let = new List<string>();
        foreach (var door in Unsafe)
        {
            var answer = await Office.Ada.KnockFromElsewhere(door, ("outcome", "done"));
            if (answer.Status != HttpStatusCode.BadRequest) let.Add($"{door}: {answer.Status}");
        }
        Assert.Empty(let);
        Assert.Equal(size, await Office.JournalSize());
        Assert.Equal(HttpStatusCode.OK, (await Office.Ada.Get("/")).Status);
    }

    [Fact]
    public async Task A_token_from_somebody_elses_page_does_not_pass()
    {
        var stranger = await Office.Server.NewBrowser().Get("/sign-in");
        var token = stranger.Find("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        Assert.Equal(HttpStatusCode.BadRequest, (await Office.Ada.PostBare($"/runs/{site.Run}/pause", ("__RequestVerificationToken", token))).Status);
    }

    [Fact]
    public void Every_door_that_changes_something_says_who_may()
    {
        var silent = Unsafe.Where(door => !ForStrangers.Contains(door.Pattern) && !OwnAccount.Contains(door.Pattern) && door.Endpoint.Metadata.GetMetadata<NeedsPermission.Needed>() is null);

        Assert.Empty(silent.Select(door => door.ToString()));
    }

    [Fact]
    public async Task An_auditor_changes_nothing_anywhere()
    {
        var auditor = await Office.Join("Ida Fern", Permission.Auditor);
        var size = await Office.JournalSize();
        var let = new List<string>();
        foreach (var door in Unsafe.Where(door => !ForStrangers.Contains(door.Pattern) && !OwnAccount.Contains(door.Pattern) && !ForReaders.Contains(door.Pattern)))
        {
            var answer = await auditor.Knock(door, ("outcome", "done"));
            if (answer.Status != HttpStatusCode.Forbidden) let.Add($"{door}: {answer.Status}");
        }
        Assert.Empty(let);
        Assert.Equal(size, await Office.JournalSize());
    }

    [Fact]
    public async Task A_member_manages_nobody()
    {
        var member = await Office.Join("Jon Birch", Permission.Member);

        Assert.Equal(HttpStatusCode.Forbidden, (await member.Post("/settings/members", ("name", "X"), ("email", "x@y.example"), ("permission", "Administrator"))).Status);
        Assert.Null((await member.Get("/settings/members")).Find("form[action='/settings/members']"));
    }

    [Fact]
    public async Task Every_page_opens_for_its_members()
    {
        var broken = new List<string>();
        foreach (var door in site.Doors.Where(door => door.Method == "GET" && !door.Pattern.EndsWith("/events", StringComparison.Ordinal)))
        {
            var answer = await Office.Ada.Get(door.Address);
            if ((int)answer.Status >= 400) broken.Add($"{door}: {answer.Status}");
        }
        Assert.Empty(broken);
    }

    [Fact]
    public async Task Nothing_of_one_organization_is_found_by_another()
    {
        var other = await Office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
        // So that pages about the library have something of ours on them.
        await Office.Ada.Post("/library", ("template", "user-account-management/offboard-a-leaver.md"));
        var size = await Office.JournalSize();
        var let = new List<string>();
        foreach (var door in site.Doors.Where(door => !ForStrangers.Contains(door.Pattern)))
        {
            if (!door.IsSafe && !door.HasParameters) continue;
            var answer = door.IsSafe ? await other.Get(door.Address) : await other.Knock(door, ("outcome", "done"), ("take", "next.md"));
            if (OfTheLibrary.Contains(door.Pattern))
            {
                // The other organization has no procedure yet, and this one has some that belong on these pages.
                Assert.Contains("/procedures/SOP-", (await Office.Ada.Get(door.Address)).Body, StringComparison.Ordinal);
                if (answer.Body.Contains("/procedures/SOP-", StringComparison.Ordinal)) let.Add($"{door}: names a procedure");
            }
            if (door.HasParameters && !OfTheLibrary.Contains(door.Pattern) ? answer.Status != HttpStatusCode.NotFound : answer.Body.Contains("Northwind", StringComparison.Ordinal)) let.Add($"{door}: {answer.Status}");
        }
        Assert.Empty(let);
        Assert.Equal(size, await Office.JournalSize());
        Assert.Equal("Rival & Sons", (await other.Get("/")).Find(".rail .home")!.TextContent.Trim());
    }
}
