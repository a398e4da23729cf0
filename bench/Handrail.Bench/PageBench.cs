using System.Net;
using Handrail.Server.Data;
using Microsoft.Data.Sqlite;

namespace Handrail.Bench;

/// <summary>Reading: 5,000 procedures asked for in turn by somebody who is signed in, against the same bytes from one row of SQLite.</summary>
static class PageBench
{
    public const int Procedures = 5_000;
    const int Connections = 16;
    static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Measured>> Run()
    {
        using var disk = new Disk();
        await using var server = await ServerProcess.Product(disk.Folder);
        using var ada = await Visitor.Claim(server);
        var labels = await Furnish(disk.Folder);
        var pages = new List<byte[]>();
        foreach (var label in labels) pages.Add(await ada.Get("/procedures/" + label));
        var database = Path.Combine(disk.Folder, "bare.db");
        await BarePage.Make(database, pages);
        await using var bare = await ServerProcess.BarePage(database);

        byte[][] asked = [.. labels.Select(label => ada.Request("/procedures/" + label))];
        byte[][] barely = [.. Enumerable.Range(1, labels.Count).Select(id => ada.Request($"/{id}"))];
        Func<Task<double>> limit = () => Load.Rate(bare.EndPoint, barely, Connections, Length, HttpStatusCode.OK);
        return
        [
            await Rounds.Compare("procedure page, signed in, 16 connections, against the same page from one row", "/s", 1 / 3.0, 7, () => Load.Rate(server.EndPoint, asked, Connections, Length, HttpStatusCode.OK), limit),
        ];
    }

    /// <summary>Puts the procedures into a server's database, past its pages.</summary>
    public static async Task<List<string>> Furnish(string folder)
    {
        await using var installation = await Installation.Of(new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "handrail.db") }.ToString(), folder));
        var labels = new List<string>();
        foreach (var some in Corpus.Procedures(Procedures).Chunk(100)) labels.AddRange(await installation.Publish(some));
        return labels;
    }
}
