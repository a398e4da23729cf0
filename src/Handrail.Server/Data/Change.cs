using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Handrail.Server.Data;

/// <summary>
/// One change to an organization: rows and facts, in one transaction, or nothing. Order matters:
/// 1. the head row is written first, which makes every other writer of this organization wait (a crash here changes nothing);
/// 2. the caller reads, decides, changes rows and appends facts;
/// 3. <see cref="Commit"/> writes rows, entries and the new head, has what follows from the facts brought up to date, and commits (a crash before leaves nothing, after leaves all).
/// Disposed without commit, nothing happened. A lost answer after the commit is found again by sending the same act: it is refused as done.
/// </summary>
public sealed class Change : IAsyncDisposable
{
    /// <summary>So that a record of thousands of facts does not become one endless command.</summary>
    const int EntriesPerCommand = 50;

    readonly HandrailDb _db;
    readonly IDbContextTransaction _transaction;
    readonly IDisposable? _turn;
    readonly Frontier _frontier;
    readonly long _before;
    readonly List<JournalRow> _appended = [];
    readonly List<Action<PlainCommand>> _updates = [];
    readonly List<(string Subject, Fact Fact)> _followed = [];
    readonly List<string> _ended = [];
    readonly Dictionary<string, long> _last = [];
    readonly Dictionary<string, Header> _headers = [];
    readonly Dictionary<string, Procedure> _read = [];
    readonly Actor _by;

    Change(HandrailDb db, IDbContextTransaction transaction, IDisposable? turn, Frontier frontier, Actor by, Instant at)
    {
        (_db, _transaction, _turn, _frontier, _before, _by, At) = (db, transaction, turn, frontier, frontier.Size, by, at);
        _db.Change = this;
    }

    /// <summary>When it happens: the same moment for every fact of the change.</summary>
    public Instant At { get; }

    /// <summary>For rows that are computed from the facts.</summary>
    internal HandrailDb Db => _db;

    internal bool HasFacts => _appended.Count > 0;

    /// <summary>How many entries the journal has, those of this change among them.</summary>
    internal long Size => _frontier.Size;
    internal long SizeBefore => _before;

    /// <summary>The index of the last entry this change has appended about the subject, or was told of.</summary>
    internal long Last(string subject) => _last[subject];

    /// <summary>Tells what the caller knows to be the last entry about the subject, so that it need not be looked up.</summary>
    internal void Follows(string subject, long last) => _last[subject] = last;

    /// <summary>Tells a text that the caller has read already, by the hash of the text, so that what follows need not read it again; or only its front matter.</summary>
    internal void Knows(string sha256, Procedure procedure) => _read[sha256] = procedure;
    internal void Knows(string sha256, Header header) => _headers[sha256] = header;
    internal Procedure? Read(string sha256) => _read.GetValueOrDefault(sha256);
    internal Header? HeaderOf(string sha256) => Read(sha256)?.Header ?? _headers.GetValueOrDefault(sha256);

    /// <summary>Looks up the last entries about many subjects with one question, for a change that appends to all of them.</summary>
    internal async Task Follow(IReadOnlyCollection<string> subjects, CancellationToken stop)
    {
        var last = await _db.JournalRows.Where(row => subjects.Contains(row.Subject)).GroupBy(row => row.Subject).Select(about => new { about.Key, Last = about.Max(row => row.Index) }).ToListAsync(stop);
        foreach (var about in last) _last[about.Key] = about.Last;
    }

    /// <summary>Nothing but this subject, and files, is what the facts are about.</summary>
    internal bool IsOnlyAbout(string subject) => _appended.TrueForAll(row => row.Subject == subject || row.Subject.StartsWith("file/", StringComparison.Ordinal));

    public static Task<Change> Begin(HandrailDb db, CurrentMember by, TimeProvider clock, CancellationToken stop = default) => Begin(db, new Actor(by.Id.ToString(), by.Name), clock, stop);

    /// <summary>By somebody who is no member, such as whoever holds a link; the name says how far they are known.</summary>
    public static Task<Change> Begin(HandrailDb db, Actor by, TimeProvider clock, CancellationToken stop = default) =>
        Open(db, async () => (await Lock(db, stop), by, Instant.Now(clock)), stop);

