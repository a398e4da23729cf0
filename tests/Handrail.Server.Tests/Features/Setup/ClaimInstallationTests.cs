using System.Net;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Setup;

public sealed class ClaimInstallationTests : IAsyncLifetime
{
    readonly TestServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    static (string, object)[] Filled(string code, string password = TestServer.Password) =>
        [("code", code), ("organization", "Northwind Dental"), ("name", "Ada Pine"), ("email", "ada@northwind.example"), ("password", password)];

    [Fact]
    public async Task Whoever_reads_the_console_claims_the_installation_and_is_signed_in()
    {
        var browser = await _server.Claimed();

        var today = await browser.Get("/");
        Assert.Equal(HttpStatusCode.OK, today.Status);
        Assert.Contains("Northwind Dental", today.Text, StringComparison.Ordinal);

        var kinds = await _server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().OrderBy(row => row.Index).Select(row => row.Kind).ToListAsync());
        Assert.Equal(["OrganizationFounded", "MemberJoined"], kinds);
    }

    [Fact]
    public async Task A_stranger_without_the_code_cannot_claim_and_keeps_what_was_typed()
    {
        var answer = await (await _server.NewBrowser().Get("/claim")).Submit("form", Filled("AAAA-BBBB-CCCC"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("Northwind Dental", answer.Find("#organization")!.GetAttribute("value"));
        Assert.NotNull(answer.Find("#code-error"));
        Assert.False(await _server.InDatabase(db => db.Organizations.AnyAsync()));
    }

    [Fact]
    public async Task Five_wrong_codes_make_the_right_one_worthless()
    {
        var code = _server.ClaimCode;
        var page = await _server.NewBrowser().Get("/claim");
        for (var i = 0; i < 5; i++) await page.Submit("form", Filled("WRONG"));

        var answer = await page.Submit("form", Filled(code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEqual(code, _server.ClaimCode);
    }

    [Fact]
    public async Task A_weak_password_is_refused_in_words_and_nothing_is_created()
    {
        var answer = await (await _server.NewBrowser().Get("/claim")).Submit("form", Filled(_server.ClaimCode, "short"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("12", answer.Find("#password-error")!.TextContent, StringComparison.Ordinal);
        Assert.False(await _server.InDatabase(db => db.Users.AnyAsync()));
    }

    [Fact]
    public async Task An_installation_is_claimed_once_even_by_two_people_with_the_code_at_the_same_moment()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _server.NewBrowser().Get("/claim")));

        var answers = await Task.WhenAll(pages.Select((page, i) => page.Submit("form", [.. Filled(_server.ClaimCode).Where(field => field.Item1 != "email"), ("email", $"person{i}@northwind.example")])));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Equal(1, await _server.InDatabase(db => db.Organizations.CountAsync()));
        Assert.Equal(1, await _server.InDatabase(db => db.Users.CountAsync()));
        Assert.Equal("/sign-in", (await _server.NewBrowser().Get("/claim")).Location);
    }
}
