using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Handrail.Bench;

/// <summary>The least that serves a page from a database: Kestrel, one row of SQLite by its key, its bytes. No sign-in, no page to make.</summary>
static class BarePage
{
    public const string Command = "bare-page";

    public static async Task Make(string database, IEnumerable<byte[]> pages)
    {
        await using var connection = new SqliteConnection($"Data Source={database}");
        await connection.OpenAsync();
        await using var make = connection.CreateCommand();
        make.CommandText = "PRAGMA journal_mode=WAL; CREATE TABLE Page (Id INTEGER PRIMARY KEY, Html BLOB)";
        await make.ExecuteNonQueryAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var page in pages)
        {
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO Page (Html) VALUES ($html)";
            insert.Parameters.AddWithValue("$html", page);
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    public static async Task Serve(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/{id:int}", async (int id, HttpContext context) =>
        {
            await using var connection = new SqliteConnection($"Data Source={database}");
            await connection.OpenAsync();
            await using var select = connection.CreateCommand();
            select.CommandText = "SELECT Html FROM Page WHERE Id = $id";
            select.Parameters.AddWithValue("$id", id);
            var html = (byte[])(await select.ExecuteScalarAsync())!;
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = html.Length;
            await context.Response.Body.WriteAsync(html);
        });
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Urls));
        await app.WaitForShutdownAsync();
    }
}
