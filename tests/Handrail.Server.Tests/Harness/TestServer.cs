using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Settings;
using Handrail.Server.Features.Setup;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Handrail.Server.Tests.Harness;

/// <summary>
/// The whole server in this process, on a database of its own: SQLite, or PostgreSQL when HANDRAIL_TEST_DATABASE is "postgres"
/// (then HANDRAIL_TEST_POSTGRES names a cluster where databases may be made). The same tests run on both.
/// </summary>
/// <param name="beside">Another server, whose database and data folder this one shares: a second node.</param>
public sealed class TestServer(TestServer? beside = null) : WebApplicationFactory<Program>, IAsyncLifetime
{
    readonly string _folder = beside?._folder ?? Directory.CreateTempSubdirectory("handrail-test-").FullName;
    readonly string _database = beside?._database ?? "handrail_" + Guid.CreateVersion7().ToString("N");

    public static bool OnPostgres => Environment.GetEnvironmentVariable("HANDRAIL_TEST_DATABASE") == "postgres";

    /// <summary>Stands still until a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public string DataFolder => _folder;

    /// <summary>Another library than the shipped one, read anew by every request, as if the server had been updated in between.</summary>
    public string? LibraryFolder { get; init; }

    /// <summary>Its database has no tables before the server, or a restore, makes them.</summary>
    public bool IsBare { get; init; }

    /// <summary>Beside those that every test needs.</summary>
    public IReadOnlyList<(string Name, string Value)> MoreSettings { get; init; } = [];

    /// <summary>Makes the next write fail at a chosen moment.</summary>
    public Breakage Breakage { get; } = new();

    /// <summary>Lets requests in together.</summary>
    public Rendezvous Rendezvous { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (OnPostgres && beside is null) await (IsBare ? EmptyDatabase.Create(_database) : EmptyDatabase.Copy(_database));
    }

    /// <summary>Where this server's data is, for what is done before it is started.</summary>
    public DatabaseSettings Settings => OnPostgres
        ? new(DatabaseKind.Postgres, EmptyDatabase.As(_database), _folder)
        : new(DatabaseKind.Sqlite, $"Data Source={Path.Combine(_folder, "handrail.db")}", _folder);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        // As in development: what outlives a request may not take what belongs to one.
        builder.UseDefaultServiceProvider((_, options) => options.ValidateScopes = options.ValidateOnBuild = true);
        builder.UseSetting("Data:Folder", _folder);
        // Without an address, no server greets among the results of the tests.
        builder.UseSetting("Urls", "");
        foreach (var (name, value) in MoreSettings) builder.UseSetting(name, value);
        // What the server says about requests that tests break on purpose would bury what the tests say.
        if (Environment.GetEnvironmentVariable("HANDRAIL_TEST_LOG") is null) builder.ConfigureLogging(logging => logging.ClearProviders());
        if (OnPostgres)
        {
            builder.UseSetting("Database:Provider", "postgres");
            builder.UseSetting("Database:ConnectionString", Settings.ConnectionString);
        }
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            // A quarter of the time of these tests would go into making it dear to guess passwords that stand in this file.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
            services.AddSingleton<IStartupFilter>(Rendezvous);
            if (LibraryFolder is not null) services.AddTransient(_ => new Library(LibraryFolder));
            if (OnPostgres) services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(Breakage));
            else services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(Breakage));
        });
    }

    /// <summary>A browser that nobody has signed in with.</summary>
    public Browser NewBrowser() => new(CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = new("http://localhost") }));

    /// <summary>What the console showed.</summary>
    public string ClaimCode
    {
        get
        {
            using var console = new StringWriter();
            Services.GetRequiredService<ClaimCode>().Show(console);
            return console.ToString().Split(':')[1].Trim();
        }
    }

    /// <summary>Reads or changes the database directly, the way no request could.</summary>
    public async Task<T> InDatabase<T>(Func<HandrailDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        using var everybody = db.LookAcross();
        return await work(db);
    }

    /// <summary>Somebody may do less than a moment ago, and the server has not heard of it yet.</summary>
    public Task<int> Demote(string name) => InDatabase(db => db.Members.IgnoreQueryFilters().Where(member => member.Name == name).ExecuteUpdateAsync(member => member.SetProperty(row => row.Permission, Permission.Member)));

    /// <summary>Gives somebody a role of procedures.</summary>
    public Task GiveRole(string name, string role) => InDatabase<int>(async db =>
    {
        var stop = TestContext.Current.CancellationToken;
        var member = await db.Members.IgnoreQueryFilters().SingleAsync(row => row.Name == name, stop);
        db.Tenant = member.OrganizationId;
        var by = new CurrentMember(member.Id, member.OrganizationId, member.Name, "", member.Permission);
        await using var change = await Change.Begin(db, by, Clock, stop);
        await GiveRoles.Within(change, db, by, Placeholders.Key(role), role, member, asDeputy: false, stop);
        await change.Commit(stop);
        return 1;
    });

    /// <summary>A browser signed in as the administrator of a freshly claimed installation.</summary>
    public async Task<Browser> Claimed(string organization = "Northwind Dental", string name = "Ada Pine", string email = "ada@northwind.example")
    {
        var browser = NewBrowser();
        var page = await browser.Get("/claim");
        var answer = await page.Submit("form", ("code", ClaimCode), ("organization", organization), ("name", name), ("email", email), ("password", Password));
        Assert.Equal("/", answer.Location);
        return browser;
    }

    public const string Password = "orchard ladder seven maps";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        if (beside is not null) return;
        if (OnPostgres) await EmptyDatabase.Drop(_database);
        else Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
