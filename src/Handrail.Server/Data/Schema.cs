using Handrail.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <param name="Before">The migration it was at; null when it was new.</param>
/// <param name="Applied">How many migrations were done.</param>
public sealed record SchemaVersion(string? Before, string Now, int Applied);

/// <summary>Brings the database to this version at start, after a backup of what was there.</summary>
static class Schema
{
    /// <returns>Conflict when the database was written by a newer program: an older one would misread it.</returns>
    public static async Task<Outcome<SchemaVersion>> Update(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var settings = scope.ServiceProvider.GetRequiredService<DatabaseSettings>();
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Handrail.Schema");
        Directory.CreateDirectory(settings.DataFolder);

        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync()).ToList();
        if (applied.Except(known).ToList() is [.., var newer])
            return new Refusal.Conflict($"The database is newer than this program: it is at {newer}, and this program knows nothing beyond {known[^1]}. Start the newer program, or restore the backup from before it.");
        var pending = known.Except(applied).ToList();
        if (pending.Count > 0)
        {
            if (applied.Count > 0) await Backup(db, settings, pending[0], log);
            await db.Database.MigrateAsync();
            log.LogInformation("The database was brought to {Migration}", pending[^1]);
        }
        await ProviderDifferences.KeepApart(db, pending.Count > 0, log);
        return new SchemaVersion(applied.LastOrDefault(), known[^1], pending.Count);
    }

    static async Task Backup(HandrailDb db, DatabaseSettings settings, string migration, ILogger log)
    {
        if (ProviderDifferences.Kind(db) == DatabaseKind.Postgres)
        {
            log.LogWarning("PostgreSQL is migrated in one transaction per migration; its backup is the task of its operator (pg_dump). Coming: {Migration}", migration);
            return;
        }
        var folder = Directory.CreateDirectory(Path.Combine(settings.DataFolder, "backups")).FullName;
        var file = Path.Combine(folder, $"before-{migration}.db");
        if (File.Exists(file)) return; // An earlier start made it and failed later; the first backup is the good one.
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}");
        log.LogInformation("Before migrating, the database was copied to {File}", file);
        SqliteConnection.ClearAllPools();
    }
}
