using System.Diagnostics;
using Handrail.Core;
using Npgsql;

namespace Handrail.Server.Data;

/// <summary>PostgreSQL's own programs for copying a database. Told by the environment where it is, so that no password stands in a list of processes.</summary>
static class PostgresTool
{
    /// <summary>Row-level security is kept on, and all rows are asked for: the server's role may not turn it off.</summary>
    public static Task<Refusal?> Dump(DatabaseSettings settings, string file, CancellationToken stop) =>
        Run("pg_dump", settings, ["--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", "--file=" + file], stop);

    public static Task<Refusal?> Restore(DatabaseSettings settings, string file, CancellationToken stop) =>
        Run("pg_restore", settings, ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--dbname=" + new NpgsqlConnectionStringBuilder(settings.ConnectionString).Database, file], stop);

    static async Task<Refusal?> Run(string tool, DatabaseSettings settings, string[] arguments, CancellationToken stop)
    {
        if (Find(tool) is not { } program) return new Refusal.Unavailable($"{tool} is needed to copy PostgreSQL and is not on the PATH. Install PostgreSQL's client programs of the server's version, or back up with pg_dump from where it is, and the files folder after it.");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Environment(new(settings.ConnectionString))) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start.");
        var (said, _) = (process.StandardError.ReadToEndAsync(stop), process.StandardOutput.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 ? null : new Refusal.Unavailable($"{tool} failed: {(await said).Trim()}");
    }

    static IEnumerable<(string, string?)> Environment(NpgsqlConnectionStringBuilder connection) =>
    [
        ("PGHOST", connection.Host), ("PGPORT", $"{connection.Port}"), ("PGDATABASE", connection.Database), ("PGUSER", connection.Username), ("PGPASSWORD", connection.Password),
        ("PGSSLMODE", connection.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => $"{mode}".ToLowerInvariant() }),
        ("PGOPTIONS", $"-c {RowSecurity.Setting}={RowSecurity.Everybody}"),
    ];

    static string? Find(string tool) => (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, tool), Path.Combine(folder, tool + ".exe") }).FirstOrDefault(File.Exists);
}
