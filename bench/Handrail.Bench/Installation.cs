using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Publishing;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Handrail.Server.Work;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StartAct = Handrail.Core.Running.StartRun;
using StartRun = Handrail.Server.Features.Runs.StartRun;

namespace Handrail.Bench;

/// <summary>The product on a database of its own, without the web: one organization, one member, and what a request would do, in a scope as a request has.</summary>
sealed class Installation : IAsyncDisposable
{
    readonly ServiceProvider _services;

    Installation(DatabaseSettings settings)
    {
        Settings = settings;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHandrailDb(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ProcedureTexts>();
        services.AddSingleton<Mentions>();
        services.AddSingleton(new Library(Path.Combine(AppContext.BaseDirectory, "library")));
        services.AddSingleton<PoliciesInForce>();
        services.AddSingleton<ReviewFollower>();
        services.AddMemoryCache(cache => cache.SizeLimit = 20_000);
        _services = services.BuildServiceProvider();
    }

    public DatabaseSettings Settings { get; }
    public CurrentMember Member { get; private set; } = null!;

    /// <summary>A new database with a new organization in it.</summary>
    public static async Task<Installation> Found(DatabaseSettings settings)
    {
        var made = new Installation(settings);
        await Schema.Update(made._services);
        var now = Instant.Now(TimeProvider.System);
        var organization = new Organization { Id = Id<Organization>.New(now), Name = "Northwind Dental", FoundedAt = now };
        var account = new Account { Id = Id<Account>.New(now).Value, UserName = "ada@northwind.example", Email = "ada@northwind.example" };
        var member = new Member { Id = Id<Member>.New(now), OrganizationId = organization.Id, AccountId = account.Id, Name = "Ada Pine", Email = account.Email, Permission = Permission.Administrator, JoinedAt = now };
        made.Member = new(member.Id, organization.Id, member.Name, organization.Name, member.Permission);
        await made.Within(async db =>
        {
            using var everybody = db.LookAcross();
            await using var change = await Change.Found(db, new JournalKeys(new EphemeralDataProtectionProvider()).NewHead(organization.Id), member.Id, member.Name, now);
            db.Organizations.Add(organization);
            db.Users.Add(account);
            db.Members.Add(member);
            await change.Append("organization", new OrganizationFounded(organization.Name));
            await change.Commit();
            return true;
        });
        return made;
    }

    /// <summary>The database of a server that somebody has claimed.</summary>
    public static async Task<Installation> Of(DatabaseSettings settings)
    {
        var opened = new Installation(settings);
        opened.Member = await opened.Within(async db =>
        {
            using var everybody = db.LookAcross();
            return await db.Members.IgnoreQueryFilters()
                .Join(db.Organizations, row => row.OrganizationId, organization => organization.Id, (row, organization) => new CurrentMember(row.Id, row.OrganizationId, row.Name, organization.Name, row.Permission)).SingleAsync();
        });
        return opened;
    }

    public async Task<T> Within<T>(Func<HandrailDb, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        if (Member is not null) db.Tenant = Member.OrganizationId;
        return await work(db);
    }

    /// <summary>Adds procedures that are in force at once, as many to a change as are given.</summary>
    /// <returns>Their labels.</returns>
    public Task<List<string>> Publish(IEnumerable<(string FileName, string Text)> procedures) => Within(async db =>
    {
        var labels = new List<string>();
        await using var change = await Change.Begin(db, Member, TimeProvider.System);
        foreach (var (fileName, text) in procedures)
        {
            var sop = (await AddProcedure.Within(change, db, Texts, Member, new(fileName, text, "file: " + fileName, []), default)).Value;
            var revision = db.Revisions.Local.Single(row => row.Id == sop.LatestId);
            (revision.State, revision.PublishedAt, revision.PublishedById, revision.FrozenEnvironment) = (RevisionState.Published, change.At, Member.Id, Values.Freeze(Corpus.Environment));
            (sop.PublishedId, sop.PublishedAt, sop.ReviewDueAt) = (revision.Id, change.At, change.At + TimeSpan.FromDays(365));
            _ = (await change.Append(sop.Subject, new RevisionPublished(sop.Label, 1, revision.Sha256, revision.Title, "", []))).Value;
            labels.Add(sop.Label);
        }
        await change.Commit();
        return labels;
    });

    public Task<string> Start(string sop) => Within(async db => (await StartRun.Handle(sop, new StartAct(""), [], Member, db, Texts, TimeProvider.System, default)).Value.Label);

    public Task<RunState> Act(string run, RunAct act) => Within(async db => (await ActOnRun.Handle(run, [act], [], Member, db, Texts, TimeProvider.System, default)).Value);

    public ProcedureTexts Texts => _services.GetRequiredService<ProcedureTexts>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
