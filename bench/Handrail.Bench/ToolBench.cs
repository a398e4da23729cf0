using System.Diagnostics;
using Handrail.Server.Data;

namespace Handrail.Bench;

/// <summary>Another tool takes the place of one that 200 procedures name: the list of what that touches, and the act that makes all the drafts.</summary>
static class ToolBench
{
    const int Procedures = 200;
    const double MostMilliseconds = 2_000;

    public static async Task<IReadOnlyList<Measured>> OnSqlite()
    {
        using var disk = new Disk();
        return await Measure("SQLite", Furniture.Settings(disk.Folder));
    }

    public static async Task<IReadOnlyList<Measured>> OnPostgres()
    {
        using var disk = new Disk();
        await using var cluster = new Cluster();
        return await Measure("PostgreSQL", await cluster.Create("tool", disk));
    }

    static async Task<IReadOnlyList<Measured>> Measure(string database, DatabaseSettings settings)
    {
        await using var server = await ServerProcess.Product(settings);
        using var ada = await Visitor.Claim(server);
        await Furniture.Publish(settings, Procedures);
        await ada.Post("/environment/new-system", "/environment", ("name", "Okta"), ("kind", "identity provider"));
        var change = "/environment/systems/okta/change";
        var (list, drafts) = (await Took(() => ada.Get(change + "?to=Authentik")), await Took(() => ada.Post("/environment", change, ("to", "Authentik"))));
        return
        [
            new($"tool change, {Procedures} procedures, {database}: the list, asked for the first time", list, MostMilliseconds, "ms", 1),
            new($"tool change, {Procedures} procedures, {database}: all drafts made", drafts, MostMilliseconds, "ms", 1),
        ];
    }

    static async Task<double> Took(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
