using System.Diagnostics;
using System.Net;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Operating;

/// <summary>Two server processes on one PostgreSQL database and one data folder.</summary>
public sealed class NodesTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Each_shows_the_steps_of_the_other_while_they_happen()
    {
        await using var database = await Postgres.Create();
        await using var first = await RunningServer.Start(null, database.Settings);
        using var ada = await Client.Claim(first);
        var run = await ada.Start(await ada.Publish("# Count\n\n## Steps\n" + string.Concat(Enumerable.Range(1, 6).Select(step => $"{step}. Count to {step} {{#s{step}}}\n"))));
        await using var second = await RunningServer.Start(first.Folder, database.Settings);
        using var elsewhere = ada.At(second);
        using var stream = new StreamReader(await elsewhere.Http.GetStreamAsync($"/runs/{run}/events", TestContext.Current.CancellationToken));
        Assert.Equal("listening", await Next(stream));
        // A server that has just come up tells everybody to look again; only what comes after is the step's own doing.
        await ada.Act(run, "note", null, ("text", "ready"));
        await Next(stream);

        for (var step = 1; step <= 5; step++)
        {
            var watch = Stopwatch.StartNew();
            var next = Next(stream);
            Assert.Equal(HttpStatusCode.OK, (await ada.Act(run, "completion", $"s{step}", ("outcome", "done"))).StatusCode);
            Assert.Equal("changed", await next.WaitAsync(Patience, TestContext.Current.CancellationToken));
            TestContext.Current.TestOutputHelper?.WriteLine($"seen at the other server {watch.ElapsedMilliseconds} ms after it was sent");
            Assert.Equal(step, (await elsewhere.See(run)).Done);
        }
    }

    static async Task<string?> Next(StreamReader stream)
    {
        var name = await stream.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) is { Length: > 0 }) { }
        return name?["event: ".Length..];
    }
}
