using Handrail.Server.Features.Procedures;
using Microsoft.Data.Sqlite;

namespace Handrail.Bench;

/// <summary>Full-text search as people type it, against the bare query of FTS5 on the same table: match, rank, excerpt, a page of hits.</summary>
static class SearchBench
{
    const int Compared = 9;

    static readonly string[] Asked =
    [
        "firewall", "backup tape", "Antwerp", "mail gateway Oslo", "certificate", "badge reader", "patient register", "restore Leeds", "vault", "door code",
        "payroll export", "Malmö", "rotate certificate", "database replica", "printer", "sign off", "directory account", "scanner Riga", "ticket", "laptop Turin",
    ];

    public static async Task<IReadOnlyList<Measured>> Run(Firm firm)
    {
        await using var installation = await Installation.Of(Furniture.Settings(firm.Folder));
        await using var connection = new SqliteConnection(installation.Settings.ConnectionString);
        await connection.OpenAsync();
        Func<Task<double>> bare = () => Rounds.Milliseconds(Asked.Length, i => Bare(connection, Asked[i]));
        return
        [
            await Rounds.Compare($"search over {firm.Labels.Count:N0} procedures, against the bare FTS5 query", "ms", 2, Compared,
                () => Rounds.Milliseconds(Asked.Length, i => installation.Within(db => FindProcedures.Handle(db, db.Sops, Asked[i], "", "", 1, default))), bare),
            await Rounds.Compare("the same as a whole page over HTTP", "ms", 2, Compared,
                () => Rounds.Milliseconds(Asked.Length, i => firm.Ada.Get("/procedures?q=" + Uri.EscapeDataString(Asked[i]))), bare),
        ];
    }

    static async Task Bare(SqliteConnection connection, string words)
    {
        await using var select = connection.CreateCommand();
        select.CommandText = $"""
            SELECT "SopId", snippet("ProcedureSearch", 3, '[[', ']]', '…', 24) FROM "ProcedureSearch"
            WHERE "ProcedureSearch" MATCH $words ORDER BY bm25("ProcedureSearch", 0, 0, 8.0, 1.0) LIMIT {FindProcedures.HitsOnPage + 1}
            """;
        select.Parameters.AddWithValue("$words", string.Join(' ', words.Split(' ').Select(word => $"\"{word}\"*")));
        await using var reader = await select.ExecuteReaderAsync();
        while (await reader.ReadAsync()) GC.KeepAlive((reader.GetString(0), reader.GetString(1)));
    }
}
