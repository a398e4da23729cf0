using System.Net;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Features.Runs;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Handrail.Server.Tests.Work;

/// <summary>Two servers on one PostgreSQL database, Ada at the first and Ben at the second.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly Office _first = new();
    TestServer? _second;

    Browser Ada => _first.Ada;
    TestServer Second => _second ?? throw new InvalidOperationException("There is no second server.");
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!TestServer.OnPostgres) return;
        await _first.InitializeAsync();
        _second = new TestServer(_first.Server);
        _ = _second.Services;
        await BothListen();
    }

    public async ValueTask DisposeAsync()
    {
        if (_second is not null) await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    static void OnPostgres() => Assert.SkipUnless(TestServer.OnPostgres, "Only on PostgreSQL can several servers share a database.");

    /// <summary>Asks PostgreSQL, until both servers listen there.</summary>
    async Task BothListen()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(Patience);
        while (await InCluster("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND datname = $2 AND query LIKE 'LISTEN%' AND state = 'idle'", patience.Token) < 2)
            patience.Token.ThrowIfCancellationRequested();
    }

    async Task<long> InCluster(string sql, CancellationToken stop)
    {
        await using var cluster = new NpgsqlConnection(Environment.GetEnvironmentVariable("HANDRAIL_TEST_POSTGRES"));
        await cluster.OpenAsync(stop);
        await using var command = new NpgsqlCommand(sql, cluster) { Parameters = { new() { Value = NodeNotices.ApplicationName }, new() { Value = new NpgsqlConnectionStringBuilder(_first.Server.Settings.ConnectionString).Database! } } };
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    async Task<Browser> BenAtSecond(Permission permission = Permission.Member)
    {
        await _first.Join("Ben Oak", permission);
        var ben = Second.NewBrowser();
        await ben.SignIn(Office.EmailOf("Ben Oak"), TestServer.Password);
        return ben;
    }

    /// <summary>The next event of a stream, whose data follows on a second line.</summary>
    static async Task Next(StreamReader stream, string expected)
    {
        Assert.Equal(expected, await stream.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop));
        while (await stream.ReadLineAsync(Stop).AsTask().WaitAsync(Patience, Stop) is { Length: > 0 }) { }
    }

    [Fact]
    public async Task A_step_that_is_done_at_one_server_is_seen_at_the_other()
    {
        OnPostgres();
        var run = await Ada.Run(Samples.Doors);
        var ben = await BenAtSecond();
        using var stream = new StreamReader(await ben.Http.GetStreamAsync($"/runs/{run}/events?seen=1", Stop));
        await Next(stream, "event: listening");

        await Ada.Complete(run, "front");

        await Next(stream, "event: changed");
        Assert.Contains("Lock the back door", (await ben.See(run)).Find("h1.instruction")!.TextContent, StringComparison.Ordinal);
        await ben.Complete(run, "back");
        Assert.Equal(["RunStarted", "StepCompleted", "StepCompleted"], await _first.Kinds("run/" + run));
    }

    [Fact]
    public async Task What_a_member_may_do_is_known_at_the_other_server_as_soon_as_it_is_changed()
    {
        OnPostgres();
        var ben = await BenAtSecond();
        Assert.Null((await ben.Get("/settings/members")).Find("form[action='/settings/members']"));
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Second.Services.GetRequiredService<LiveFeed>().Told += subject => { if (subject?.StartsWith("member/", StringComparison.Ordinal) == true) heard.TrySetResult(); };

        await using (var scope = _first.Server.Services.CreateAsyncScope())
        {
            var made = await CreateAdministrator.Handle(new(Office.EmailOf("Ben Oak"), "", "", TestServer.Password), scope.ServiceProvider.GetRequiredService<HandrailDb>(), scope.ServiceProvider.GetRequiredService<UserManager<Account>>(),
                _first.Server.Services.GetRequiredService<JournalKeys>(), _first.Server.Clock, Stop);
            Assert.Null(made.Refusal);
        }
        await heard.Task.WaitAsync(Patience, Stop);

        Assert.NotNull((await ben.Get("/settings/members")).Find("form[action='/settings/members']"));
    }

    [Fact]
    public async Task Whoever_was_cut_off_looks_again_when_the_line_is_back()
    {
        OnPostgres();
        var run = await Ada.Run(Samples.Doors);
        var ben = await BenAtSecond();
        using var stream = new StreamReader(await ben.Http.GetStreamAsync($"/runs/{run}/events?seen=1", Stop));
        await Next(stream, "event: listening");

        Assert.Equal(4, await InCluster("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1 AND datname = $2", Stop));

        await Next(stream, "event: changed");
    }

    [Fact]
    public async Task A_step_that_is_done_at_both_servers_at_once_is_done_once()
    {
        OnPostgres();
        var run = await Ada.Run(Samples.Doors);
        var ben = await BenAtSecond();
        var pages = await Task.WhenAll(Ada.See(run, "front"), ben.See(run, "front"));

        var answers = await Task.WhenAll(pages.Select(page => page.Submit("form[action$='/completion']", ("outcome", "done"))));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Equal(["RunStarted", "StepCompleted"], await _first.Kinds("run/" + run));
    }
}
