using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Data;

/// <summary>Brings the database to this version at start, after a backup of what was there.</summary>
static class Schema
{
    public static async Task Update(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var settings = scope.ServiceProvider.GetRequiredService<DatabaseSettings>();
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Handrail.Schema");
        Directory.CreateDirectory(settings.DataFolder);

        var pending = (await db.Database.GetPendingMigrationsAsync()).ToList();
        if (pending.Count == 0) return;
        var applied = await db.Database.GetAppliedMigrationsAsync();
        if (applied.Any()) await Backup(db, settings, pending[0], log);
        await db.Database.MigrateAsync();
        log.LogInformation("The database was brought to {Migration}", pending[^1]);
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
