using System.Collections.Concurrent;
using Handrail.Core;
using Handrail.Server.Features.People;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <param name="Day">Of <see cref="Company.Age"/> days.</param>
/// <param name="HasFailed">It stopped half way; the server's log says why.</param>
public sealed record DemonstrationState(int Day, bool HasFailed);

/// <summary>Demonstrations that are being made, by account. They take a while, so they are made beside the requests that ask how far they are.</summary>
sealed class DemonstrationsUnderWay(IServiceScopeFactory scopes, TimeProvider clock, IHostApplicationLifetime life, ILogger<DemonstrationsUnderWay> log)
{
    readonly ConcurrentDictionary<Guid, DemonstrationState> _states = new();

    /// <summary>Null when none is being made.</summary>
    public DemonstrationState? Of(Account account) => _states.GetValueOrDefault(account.Id);

    public void Begin(Account account, string name)
    {
        if (!_states.TryAdd(account.Id, new(0, false))) return;
        _ = Task.Run(() => OpenDemonstration.Build(account, name, scopes, Instant.Now(clock), day => _states[account.Id] = new(day, false), life.ApplicationStopping))
            .ContinueWith(made =>
            {
                if (made.Exception is { } failure)
                {
                    log.LogError(failure, "The demonstration for {Name} was not finished", name);
                    _states[account.Id] = new(0, true);
                }
                else _states.TryRemove(account.Id, out _);
            }, TaskScheduler.Default);
    }

    /// <summary>Lets somebody whose demonstration failed try again.</summary>
    public void Forget(Account account) => _states.TryRemove(account.Id, out _);
}
