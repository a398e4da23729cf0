using System.Globalization;
using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Handrail.Bench;

/// <summary>
/// Lengthens a journal to a million entries and more without going through the product a million times: the rows, tiles and head are those that it would have written,
/// so that every proof over them holds. They tell of runs of fifty facts each.
/// </summary>
static class LongJournal
{
    const int FactsPerRun = 50;

    public static Task Extend(Installation to, long size) => to.Within(async db =>
    {
        var head = await db.JournalHeads.SingleAsync();
        var frontier = Frontier.Read(head.Frontier);
        var before = frontier.Size;
        var hashes = new List<Digest>((int)(size - before));
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsNpgsql()) await Copy(db.Database.GetDbConnection().Database, Entries(to, before, size, frontier, hashes));
        else await Insert((SqliteConnection)db.Database.GetDbConnection(), Entries(to, before, size, frontier, hashes));
        (head.Size, head.Frontier) = (frontier.Size, frontier.ToBytes());
        AddTiles(db, before, await db.JournalRows.Where(row => row.Index < before).OrderBy(row => row.Index).Select(row => row.LeafHash).ToListAsync(), hashes);
        await db.SaveChangesAsync();
        await db.Database.CloseConnectionAsync();
        return true;
    });

    static IEnumerable<JournalRow> Entries(Installation of, long before, long size, Frontier frontier, List<Digest> hashes)
    {
        var (organization, member) = (of.Member.OrganizationId, of.Member.Id);
        var actor = new Handrail.Core.Journal.Actor(member.ToString(), of.Member.Name);
        var now = Instant.Now(TimeProvider.System);
        for (var index = before; index < size; index++)
        {
            var (run, step) = ((index - before) / FactsPerRun, (index - before) % FactsPerRun);
            var subject = string.Create(CultureInfo.InvariantCulture, $"run/R-{10_000_000 + run}");
            Fact fact = step == 0 ? new RunStarted("Check the firewall in Antwerp", RunKind.Live, "SOP-001 v1", null) : new StepCompleted($"step-{step}", 1, null, null);
            var made = JournalEntry.Compose(index, now - TimeSpan.FromSeconds(size - index), subject, step == 0 ? null : index - 1, actor, fact, RandomNumberGenerator.GetBytes(JournalEntry.SaltSize)).Value;
            var hash = MerkleTree.Leaf(made.Leaf);
            frontier.Append(hash);
            hashes.Add(hash);
            yield return new()
            {
                OrganizationId = organization, Index = index, At = made.Entry.At, Kind = made.Entry.Kind, Subject = subject, ActorId = member,
                Leaf = made.Leaf, LeafHash = hash.ToArray(), Payload = made.Payload, Salt = made.Salt,
            };
        }
    }

    static void AddTiles(HandrailDb db, long before, List<byte[]> earlier, List<Digest> added)
    {
        var leaves = earlier.Select(hash => Digest.TryRead(hash, out var digest) ? digest : default).Concat(added).ToArray();
        var tiles = new List<byte[]>[] { [], [], [] };
        foreach (var tile in Tile.New(before, leaves.Length).Where(tile => tile.IsFull).OrderBy(tile => tile.Level))
        {
            var first = (int)tile.Index * Tile.FullWidth;
            byte[] content = tile.Level == 0
                ? [.. leaves[first..(first + Tile.FullWidth)].SelectMany(hash => hash.ToArray())]
                : [.. tiles[tile.Level - 1][first..(first + Tile.FullWidth)].SelectMany(JournalTiles.RootOf)];
            tiles[tile.Level].Add(content);
            db.JournalTiles.Add(new JournalTile { OrganizationId = db.Tenant, Level = tile.Level, Index = tile.Index, Hashes = content });
        }
    }

    static async Task Insert(SqliteConnection connection, IEnumerable<JournalRow> rows)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO "JournalRows" ("OrganizationId", "Index", "At", "Kind", "Subject", "ActorId", "Leaf", "LeafHash", "Payload", "Salt")
            VALUES ($organization, $index, $at, $kind, $subject, $actor, $leaf, $hash, $payload, $salt)
            """;
        foreach (var row in rows)
        {
            insert.Parameters.Clear();
            foreach (var (name, value) in Columns(row)) insert.Parameters.AddWithValue(name, value);
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    static (string Name, object Value)[] Columns(JournalRow row) =>
    [
        ("$organization", row.OrganizationId.Value), ("$index", row.Index), ("$at", row.At.Microseconds), ("$kind", row.Kind), ("$subject", row.Subject),
        ("$actor", row.ActorId.Value), ("$leaf", row.Leaf), ("$hash", row.LeafHash), ("$payload", row.Payload!), ("$salt", row.Salt!),
    ];

    /// <summary>COPY is for those whom row-level security does not hold.</summary>
    static async Task Copy(string database, IEnumerable<JournalRow> rows)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Cluster.ConnectionString) { Database = database }.ToString());
        await connection.OpenAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("""COPY "JournalRows" ("OrganizationId", "Index", "At", "Kind", "Subject", "ActorId", "Leaf", "LeafHash", "Payload", "Salt") FROM STDIN (FORMAT BINARY)"""))
        {
            foreach (var row in rows) await copy.WriteRowAsync(default, [.. Columns(row).Select(column => column.Value)]);
            await copy.CompleteAsync();
        }
        await using var analyze = new NpgsqlCommand("""VACUUM ANALYZE "JournalRows" """, connection);
        await analyze.ExecuteNonQueryAsync();
    }
}
