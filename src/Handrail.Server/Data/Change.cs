using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Handrail.Server.Data;

/// <summary>
/// One change to an organization: rows and facts, in one transaction, or nothing. Order matters:
/// 1. the head row is written first, which makes every other writer of this organization wait (a crash here changes nothing);
/// 2. the caller reads, decides, changes rows and appends facts;
/// 3. <see cref="Commit"/> writes rows, entries and the new head, and commits (a crash before leaves nothing, after leaves all).
/// Disposed without commit, nothing happened. A lost answer after the commit is found again by sending the same act: it is refused as done.
/// </summary>
public sealed class Change : IAsyncDisposable
{
    readonly HandrailDb _db;
    readonly IDbContextTransaction _transaction;
    readonly IDisposable? _turn;
    readonly Frontier _frontier;
    readonly JournalHead _head;
    readonly List<JournalRow> _appended = [];
    readonly Dictionary<string, long> _last = [];
    readonly Actor _by;

    Change(HandrailDb db, IDbContextTransaction transaction, IDisposable? turn, JournalHead head, Actor by, Instant at)
    {
        (_db, _transaction, _turn, _head, _by, At) = (db, transaction, turn, head, by, at);
        _frontier = Frontier.Read(head.Frontier);
        _db.Change = this;
    }

    /// <summary>When it happens: the same moment for every fact of the change.</summary>
    public Instant At { get; }

    internal bool HasFacts => _appended.Count > 0;

    public static Task<Change> Begin(HandrailDb db, CurrentMember by, TimeProvider clock, CancellationToken stop = default) => Open(db, async transaction =>
    {
        // Writing the row, even unchanged, takes its lock on both databases; only then is it read.
        var locked = await db.JournalHeads.ExecuteUpdateAsync(head => head.SetProperty(row => row.Size, row => row.Size), stop);
        if (locked != 1) throw new InvalidOperationException("The organization has no journal.");
        return (await db.JournalHeads.SingleAsync(stop), new Actor(by.Id.ToString(), by.Name), Instant.Now(clock));
    }, stop);

    /// <summary>The first change of an organization, with a head made by <see cref="JournalKeys.NewHead"/>.</summary>
    public static Task<Change> Found(HandrailDb db, JournalHead head, Id<Member> founder, string name, Instant at) => Open(db, transaction =>
    {
        db.JournalHeads.Add(head);
        return Task.FromResult((head, new Actor(founder.ToString(), name), at));
    }, default);

    /// <summary>Whatever fails on the way gives back the turn and the transaction, so that the next writer does not wait for ever.</summary>
    static async Task<Change> Open(HandrailDb db, Func<IDbContextTransaction, Task<(JournalHead Head, Actor By, Instant At)>> begin, CancellationToken stop)
    {
        if (db.Change is not null) throw new InvalidOperationException("A change is already under way on this context.");
        var turn = await ProviderDifferences.EnterWriteQueue(db, stop);
        IDbContextTransaction? transaction = null;
        Change? change = null;
        try
        {
            transaction = await db.Database.BeginTransactionAsync(stop);
            var (head, by, at) = await begin(transaction);
            return change = new Change(db, transaction, turn, head, by, at);
        }
        finally
        {
            if (change is null)
            {
                if (transaction is not null) await transaction.DisposeAsync();
                turn?.Dispose();
            }
        }
    }

    /// <summary>Says what happened. It stands in the journal when the change commits.</summary>
    /// <param name="subject">What it is about: "run/R-1042", "procedure/SOP-014".</param>
    /// <returns>The index of the entry, or Invalid when the fact is too long to record.</returns>
    public async Task<Outcome<long>> Append(string subject, Fact fact, CancellationToken stop = default)
    {
        var index = _frontier.Size;
        var salt = RandomNumberGenerator.GetBytes(JournalEntry.SaltSize);
        var composed = JournalEntry.Compose(index, At, subject, await Previous(subject, stop), _by, fact, salt);
        if (!composed.Granted(out var made, out var refusal)) return refusal;
        var hash = MerkleTree.Leaf(made.Leaf);
        _frontier.Append(hash);
        _last[subject] = index;
        var row = new JournalRow
        {
            OrganizationId = _head.OrganizationId,
            Index = index,
            At = At,
            Kind = made.Entry.Kind,
            Subject = subject,
            ActorId = Id<Member>.TryParse(_by.Id, out var actor) ? actor : default,
            Leaf = made.Leaf,
            LeafHash = hash.ToArray(),
            Payload = made.Payload,
            Salt = made.Salt,
        };
        _appended.Add(row);
        _db.JournalRows.Add(row);
        return index;
    }

    /// <summary>The entry before, about the same subject: each entry names it, so that a missing one shows.</summary>
    async Task<long?> Previous(string subject, CancellationToken stop) => _last.TryGetValue(subject, out var last)
        ? last
        : await _db.JournalRows.Where(row => row.Subject == subject).OrderByDescending(row => row.Index).Select(row => (long?)row.Index).FirstOrDefaultAsync(stop);

    public async Task Commit(CancellationToken stop = default)
    {
        var before = _head.Size;
        (_head.Size, _head.Frontier) = (_frontier.Size, _frontier.ToBytes());
        await _db.SaveChangesAsync(stop);
        await JournalTiles.Complete(_db, before, _frontier.Size, stop);
        await _transaction.CommitAsync(stop);
        foreach (var row in _appended) _db.Feed.Publish(_head.OrganizationId, row.Subject, row.Index);
    }

    public async ValueTask DisposeAsync()
    {
        _db.Change = null;
        await _transaction.DisposeAsync();
        _turn?.Dispose();
    }
}
