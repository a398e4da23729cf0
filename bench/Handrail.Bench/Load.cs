using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Handrail.Bench;

/// <summary>
/// Connections that send one request after the other, as fast as they are answered. Bare sockets and requests made beforehand,
/// so that the load takes as little as it can of the processors it shares with the server.
/// </summary>
static class Load
{
    /// <param name="requests">Sent in turn, whichever connection is free.</param>
    /// <returns>Answers a second.</returns>
    /// <exception cref="InvalidOperationException">An answer had another status than expected: what was measured would be something else.</exception>
    public static async Task<double> Rate(IPEndPoint server, IReadOnlyList<byte[]> requests, int connections, TimeSpan length, HttpStatusCode expected)
    {
        var (next, answers, start) = (-1, 0L, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(Connection)));
        return answers / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task Connection()
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server);
            var buffer = new byte[128 * 1024];
            while (Stopwatch.GetElapsedTime(start) < length)
            {
                await socket.SendAsync(requests[(int)((uint)Interlocked.Increment(ref next) % (uint)requests.Count)]);
                var status = await Answer(socket, buffer);
                if (status != (int)expected) throw new InvalidOperationException($"The server answered {status} where {(int)expected} was expected.");
                Interlocked.Increment(ref answers);
            }
        }
    }

    /// <summary>Reads one answer to its end.</summary>
    static async Task<int> Answer(Socket socket, byte[] buffer)
    {
        var (read, head) = (0, -1);
        while (head < 0)
        {
            read += await Receive(socket, buffer.AsMemory(read));
            head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }
        var status = int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), CultureInfo.InvariantCulture);
        var length = ContentLength(buffer.AsSpan(0, head));
        if (status == (int)HttpStatusCode.NotModified) return status;
        if (length is { } known) for (var left = head + 4 + known - read; left > 0;) left -= await Receive(socket, buffer);
        else while (!buffer.AsSpan(0, read).EndsWith("\r\n0\r\n\r\n"u8)) read += await Receive(socket, buffer.AsMemory(read));
        return status;
    }

    static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0) return null;
        var value = head[(at + "\r\nContent-Length: ".Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }

    static async Task<int> Receive(Socket socket, Memory<byte> into)
    {
        var read = await socket.ReceiveAsync(into);
        return read > 0 ? read : throw new InvalidOperationException("The server closed the connection in the middle of an answer.");
    }
}
