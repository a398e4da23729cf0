namespace Handrail.Server.Work;

/// <summary>Gives memory back to the machine once after work, when nobody asks anything: the runtime by itself keeps what it once needed.</summary>
sealed class QuietMoments(TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>Bytes allocated in that time by a server that only ticks.</summary>
    const long Idle = 4 << 20;
    /// <summary>Bytes allocated since memory was last given back, below which it is not worth doing again.</summary>
    const long Work = 32 << 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        var (before, given) = (GC.GetTotalAllocatedBytes(), 0L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = GC.GetTotalAllocatedBytes();
            if (now - before < Idle && now - given > Work)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                given = now = GC.GetTotalAllocatedBytes();
            }
            before = now;
        }
    }
}
