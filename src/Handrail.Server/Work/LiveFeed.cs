using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Handrail.Core;
using Handrail.Server.Features.People;

namespace Handrail.Server.Work;

/// <summary>Tells whoever is looking at something that it changed. Carries no content: listeners read again what they may see.</summary>
public sealed class LiveFeed
{
    readonly ConcurrentDictionary<(Id<Organization>, string Subject), ConcurrentDictionary<Channel<long>, byte>> _listeners = new();

    /// <summary>Everything that is told to anybody, for what this process remembers of the database.</summary>
    public event Action<string>? Told;

    public void Publish(Id<Organization> organization, string subject, long index)
    {
        Told?.Invoke(subject);
        if (!_listeners.TryGetValue((organization, subject), out var channels)) return;
        foreach (var channel in channels.Keys) channel.Writer.TryWrite(index);
    }

    /// <summary>The indexes of new entries about the subject, from now on. Only the latest is kept for a slow listener.</summary>
    public async IAsyncEnumerable<long> Listen(Id<Organization> organization, string subject, [EnumeratorCancellation] CancellationToken stop)
    {
        var channel = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var channels = _listeners.GetOrAdd((organization, subject), _ => new());
        channels.TryAdd(channel, 0);
        try
        {
            await foreach (var index in channel.Reader.ReadAllAsync(stop)) yield return index;
        }
        finally
        {
            channels.TryRemove(channel, out _);
        }
    }
}
