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

    /// <summary>Every subject that anybody is told of, for what this process remembers of the database; null when it may have missed some.</summary>
    public event Action<string?>? Told;

    /// <summary>What happened here, for whoever passes it on to other servers.</summary>
    internal event Action<Id<Organization>, string, long>? Published;

    /// <summary>Something happened here: told here, and to the other servers.</summary>
    public void Publish(Id<Organization> organization, string subject, long index)
    {
        Tell(organization, subject, index);
        Published?.Invoke(organization, subject, index);
    }

    /// <summary>Told here alone.</summary>
    internal void Tell(Id<Organization> organization, string subject, long index)
    {
        Told?.Invoke(subject);
        if (!_listeners.TryGetValue((organization, subject), out var channels)) return;
        foreach (var channel in channels.Keys) channel.Writer.TryWrite(index);
    }

    /// <summary>Something may have been missed, so everybody looks again.</summary>
    internal void LookAgain()
    {
        Told?.Invoke(null);
        foreach (var channel in _listeners.Values.SelectMany(channels => channels.Keys)) channel.Writer.TryWrite(0);
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
