using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>
/// One organization's journal, from its first entry: each leaf is hashed again from its stored bytes, each payload held against its entry, the tree built anew
/// and held against tiles, signed heads and the head row.
/// </summary>
sealed class JournalExamination(HandrailDb db, JournalKeys keys, Check check)
{
    const int PageSize = 500;

    readonly TreeExamination _tree = new(db, check);
    readonly HashSet<string> _damaged = [];
    /// <summary>Entries whose payload is gone, until the entry comes that says so: it is always a later one.</summary>
    readonly HashSet<long> _unexplained = [];

    /// <summary>What cannot be told any more, because an entry about it was changed.</summary>
    public IReadOnlySet<string> Damaged => _damaged;

    public Instant? LastAt { get; private set; }

    public async Task<Check> Run(CancellationToken stop)
    {
        if (await db.JournalHeads.AsNoTracking().SingleOrDefaultAsync(stop) is not { } head)
        {
            check.Wrong("It has no head row: the journal cannot be continued.");
            return check;
        }
        await _tree.Begin(head, stop);
        var next = 0L;
        for (var page = await Page(0, head.Size, stop); page.Count > 0; page = await Page(next, head.Size, stop))
        {
            foreach (var row in page)
            {
                await Missing(next, row.Index, stop);
                await Examine(row, stop);
                next = row.Index + 1;
            }
            await Existence.Examine(db, page, check, stop);
        }
        await Missing(next, head.Size, stop);
        foreach (var index in _unexplained.Order()) check.Wrong($"entry {index}: who and what were removed, and no entry says so.");
        if (await db.JournalRows.AnyAsync(row => row.Index >= head.Size, stop)) check.Wrong($"There are entries after the last one, which is {head.Size - 1}: the head row went back.");
        await _tree.End(stop);
        await Predecessors(stop);
        if (!keys.CanSign(head)) check.Wrong("It cannot be signed any more: the key that is stored cannot be opened, or is not the one in use. The data-protection keys of the database are lost or were changed.");
        check.Seen = $"{head.Size:N0} entries, {_tree.Heads:N0} signed heads, root {_tree.Root}";
        return check;
    }

    Task<List<JournalRow>> Page(long from, long size, CancellationToken stop) =>
        db.JournalRows.AsNoTracking().Where(row => row.Index >= from && row.Index < size).OrderBy(row => row.Index).Take(PageSize).ToListAsync(stop);

    async Task Missing(long from, long to, CancellationToken stop)
    {
        if (from == to) return;
        check.Wrong(to == from + 1 ? $"entry {from}: it is missing." : $"entries {from} to {to - 1}: they are missing.");
        for (var index = from; index < to && !_tree.IsLost; index++) await _tree.Skip(stop);
    }

    async Task Examine(JournalRow row, CancellationToken stop)
    {
        var hash = MerkleTree.Leaf(row.Leaf);
        if (hash.ToArray().AsSpan().SequenceEqual(row.LeafHash)) await _tree.Append(hash, stop);
        else
        {
            Wrong(row, "its bytes are not those that were hashed.");
            // The tree tells which of the two is the old one.
            await _tree.Append(Digest.TryRead(row.LeafHash, out var stored) ? stored : hash, stop);
        }
        if (!JournalEntry.Parse(row.Leaf).Granted(out var entry, out _))
        {
            Wrong(row, "it cannot be read.");
            return;
        }
        if ((entry.Index, entry.At, entry.Kind, entry.Subject) != (row.Index, row.At, row.Kind, row.Subject))
        {
            _damaged.Add(entry.Subject);
            Wrong(row, $"its columns do not say what the entry says ({entry.Kind}, {entry.Subject}, at {entry.At}).");
        }
        LastAt = LastAt is { } last && last > entry.At ? last : entry.At;
        ExaminePayload(row, entry);
    }

    void ExaminePayload(JournalRow row, JournalEntry entry)
    {
        if (row.Payload is null && row.Salt is null) _unexplained.Add(row.Index);
        else if (row.Payload is null || row.Salt is null || !entry.CommitsTo(row.Salt, row.Payload)) Wrong(row, "what it says was changed after it was written.");
        else if (!entry.OpenPayload(row.Payload).Granted(out var payload, out _)) Wrong(row, "what it says cannot be read.");
        else
        {
            if ((Id<People.Member>.TryParse(payload.Actor.Id, out var actor) ? actor : default) != row.ActorId) Wrong(row, $"its column does not name who did it, {payload.Actor.Name}.");
            if (payload.Fact is EntryRedacted redacted) _unexplained.Remove(redacted.Index);
        }
    }

    /// <summary>In the order of subjects, so that only one entry has to be remembered.</summary>
    async Task Predecessors(CancellationToken stop)
    {
        var (subject, before) = ("", (long?)null);
        var rows = db.JournalRows.AsNoTracking().OrderBy(row => row.Subject).ThenBy(row => row.Index).Select(row => new { row.Subject, row.Index, row.Kind, row.Leaf });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            var expected = row.Subject == subject ? before : null;
            (subject, before) = (row.Subject, row.Index);
            if (JournalEntry.Parse(row.Leaf).Granted(out var entry, out _) && entry.Previous != expected)
                check.Wrong($"{Name(row.Index, row.Kind, row.Subject)}: it names {Place(entry.Previous)} as the one before it about this, but that is {Place(expected)}.");
        }
    }

    static string Place(long? index) => index is null ? "none" : $"entry {index}";

    static string Name(long index, string kind, string subject) => $"entry {index} ({kind}, {subject})";

    void Wrong(JournalRow row, string problem)
    {
        _damaged.Add(row.Subject);
        check.Wrong($"{Name(row.Index, row.Kind, row.Subject)}: {problem}");
    }
}
