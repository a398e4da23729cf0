using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>A server that Ada Pine of Northwind Dental has claimed. As a class fixture, all tests of the class share it.</summary>
public sealed class ClaimedServer(Chromium chromium) : IAsyncLifetime
{
    public const string Organization = "Northwind Dental";
    public const string Name = "Ada Pine";
    public const string Email = "ada@northwind.example";
    public const string Password = "orchard ladder seven maps";

    RunningServer? _first, _server;

    public RunningServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync()
    {
        if (!chromium.IsHere) return; // The tests say that they are skipped when they ask for a window.
        _first = _server = await RunningServer.Start();
        await using var visit = await chromium.Visit(_server.Url);
        await Claim(_server, visit);
    }

    /// <summary>Time passes: the server is started again with its clock ahead, for all tests of the class that come after. Who was signed in is not any more.</summary>
    public async Task ComeBack(int daysLater)
    {
        await Server.Kill();
        _server = await Server.StartAgain(daysLater);
    }

    /// <summary>A new window in which Ada is signed in.</summary>
    /// <param name="script">False for a browser that runs no JavaScript.</param>
    public async Task<Visit> SignedIn(bool script = true)
    {
        var visit = await chromium.Visit(_server?.Url, script);
        await SignIn(visit, Email);
        return visit;
    }

    /// <summary>Somebody who has an account signs in, in their window.</summary>
    public static async Task SignIn(Visit visit, string email)
    {
        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.GetByLabel("E-mail").FillAsync(email);
        await visit.Page.GetByLabel("Password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await IsIn(visit.Page);
    }

    /// <summary>A new window in which somebody whom Ada has just invited is signed in.</summary>
    /// <param name="permission">As it stands in the list; null for what is chosen there.</param>
    public async Task<Visit> Invited(string name, string email, string? permission = null)
    {
        await using var ada = await SignedIn();
        await ada.Page.GotoAsync("/settings/members");
        await ada.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await ada.Page.GetByLabel("E-mail").FillAsync(email);
        if (permission is not null) await ada.Page.GetByLabel("May", new() { Exact = true }).SelectOptionAsync(permission);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var link = await ada.Page.Locator(".notice.ok code").InnerTextAsync();

        var visit = await chromium.Visit(Server.Url);
        await visit.Page.GotoAsync(link);
        await visit.Page.GetByLabel("Password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Take the account" }).ClickAsync();
        await IsIn(visit.Page);
        return visit;
    }

    static Task IsIn(IPage page) => page.ArriveAt("^[a-z]+://[^/]+/$");

    /// <summary>Fills in the claim form as the person at the console would, and arrives at Today.</summary>
    public static async Task Claim(RunningServer server, Visit visit)
    {
        var page = visit.Page;
        await page.GotoAsync("/claim");
        await page.GetByLabel("Claim code").FillAsync(await server.ClaimCode);
        await page.GetByLabel("Organization").FillAsync(Organization);
        await page.GetByLabel("Your name").FillAsync(Name);
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim it" }).ClickAsync();
        await IsIn(page);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null && _server != _first) await _server.DisposeAsync();
        if (_first is not null) await _first.DisposeAsync();
    }
}
