using System.Net;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Features.People;

/// <summary>At the console of the server.</summary>
public sealed class CreateAdministratorTests(Office office) : IClassFixture<Office>
{
    const string NewPassword = "granite willow 40 lamps";

    static async Task<Outcome<AdministratorMade>> Create(TestServer server, string email, string name = "", string organization = "", string password = NewPassword)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await CreateAdministrator.Handle(new(email, name, organization, password), scope.ServiceProvider.GetRequiredService<HandrailDb>(), scope.ServiceProvider.GetRequiredService<UserManager<Account>>(),
            server.Services.GetRequiredService<JournalKeys>(), server.Clock, TestContext.Current.CancellationToken);
    }

    Task<string> SubjectOf(string name) => office.Server.InDatabase(async db => "member/" + (await db.Members.IgnoreQueryFilters().SingleAsync(member => member.Name == name)).Id);

    [Fact]
    public async Task Whoever_lost_password_and_second_factor_is_let_in_again_and_the_journal_says_so()
    {
        var browser = await office.Join("Uma Reef");
        var page = await browser.Get("/settings/second-factor");
        await page.Submit("form[action='/settings/second-factor']", ("code", SecondFactor.Totp(page.Find("form code")!.TextContent)));
        for (var i = 0; i < 5; i++) await (await office.Server.NewBrowser().Get("/sign-in")).Submit("form", ("email", Office.EmailOf("Uma Reef")), ("password", "wrong " + i));

        var made = await Create(office.Server, Office.EmailOf("Uma Reef"));

        Assert.Equal(new AdministratorMade("Uma Reef", Office.EmailOf("Uma Reef"), "Northwind Dental", LostSecondFactor: true), made.Value);
        Assert.Equal(["MemberInvited", "AccountReset", "MemberPermissionChanged"], await office.Kinds(await SubjectOf("Uma Reef")));
        var again = office.Server.NewBrowser();
        await again.SignIn(Office.EmailOf("Uma Reef"), NewPassword);
        Assert.NotNull((await again.Get("/settings/members")).Find("form[action='/settings/members']"));
        Assert.Contains("The console gave Uma Reef a new password and took the second factor away.", (await office.Ada.Get("/journal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_new_is_an_administrator_at_once()
    {
        Assert.Equal("invalid", (await Create(office.Server, "wes@northwind.example")).Refusal?.Code);

        Assert.Null((await Create(office.Server, "wes@northwind.example", "Wes Quay")).Refusal);

        Assert.Equal(["MemberJoined", "MemberPermissionChanged"], await office.Kinds(await SubjectOf("Wes Quay")));
        var browser = office.Server.NewBrowser();
        await browser.SignIn("wes@northwind.example", NewPassword);
        Assert.NotNull((await browser.Get("/settings/members")).Find("form[action='/settings/members']"));
    }

    [Fact]
    public async Task A_weak_password_changes_nothing()
    {
        await office.Join("Xia Dune");
        var size = await office.JournalSize();

        var refused = await Create(office.Server, Office.EmailOf("Xia Dune"), password: "short");

        Assert.Equal("password", Assert.IsType<Refusal.Invalid>(refused.Refusal).Field);
        Assert.Equal(size, await office.JournalSize());
        await office.Server.NewBrowser().SignIn(Office.EmailOf("Xia Dune"), TestServer.Password);
    }

    [Fact]
    public async Task Where_there_are_several_organizations_one_must_be_named_and_people_stay_in_theirs()
    {
        await using var two = new Office();
        await two.InitializeAsync();
        await two.Found("Rival & Sons", "Rob Reed", "rob@rival.example");

        Assert.Contains("Northwind Dental, Rival & Sons", (await Create(two.Server, "new@rival.example", "New")).Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal("not-found", (await Create(two.Server, "new@rival.example", "New", "Acme")).Refusal?.Code);
        Assert.Equal("conflict", (await Create(two.Server, "rob@rival.example", organization: "Northwind Dental")).Refusal?.Code);
        Assert.Equal("Rival & Sons", (await Create(two.Server, "new@rival.example", "New", "rival & sons")).Value.Organization);
    }

    [Fact]
    public async Task A_new_installation_is_founded_and_no_longer_to_be_claimed()
    {
        await using var server = new TestServer { IsBare = true };
        await server.InitializeAsync();
        Assert.Equal("invalid", (await Create(server, "ada@northwind.example")).Refusal?.Code);

        Assert.Null((await Create(server, "ada@northwind.example", "Ada Pine", "Northwind Dental")).Refusal);

        var browser = server.NewBrowser();
        Assert.Equal("/sign-in", (await browser.Get("/claim")).Location);
        await browser.SignIn("ada@northwind.example", NewPassword);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/settings/members")).Status);
    }
}
