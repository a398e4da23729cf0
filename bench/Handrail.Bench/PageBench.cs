using System.Net;

namespace Handrail.Bench;

/// <summary>Reading: thousands of procedures asked for in turn by somebody who is signed in, against the same bytes from one row of SQLite.</summary>
static class PageBench
{
    const int Connections = 16;
    const int Compared = 7;
    static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Measured>> Run(Firm firm)
    {
        var (pages, tags) = (new List<byte[]>(), new List<string?>());
        foreach (var label in firm.Labels) pages.Add(await firm.Ada.Get("/procedures/" + label));
        var database = Path.Combine(firm.Folder, "bare.db");
        await BarePage.Make(database, pages);
        await using var bare = await ServerProcess.BarePage(database);

        byte[][] asked = [.. firm.Labels.Select(label => firm.Ada.Request("/procedures/" + label))];
        byte[][] barely = [.. Enumerable.Range(1, firm.Labels.Count).Select(id => firm.Ada.Request($"/{id}"))];
        return
        [
            await Rounds.Compare($"procedure page, signed in, {Connections} connections, {firm.Labels.Count:N0} in turn, against the same page from one row", "/s", 1 / 3.0, Compared,
                () => Load.Rate(firm.Server.EndPoint, asked, Connections, Length, HttpStatusCode.OK),
                () => Load.Rate(bare.EndPoint, barely, Connections, Length, HttpStatusCode.OK)),
            await Rounds.Compare("the same, for a browser that has the page (304)", "/s", 1 / 3.0, Compared,
                async () => await Load.Rate(firm.Server.EndPoint, [await Known(firm)], Connections, Length, HttpStatusCode.NotModified),
                () => Load.Rate(bare.EndPoint, barely, Connections, Length, HttpStatusCode.OK)),
        ];
    }

    static async Task<byte[]> Known(Firm firm)
    {
        var path = "/procedures/" + firm.Labels[0];
        return firm.Ada.Request(path, await firm.Ada.Tag(path));
    }
}
