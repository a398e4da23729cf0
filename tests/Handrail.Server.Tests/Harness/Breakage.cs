using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Handrail.Server.Tests.Harness;

/// <summary>A moment of a change at which the power may go.</summary>
public enum Moment
{
    BeforeTheLock,
    BeforeTheRows,
    AfterTheRows,
    BeforeTheCommit,
    /// <summary>All is stored, but whoever asked never hears it.</summary>
    AfterTheCommit,
}

/// <summary>Fails once, at the moment it was set to; otherwise does nothing.</summary>
public sealed class Breakage : DbTransactionInterceptor, ISaveChangesInterceptor
{
    readonly Lock _lock = new();
    Moment? _next;

    public void At(Moment moment)
    {
        lock (_lock) _next = moment;
    }

    /// <summary>True when it happened, or nothing was set.</summary>
    public bool HasHappened
    {
        get { lock (_lock) return _next is null; }
    }

    void Now(Moment moment)
    {
        lock (_lock)
        {
            if (_next != moment) return;
            _next = null;
        }
        throw new InvalidOperationException($"The power went: {moment}.");
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        Now(Moment.BeforeTheLock);
        return new(result);
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Now(Moment.BeforeTheRows);
        return new(result);
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Now(Moment.AfterTheRows);
        return new(result);
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Now(Moment.BeforeTheCommit);
        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Now(Moment.AfterTheCommit);
        return Task.CompletedTask;
    }
}
