using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace Handrail.Server.Data;

/// <summary>
/// Short messages between the servers on one PostgreSQL database (LISTEN and NOTIFY), over two connections of their own. Sent after the commit they speak of and
/// not within it: PostgreSQL lets only one transaction with a notice commit at a time.
/// </summary>
sealed class NodeNotices : IAsyncDisposable
{
    const string Channel = "handrail";
    public const string ApplicationName = "handrail notices";

    readonly NpgsqlConnection _ears;
    readonly NpgsqlConnection _mouth;

    NodeNotices(string connectionString)
    {
        // Keep-alives notice a peer that went silently away; nobody else may get these connections from a pool.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30, ApplicationName = ApplicationName }.ToString();
        (_ears, _mouth) = (new(settings), new(settings));
    }

    public static async Task<NodeNotices> Open(DatabaseSettings settings, CancellationToken stop)
    {
        var notices = new NodeNotices(settings.ConnectionString);
        await notices._ears.OpenAsync(stop);
        await notices._mouth.OpenAsync(stop);
        await using var listen = new NpgsqlCommand($"LISTEN {Channel}", notices._ears);
        await listen.ExecuteNonQueryAsync(stop);
        return notices;
    }

    /// <param name="notice">At most 7,999 bytes.</param>
    public async Task Tell(string notice, CancellationToken stop)
    {
        await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", _mouth) { Parameters = { new() { Value = Channel }, new() { Value = notice } } };
        await notify.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What others tell, until the connection breaks; not what was told here.</summary>
    /// <exception cref="NpgsqlException">The connection broke.</exception>
    public async IAsyncEnumerable<string> Hear([EnumeratorCancellation] CancellationToken stop)
    {
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        _ears.Notification += (_, notice) =>
        {
            if (notice.PID != _mouth.ProcessID) heard.Writer.TryWrite(notice.Payload);
        };
        while (true)
        {
            await _ears.WaitAsync(stop);
            while (heard.Reader.TryRead(out var notice)) yield return notice;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ears.DisposeAsync();
        await _mouth.DisposeAsync();
    }
}
