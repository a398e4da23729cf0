using Handrail.Core;
using Handrail.Server.Data;

namespace Handrail.Server.Work;

/// <summary>A server that runs holds a lock in its data folder, so that nobody puts another database under it. The system gives it back however the server ends.</summary>
sealed class FolderInUse(DatabaseSettings settings, ILogger<FolderInUse> log) : IHostedService, IDisposable
{
    FileStream? _held;

    static string PathIn(DatabaseSettings settings) => Path.Combine(settings.DataFolder, "in-use.lock");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _held = Take(settings);
        }
        catch (IOException taken)
        {
            log.LogWarning("Another server uses the data folder {Folder}, or it cannot be locked: {Reason}", settings.DataFolder, taken.Message);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _held?.Dispose();

    /// <summary>Null when no server runs on this data folder.</summary>
    public static Refusal? Problem(DatabaseSettings settings)
    {
        if (!File.Exists(PathIn(settings))) return null;
        try
        {
            Take(settings).Dispose();
            return null;
        }
        catch (IOException)
        {
            return new Refusal.Conflict($"A server is running on {settings.DataFolder}. Stop it first.");
        }
    }

    static FileStream Take(DatabaseSettings settings) => new(PathIn(settings), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
}
