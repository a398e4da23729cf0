using System.Globalization;
using System.Threading.Channels;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;

namespace Handrail.Server.Work;

/// <summary>
/// Several servers on one PostgreSQL: what is published on one is told on all. A notice is a hint to look, never content; whoever may have missed one is told to
/// look again, so that a broken connection or a killed server costs a moment and no truth.
/// </summary>
sealed class NodeRelay : BackgroundService
{
    /// <summary>So many hints wait while the database is away; then the oldest go.</summary>
    const int Waiting = 10_000;
    const string Everything = "*";
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly Channel<string> _published = Channel.CreateBounded<string>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    readonly DatabaseSettings _settings;
    readonly LiveFeed _feed;
    readonly TimeProvider _clock;
    readonly ILogger<NodeRelay> _log;

    public NodeRelay(DatabaseSettings settings, LiveFeed feed, TimeProvider clock, ILogger<NodeRelay> log)
    {
        (_settings, _feed, _clock, _log) = (settings, feed, clock, log);
        feed.Published += (organization, subject, index) => _published.Writer.TryWrite(string.Create(CultureInfo.InvariantCulture, $"{organization} {index} {subject}"));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wasOpen = false;
            try
            {
                await using var notices = await NodeNotices.Open(_settings, stoppingToken);
                wasOpen = true;
                await Relay(notices, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                _log.LogWarning("Other servers on this database are not heard: {Reason}. Trying again", failure.Message);
            }
            if (!wasOpen) await Task.Delay(Pause, _clock, stoppingToken);
        }
    }

    /// <summary>Until one of the two connections breaks.</summary>
    async Task Relay(NodeNotices notices, CancellationToken stop)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] both = [Hear(notices, broken.Token), Tell(notices, broken.Token)];
        try
        {
            await await Task.WhenAny(both);
        }
        finally
        {
            await broken.CancelAsync();
            await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Hear(NodeNotices notices, CancellationToken stop)
    {
        _feed.LookAgain();
        await foreach (var notice in notices.Hear(stop))
        {
            if (notice == Everything) _feed.LookAgain();
            else if (notice.Split(' ', 3) is [var organization, var index, var subject] && Id<Organization>.TryParse(organization, out var id) && long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var entry))
                _feed.Tell(id, subject, entry);
        }
    }

    /// <summary>Begins with everything: what this server could not tell before is not known any more.</summary>
    async Task Tell(NodeNotices notices, CancellationToken stop)
    {
        await notices.Tell(Everything, stop);
        await foreach (var notice in _published.Reader.ReadAllAsync(stop)) await notices.Tell(notice, stop);
    }
}
