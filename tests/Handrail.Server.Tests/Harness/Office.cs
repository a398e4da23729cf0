using System.Net;
using System.Text;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Runs;
using Handrail.Server.Work;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Harness;

/// <summary>A claimed installation with Ada as its administrator; the tests of one class share it.</summary>
public sealed class Office : IAsyncLifetime
{
    public TestServer Server { get; init; } = new();
    public Browser Ada { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        Ada = await Server.Claimed();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Ada invites somebody, who opens the link and chooses a password.</summary>
    public async Task<Browser> Join(string name, Permission permission = Permission.Member)
    {
        var browser = Server.NewBrowser();
        var link = await Invite(name, permission);
        var taken = await (await browser.Get(link)).Submit("form[action='/invitation']", ("password", TestServer.Password));
        Assert.Equal("/", taken.Location);
        return browser;
    }

    /// <returns>The path of the link.</returns>
    public async Task<string> Invite(string name, Permission permission = Permission.Member)
    {
        var invited = await (await Ada.Get("/settings/members")).Submit("form[action='/settings/members']", ("name", name), ("email", EmailOf(name)), ("permission", permission));
        Assert.Equal(HttpStatusCode.OK, invited.Status);
        return new Uri(invited.Find(".notice code")!.TextContent).PathAndQuery;
    }

    /// <summary>A second organization on the same installation, with one administrator, made past every page.</summary>
    public async Task<Browser> Found(string organization, string name, string email)
    {
        await using (var scope = Server.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
            var now = Instant.Now(Server.Clock);
            var founded = new Organization { Id = Id<Organization>.New(now), Name = organization, FoundedAt = now };
            var account = new Account { Id = Id<Account>.New(now).Value, UserName = email, Email = email };
            var member = new Member { Id = Id<Member>.New(now), OrganizationId = founded.Id, AccountId = account.Id, Name = name, Email = email, Permission = Permission.Administrator, JoinedAt = now };
            db.Tenant = founded.Id;
            await using var change = await Change.Found(db, Server.Services.GetRequiredService<JournalKeys>().NewHead(founded.Id), member.Id, name, now);
            db.Organizations.Add(founded);
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, TestServer.Password)).Succeeded);
            db.Members.Add(member);
            await change.Append("organization", new OrganizationFounded(organization));
            await change.Commit();
        }
        var browser = Server.NewBrowser();
        await browser.SignIn(email, TestServer.Password);
        return browser;
    }

    /// <summary>Before the @ stand at most 64 characters.</summary>
    public static string EmailOf(string name) => string.Concat(name.ToLowerInvariant().Replace(' ', '.').Take(64)) + "@northwind.example";

    /// <summary>The moment at which what is approved comes into force by itself.</summary>
    public Task Tick() => Server.Services.GetRequiredService<PublicationClock>().Tick(default);

    /// <summary>What the journal says about something, in order: "run/R-1001".</summary>
    public Task<List<string>> Kinds(string subject) => Server.InDatabase(db =>
        db.JournalRows.IgnoreQueryFilters().Where(row => row.Subject == subject).OrderBy(row => row.Index).Select(row => row.Kind).ToListAsync());

    /// <summary>A change by the first member, made past every page.</summary>
    public Task<int> InChange(Func<Change, Task> work) => Server.InDatabase(async db =>
    {
        var member = await db.Members.IgnoreQueryFilters().OrderBy(row => row.JoinedAt).FirstAsync();
        db.Tenant = member.OrganizationId;
        await using var change = await Change.Begin(db, new CurrentMember(member.Id, member.OrganizationId, member.Name, "", member.Permission), Server.Clock);
        await work(change);
        await change.Commit();
        return 0;
    });

    public Task<long> JournalSize() => Server.InDatabase(db => db.JournalHeads.IgnoreQueryFilters().SumAsync(head => head.Size));

    public Task<Run> RowOf(string run)
    {
        Assert.True(Labels.TryReadRun(run, out var number));
        return Server.InDatabase(db => db.Runs.IgnoreQueryFilters().SingleAsync(row => row.Number == number));
    }
}

/// <summary>What people do with procedures and runs, through the forms that are really there.</summary>
static class Doing
{
    public static Upload File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>As much of a PNG as it takes to be one; each number another.</summary>
    public static byte[] Png(byte number) =>
        [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 0, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 1, .. "IDAT"u8, number, 0, 0, 0, 0, 0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0];

