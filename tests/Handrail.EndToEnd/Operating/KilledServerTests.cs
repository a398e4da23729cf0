using System.Net;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Operating;

/// <summary>The power goes while people work, again and again at another moment.</summary>
public sealed class KilledServerTests
{
    const int Rounds = 10;
    const int Steps = 40;

    static readonly string Long = "# Count to forty\n\n## Steps\n" + string.Concat(Enumerable.Range(1, Steps).Select(step => $"{step}. Count to {step} {{#s{step}}}\n"));

    [Fact]
    public async Task A_step_that_was_under_way_is_done_with_all_that_belongs_to_it_or_not_done() => await KillAgainAndAgain([]);

    [Fact]
    public async Task The_same_on_PostgreSQL()
    {
        await using var database = await Postgres.Create();
        await KillAgainAndAgain(database.Settings);
    }

    static async Task KillAgainAndAgain((string, string)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("handrail-killed-").FullName;
        var server = await RunningServer.Start(folder, settings);
        try
        {
            using var ada = await Client.Claim(server);
            var sop = await ada.Publish(Long);
            for (var round = 0; round < Rounds; round++)
            {
                using var client = ada.At(server);
                var workers = new List<Worker>();
                for (var i = 0; i < 3; i++) workers.Add(new Worker(client, await client.Start(sop)));
                await WorkUntilKilled(workers, server, new Random(round).Next(1, 60));
                await server.DisposeAsync();
                server = await RunningServer.Start(folder, settings);
                using var again = ada.At(server);
                foreach (var worker in workers) await worker.IsWhole(again);
            }
            var doctor = await RunningServer.Command(folder, settings, "doctor");
            Assert.True(doctor.Code == 0, doctor.Out + doctor.Error);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Kills the server once so many acts were answered; by then each worker has another under way.</summary>
    static async Task WorkUntilKilled(List<Worker> workers, RunningServer server, int answers)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = 0;
        var work = Task.WhenAll(workers.Select(worker => worker.Work(() =>
        {
            if (Interlocked.Increment(ref answered) == answers) enough.TrySetResult();
        })));
        await enough.Task.WaitAsync(TestContext.Current.CancellationToken);
        await server.Kill();
        await work;
    }

    /// <summary>Goes through one run as fast as the server answers, with evidence at every other step.</summary>
    sealed class Worker(Client client, string run)
    {
        int _done;
        int _files;

        public async Task Work(Action answered)
        {
            try
            {
                for (var step = 1; step <= Steps; step++)
                {
                    if (step % 2 == 0)
                    {
                        Assert.Equal(HttpStatusCode.SeeOther, (await client.Attach(run, $"s{step}", "seen.bin", Content(step))).StatusCode);
                        _files++;
                        answered();
                    }
                    Assert.Equal(HttpStatusCode.OK, (await client.Act(run, "completion", $"s{step}", ("outcome", "done"))).StatusCode);
                    _done++;
                    answered();
                }
            }
            catch (HttpRequestException)
            {
                // The server is gone; what it said until then it has to stand by.
            }
        }

        byte[] Content(int step)
        {
            var content = new byte[300_000];
            new Random(100 * int.Parse(run[2..]) + step).NextBytes(content);
            return content;
        }

        /// <summary>All that was answered is there, and at most the one act that was not. The rest can be done.</summary>
        public async Task IsWhole(Client again)
        {
            var now = await again.See(run);
            Assert.InRange(now.Done, _done, _done + 1);
            if (now.Open is not [var open, ..]) return;
            Assert.Equal(now.Done + 1, int.Parse(open.Key[1..]));
            var files = (await again.Http.GetStringAsync($"/runs/{run}/record", TestContext.Current.CancellationToken)).Split("href=\"/files/").Length - 1;
            Assert.InRange(files, _files, _files + 1);
            Assert.Equal(HttpStatusCode.OK, (await again.Act(run, "completion", open.Key, ("outcome", "done"))).StatusCode);
            if (now.Done > 0) Assert.Equal(HttpStatusCode.Conflict, (await again.Act(run, "completion", $"s{now.Done}", ("outcome", "done"))).StatusCode);
        }
    }
}
