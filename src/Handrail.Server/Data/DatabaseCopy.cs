using Handrail.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <summary>A whole database in one file, as it was at one moment, while the server goes on; and back.</summary>
static class DatabaseCopy
{
    public static string NameOf(DatabaseKind kind) => kind == DatabaseKind.Sqlite ? "handrail.db" : "handrail.dump";

    public static async Task<Refusal?> Take(HandrailDb db, DatabaseSettings settings, string file, CancellationToken stop)
    {
        if (settings.Kind == DatabaseKind.Postgres) return await PostgresTool.Dump(settings, file, stop);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", stop);
        return null;
    }

    /// <summary>What is where the copy would go. A database on PostgreSQL is never written over: others may live in it.</summary>
    public static async Task<Refusal?> Hindrance(HandrailDb db, DatabaseSettings settings, bool overwrite, CancellationToken stop)
    {
        if (settings.Kind == DatabaseKind.Sqlite)
            return File.Exists(PathOf(settings)) && !overwrite ? new Refusal.Conflict($"There is a database already: {PathOf(settings)}. Choose an empty data folder, or say --overwrite; what is there is then moved aside.") : null;
        if (!await db.Database.CanConnectAsync(stop)) return new Refusal.Unavailable($"The database cannot be reached: {ProviderDifferences.Describe(db)}. Create it empty first.");
        var tables = await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM information_schema.tables WHERE table_schema = 'public'""").SingleAsync(stop);
        return tables > 0 ? new Refusal.Conflict($"The database is not empty: {ProviderDifferences.Describe(db)}. Create a new one and restore into that.") : null;
    }

    /// <param name="aside">Where a database that is there is moved to.</param>
    public static async Task<Refusal?> PutBack(DatabaseSettings settings, string file, string aside, CancellationToken stop)
    {
        if (settings.Kind == DatabaseKind.Postgres) return await PostgresTool.Restore(settings, file, stop);
        SqliteConnection.ClearAllPools();
        var target = PathOf(settings);
        foreach (var part in new[] { target, target + "-wal", target + "-shm" }.Where(File.Exists)) File.Move(part, Path.Combine(Directory.CreateDirectory(aside).FullName, Path.GetFileName(part)));
        File.Move(file, target);
        return null;
    }

    static string PathOf(DatabaseSettings settings) => Path.GetFullPath(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource);
}