    /// <summary>The first change of an organization, with a head made by <see cref="JournalKeys.NewHead"/>.</summary>
    public static Task<Change> Found(HandrailDb db, JournalHead head, Id<Member> founder, string name, Instant at) => Open(db, () =>
    {
        db.JournalHeads.Add(head);
        return Task.FromResult((Frontier.Read(head.Frontier), new Actor(founder.ToString(), name), at));
    }, default);

    /// <summary>Writing the row, even unchanged, takes its lock on both databases; only then is it read.</summary>
    static async Task<Frontier> Lock(HandrailDb db, CancellationToken stop)
    {
        using var command = new PlainCommand(db).Add($"""UPDATE "JournalHeads" SET "Size" = "Size" WHERE "OrganizationId" = {db.Tenant.Value} RETURNING "Frontier" """);
        await using var head = await command.Read(stop);
        return await head.ReadAsync(stop) ? Frontier.Read(head.GetFieldValue<byte[]>(0)) : throw new InvalidOperationException("The organization has no journal.");
    }

    /// <summary>Whatever fails on the way gives back the turn and the transaction, so that the next writer does not wait for ever.</summary>
    static async Task<Change> Open(HandrailDb db, Func<Task<(Frontier Frontier, Actor By, Instant At)>> begin, CancellationToken stop)
    {
        if (db.Change is not null) throw new InvalidOperationException("A change is already under way on this context.");
        var turn = db.Across.Writer is { } writer ? await writer.Enter(db, stop) : null;
        IDbContextTransaction? transaction = null;
        Change? change = null;
        try
        {
            transaction = await db.Database.BeginTransactionAsync(stop);
            var (frontier, by, at) = await begin();
            return change = new Change(db, transaction, turn, frontier, by, at);
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
            OrganizationId = _db.Tenant,
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
        if (ReviewFollower.Follows(fact)) _followed.Add((subject, fact));
        if (MeasureRuns.RunThatEnds(subject, fact) is { } run) _ended.Add(run);
        return index;
    }

    /// <summary>The entry before, about the same subject: each entry names it, so that a missing one shows.</summary>
    async Task<long?> Previous(string subject, CancellationToken stop) => _last.TryGetValue(subject, out var last)
        ? last
        : await _db.JournalRows.Where(row => row.Subject == subject).OrderByDescending(row => row.Index).Select(row => (long?)row.Index).FirstOrDefaultAsync(stop);

    /// <summary>Writes, with the facts, what differs between an evidence row as it was and as it is to be; for rows that the context does not track.</summary>
    /// <exception cref="InvalidOperationException">It is a row of another organization: a bug.</exception>
    internal void Update<T>(T before, T after) where T : class, IEvidenceRow
    {
        if (after.OrganizationId != _db.Tenant) throw new InvalidOperationException($"A {typeof(T).Name} of another organization was about to be saved.");
        _updates.Add(command => command.Update(before, after));
    }

    public async Task Commit(CancellationToken stop = default)
    {
        if (_updates.Count > 0 && !HasFacts) throw new InvalidOperationException("A row was about to be saved without a fact in the journal.");
        await _db.SaveChangesAsync(stop);
        foreach (var entries in _appended.Chunk(EntriesPerCommand))
        {
            using var command = new PlainCommand(_db);
            foreach (var entry in entries) command.Insert(entry);
            if (entries[^1] == _appended[^1])
            {
                foreach (var update in _updates) update(command);
                command.Add($"""UPDATE "JournalHeads" SET "Size" = {_frontier.Size}, "Frontier" = {_frontier.ToBytes()} WHERE "OrganizationId" = {_db.Tenant.Value}""");
            }
            await command.Execute(stop);
        }
        if (_followed.Count > 0 && _db.Across.Reviews is { } reviews) await reviews.Follow(_db, At, _followed, stop);
        if (_ended.Count > 0 && _db.Across.Limits is { } limits) await limits.Follow(_db, _ended, stop);
        await JournalTiles.Complete(_db, _before, _frontier.Size, stop);
        await _transaction.CommitAsync(stop);
        foreach (var row in _appended) _db.Across.Feed.Publish(_db.Tenant, row.Subject, row.Index);
    }

    public async ValueTask DisposeAsync()
    {
        _db.Change = null;
        await _transaction.DisposeAsync();
        _turn?.Dispose();
    }
}
