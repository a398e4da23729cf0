using Microsoft.Data.Sqlite;

namespace Handrail.Server.Data;

/// <param name="DataFolder">Where the embedded database, files, backups and keys live.</param>
public sealed record DatabaseSettings(DatabaseKind Kind, string ConnectionString, string DataFolder)
{
    /// <summary>
    /// Reads "Data:Folder" (default: data under the working directory), "Database:Provider" (sqlite or postgres) and "Database:ConnectionString".
    /// </summary>
    /// <exception cref="InvalidOperationException">The configuration names an unknown provider, or PostgreSQL without a connection string.</exception>
    public static DatabaseSettings From(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data:Folder"] ?? "data");
        var provider = configuration["Database:Provider"] ?? "sqlite";
        var connection = configuration["Database:ConnectionString"];
        return provider.ToLowerInvariant() switch
        {
            "sqlite" => new(DatabaseKind.Sqlite, connection ?? new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "handrail.db") }.ToString(), folder),
            "postgres" => new(DatabaseKind.Postgres, connection ?? throw new InvalidOperationException("Database:Provider is postgres, but Database:ConnectionString is not set."), folder),
            _ => throw new InvalidOperationException($"Database:Provider is \"{provider}\"; it can be sqlite or postgres."),
        };
    }
}
