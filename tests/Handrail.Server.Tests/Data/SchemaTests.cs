using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Handrail.Server.Tests.Data;

/// <summary>Nothing is migrated before the database has been copied.</summary>
public sealed class SchemaTests(Office office) : IClassFixture<Office>
{
    const string Next = "20990101000000_Next";

    string FileFor(string migration) => Path.Combine(office.Server.DataFolder, "backups", $"before-{migration}.{(TestServer.OnPostgres ? "dump" : "db")}");

    Task<Refusal?> BackUp(string migration, DatabaseSettings settings) => office.Server.InDatabase(db => Schema.BackUpBefore(migration, db, settings, NullLogger.Instance));

    [Fact]
    public async Task What_is_there_before_a_migration_is_copied_whole_and_the_first_copy_is_kept()
    {
        Assert.Null(await BackUp(Next, office.Server.Settings));

        var copy = await File.ReadAllBytesAsync(FileFor(Next), TestContext.Current.CancellationToken);
        if (TestServer.OnPostgres) Assert.Equal("PGDMP"u8, copy.AsSpan(0, 5));
        else
        {
            await using var connection = new SqliteConnection($"Data Source={FileFor(Next)};Mode=ReadOnly;Pooling=false");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var members = new SqliteCommand("SELECT \"Name\" FROM \"Members\"", connection);
            Assert.Equal("Ada Pine", await members.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        await office.Join("Mara Stone");
        Assert.Null(await BackUp(Next, office.Server.Settings));
        Assert.Equal(copy, await File.ReadAllBytesAsync(FileFor(Next), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_copy_that_broke_off_is_not_taken_for_one()
    {
        const string migration = "20990101000001_After";
        Directory.CreateDirectory(Path.GetDirectoryName(FileFor(migration))!);
        await File.WriteAllTextAsync(FileFor(migration) + ".unfinished", "half", TestContext.Current.CancellationToken);

        Assert.Null(await BackUp(migration, office.Server.Settings));

        Assert.True(new FileInfo(FileFor(migration)).Length > 1000);
        Assert.False(File.Exists(FileFor(migration) + ".unfinished"));
    }
}
