using Handrail.Core;
using Microsoft.Data.Sqlite;

namespace Handrail.Server.Data;

/// <param name="DataFolder">Where the embedded database, files, backups and keys live.</param>
public sealed record DatabaseSettings(DatabaseKind Kind, string ConnectionString, string DataFolder)
{
    /// <summary>
    /// Reads "Data:Folder" (default: data under the working directory), "Database:Provider" (sqlite or postgres) and "Database:ConnectionString".
    /// </summary>
    /// <returns>Invalid when the configuration names an unknown provider, or PostgreSQL without a connection string.</returns>
    public static Outcome<DatabaseSettings> From(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? "data");
        var provider = configuration["Database:Provider"] ?? "sqlite";
        var connection = configuration["Database:ConnectionString"];
        return provider.ToLowerInvariant() switch
        {
            "sqlite" => new DatabaseSettings(DatabaseKind.Sqlite, connection ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "handrail.db") }.ToString(), folder),
            "postgres" when connection is null => new Refusal.Invalid("Database:ConnectionString", "Database:Provider is postgres, but Database:ConnectionString is not set."),
            "postgres" => new DatabaseSettings(DatabaseKind.Postgres, connection, folder),
            _ => new Refusal.Invalid("Database:Provider", $"Database:Provider is \"{provider}\"; it can be sqlite or postgres."),
        };
    }
}