    /// <returns>The page after the files were read.</returns>
    public static async Task<Page> Bring(this Browser browser, params Upload[] files)
    {
        var brought = await (await browser.Get("/procedures/import")).Submit("form[action='/procedures/import']", [.. files.Select(file => ("files", (object)file))]);
        Assert.Equal(HttpStatusCode.SeeOther, brought.Status);
        return await browser.Get(brought.Location!);
    }

    /// <returns>The number of the new procedure: "SOP-001".</returns>
    public static async Task<string> Add(this Browser browser, string text, string fileName = "procedure.md")
    {
        var accepted = await (await browser.Bring(File(fileName, text))).Submit("form#accept", ("take", fileName));
        Assert.Equal(HttpStatusCode.SeeOther, accepted.Status);
        return accepted.Location!["/procedures/".Length..];
    }

    public static async Task<Page> TryPublish(this Browser browser, string sop, params (string, object)[] answers) =>
        await (await browser.Get($"/procedures/{sop}/publication")).Submit("main form[method=post]", [.. answers.Any(field => field.Item1 == "password") ? [] : new[] { ("password", (object)TestServer.Password) }, .. answers]);

    /// <returns>The number of a new procedure that is in force.</returns>
    public static async Task<string> Publish(this Browser browser, string text, string fileName = "procedure.md", params (string, object)[] answers)
    {
        var sop = await browser.Add(text, fileName);
        var published = await browser.TryPublish(sop, answers);
        Assert.True(published.Status == HttpStatusCode.SeeOther, published.Text);
        return sop;
    }

    /// <returns>The number of the new run: "R-1001".</returns>
    public static async Task<string> Start(this Browser browser, string sop, params (string, object)[] fields)
    {
        var started = await (await browser.Get($"/procedures/{sop}/runs/new")).Submit($"form[action='/procedures/{sop}/runs']", fields);
        Assert.True(started.Status == HttpStatusCode.SeeOther, started.Text);
        return started.Location!["/runs/".Length..];
    }

    /// <summary>Publishes the text and starts a run of it.</summary>
    public static async Task<string> Run(this Browser browser, string text) => await browser.Start(await browser.Publish(text));

    public static Task<Page> See(this Browser browser, string run, string? step = null) => browser.Get($"/runs/{run}{(step is null ? "" : "?step=" + step)}");

    /// <summary>Opens the step and sends the form of an act, whatever the answer.</summary>
    public static async Task<Page> TryAct(this Browser browser, string run, string step, string act, params (string, object)[] fields) =>
        await (await browser.See(run, step)).Submit($"form[action='/runs/{run}/steps/{step}/{act}']", fields);

    public static async Task Act(this Browser browser, string run, string step, string act, params (string, object)[] fields)
    {
        var answer = await browser.TryAct(run, step, act, fields);
        Assert.True(answer.Status == HttpStatusCode.SeeOther, $"{act} of {step}: {answer.Status} {answer.Text}");
    }

    public static Task Complete(this Browser browser, string run, string step, params (string, object)[] fields) =>
        browser.Act(run, step, "completion", [("outcome", "done"), .. fields]);

    /// <summary>An act on the run as a whole.</summary>
    public static async Task<Page> TryActOn(this Browser browser, string run, string act, params (string, object)[] fields) =>
        await (await browser.See(run)).Submit($"form[action='/runs/{run}/{act}']", fields);

    public static async Task ActOn(this Browser browser, string run, string act, params (string, object)[] fields)
    {
        var answer = await browser.TryActOn(run, act, fields);
        Assert.True(answer.Status == HttpStatusCode.SeeOther, $"{act}: {answer.Status} {answer.Text}");
    }

    /// <summary>Did not work, with what was seen.</summary>
    public static async Task Fail(this Browser browser, string run, string step, string reason)
    {
        var asked = await browser.TryAct(run, step, "completion", ("outcome", "failed"));
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        var failed = await asked.Submit($"form[action='/runs/{run}/steps/{step}/failure']", ("reason", reason));
        Assert.True(failed.Status == HttpStatusCode.SeeOther, failed.Text);
    }
}
