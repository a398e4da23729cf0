namespace Handrail.Server.Work;

/// <summary>Does again and again what is due, as long as the server runs. What fails is tried again at the next tick.</summary>
/// <param name="failed">What could not be done, as the beginning of a sentence.</param>
public abstract class Clock(TimeSpan pace, TimeProvider time, ILogger log, string failed) : BackgroundService
{
    protected TimeProvider Time { get; } = time;
    protected ILogger Log { get; } = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace, Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Tick(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.LogError(failure, "{What}; trying again in {Seconds} s", failed, pace.TotalSeconds);
            }
        }
    }

    /// <summary>Does what is due now.</summary>
    public abstract Task Tick(CancellationToken stop);
}
