using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

public sealed class TemplatePreviewTests : IAsyncLifetime
{
    const string Offboard = "/library/preview?template=user-account-management/offboard-a-leaver.md";

    readonly Office _office = new();

    public ValueTask InitializeAsync() => _office.InitializeAsync();
    public ValueTask DisposeAsync() => _office.DisposeAsync();

    Browser Ada => _office.Ada;

    [Fact]
    public async Task A_template_reads_in_our_tools_and_names_our_people_before_it_is_taken()
    {
        await Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
        await Ada.Post("/environment", ("name", "Jira"), ("kind", "Tickets"));
        await Ada.Post("/settings/roles", ("name", "HR"));
        var ada = (await Ada.Get("/settings/members")).Find("a.cover")!.GetAttribute("href")!.Split('/')[^1];
        await Ada.Post("/settings/roles", ("role", "hr"), ("to", ada));

        var page = await Ada.Get(Offboard);

        var text = page.Find("article.document")!.TextContent;
        Assert.Contains("administrator rights in Okta", text, StringComparison.Ordinal);
        Assert.Contains("the ticket in Jira names", text, StringComparison.Ordinal);
        Assert.Contains("Deactivate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Suspend user", text, StringComparison.Ordinal);
        Assert.Equal("Okta", page.Find("aside input[name=IdentityProvider]")!.GetAttribute("value"));
        var other = await Ada.Get(Offboard + "&IdentityProvider=JumpCloud&Tickets=Jira");
        Assert.Contains("administrator rights in JumpCloud", other.Find("article.document")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("In Okta", other.Find("article.document")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("This is how it reads with JumpCloud. You use Okta, and it will read so when you take it.", other.Text, StringComparison.Ordinal);
        Assert.Empty(other.All(".page-head form input[name=IdentityProvider]"));
        Assert.Matches(@"HR:\s*Ada Pine", page.Find("aside")!.TextContent);
        Assert.Matches(@"IT administrator:\s*nobody", page.Find("aside")!.TextContent);
        Assert.Equal(0, await _office.Server.InDatabase(db => Task.FromResult(Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.IgnoreQueryFilters(db.Sops).Count())));
    }

    [Fact]
    public async Task The_library_is_looked_through_by_words_family_tools_and_what_is_not_taken()
    {
        async Task<List<string>> Shown(string query) => [.. (await Ada.Get("/library" + query)).All("li[id$='.md']").Select(line => line.Id!)];
        Assert.InRange((await Shown("")).Count, 48, 500);
        Assert.Equal(["offboard-a-leaver.md"], await Shown("?q=LEAVER+offboard&family=user-account-management"));
        Assert.Empty(await Shown("?q=leaver&family=backup-and-recovery"));
        Assert.Contains("Name your tools", (await Ada.Get("/library?show=tools")).Text, StringComparison.Ordinal);

        await Ada.Post("/environment", ("name", "restic"), ("kind", "Backup"));
        await Ada.Post("/library", ("template", "user-account-management/offboard-a-leaver.md"));

        var (all, untaken, ours) = (await Shown(""), await Shown("?show=new"), await Shown("?show=tools"));
        Assert.Equal(["offboard-a-leaver.md"], all.Except(untaken));
        Assert.Contains("scheduled-backup.md", ours);
        Assert.True(ours.Count < all.Count / 2, $"{ours.Count} of {all.Count} are written for restic.");
    }

    [Fact]
    public async Task A_tool_can_be_tried_out_and_goes_into_the_inventory_when_the_template_is_taken()
    {
        var bare = await Ada.Get(Offboard);
        Assert.Contains("Suspend user", bare.Find("article.document")!.TextContent, StringComparison.Ordinal);

        Assert.NotNull(bare.Find("aside form[method=get] input[name=IdentityProvider]"));
        var tried = await Ada.Get(Offboard + "&IdentityProvider=JumpCloud");
        Assert.Contains("administrator rights in JumpCloud", tried.Find("article.document")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Suspend user", tried.Find("article.document")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await _office.Kinds("system/jumpcloud"));

        var taken = await tried.Submit(".page-head form");

        Assert.Equal("/procedures/SOP-001", taken.Location);
        Assert.Equal(["SystemAdded"], await _office.Kinds("system/jumpcloud"));
        Assert.Contains("You have it: SOP-001", (await Ada.Get(Offboard)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_member_tries_out_is_not_kept()
    {
        var member = await _office.Join("Gus Bay", Permission.Member);

        Assert.Equal(HttpStatusCode.SeeOther, (await (await member.Get(Offboard + "&IdentityProvider=Okta")).Submit(".page-head form")).Status);

        Assert.Empty(await _office.Kinds("system/okta"));
        var auditor = await _office.Join("Ida Fern", Permission.Auditor);
        Assert.Null((await auditor.Get(Offboard)).Find(".page-head form"));
    }

    [Theory]
    [InlineData("/library/preview")]
    [InlineData("/library/preview?template=../appsettings.json")]
    public async Task What_is_not_in_the_library_leads_back_to_it(string address) => Assert.Equal("/library", (await Ada.Get(address)).Location);
}
