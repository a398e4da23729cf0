using System.Diagnostics;

namespace Handrail.Bench;

/// <summary>The built server from the command to the first page, and the memory it holds when nobody asks anything.</summary>
static class StartBench
{
    const int Starts = 3;
    const double MostMilliseconds = 2_000;
    const double MostMegabytes = 150;
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        using var disk = new Disk();
        var first = await ToFirstPage(Path.Combine(disk.Folder, "new"));
        var again = new List<double>();
        for (var start = 0; start < Starts; start++) again.Add(await ToFirstPage(Path.Combine(disk.Folder, "new")));
        again.Sort();
        return
        [
            new("first start on an empty folder, to the first page", first, MostMilliseconds, "ms", 1),
            new("start, to the first page", again[Starts / 2], MostMilliseconds, "ms", 1, $" ({Table.Figure(again[0] / MostMilliseconds)}-{Table.Figure(again[^1] / MostMilliseconds)})"),
            new("memory of a server that somebody has used and left", await Idle(disk.Folder), MostMegabytes, "MB", 1),
        ];
    }

    static async Task<double> ToFirstPage(string folder)
    {
        Directory.CreateDirectory(folder);
        var start = Stopwatch.GetTimestamp();
        await using var server = await ServerProcess.Product(folder);
        using var http = new HttpClient { BaseAddress = server.Url };
        await http.GetByteArrayAsync("/sign-in");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>After ten procedures were brought in and every kind of page was read.</summary>
    static async Task<double> Idle(string folder)
    {
        var used = Directory.CreateDirectory(Path.Combine(folder, "used")).FullName;
        await using var server = await ServerProcess.Product(used);
        using var ada = await Visitor.Claim(server);
        foreach (var label in await Furniture.Publish(Furniture.Settings(used), 10))
            foreach (var page in new[] { "", "/flow", "/history", "/comparison", "/runs/new" }) await ada.Get($"/procedures/{label}{page}");
        foreach (var page in new[] { "/", "/procedures", "/procedures?q=firewall", "/runs", "/journal", "/environment", "/settings" }) await ada.Get(page);
        await Task.Delay(Settled);
        return server.Memory;
    }
}
