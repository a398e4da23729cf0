using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>Builds the tree of a journal anew, leaf by leaf, and holds it against what is stored of it: full tiles, signed heads, and the right edge in the head row.</summary>
sealed class TreeExamination(HandrailDb db, Check check)
{
    const int HeadsAtOnce = 100;

    readonly Frontier _frontier = new();
    /// <summary>[level] holds the hashes of the tile that is being filled.</summary>
    readonly List<List<Digest>> _filling = [];
    readonly Queue<SignedHead> _heads = new();
    JournalHead? _row;
    NoteKey? _key;
    long _headsReadUpTo = -1;
    /// <summary>The size of the last signed head that fits.</summary>
    long _holdsUpTo;
    bool _differs;

    /// <summary>Leaves so far.</summary>
    public long Size => _frontier.Size;

    /// <summary>True once a leaf is missing whose hash is kept nowhere: no root can be computed from there on.</summary>
    public bool IsLost { get; private set; }

    public int Heads { get; private set; }

    public Digest Root => _frontier.Root;

    public async Task Begin(JournalHead row, CancellationToken stop)
    {
        _row = row;
        if (NoteKey.Parse(row.VerifierKey).Granted(out var key, out _) && key.Name == row.Origin) _key = key;
        else check.Wrong("Its public key cannot be read or has another name.");
        await Compare(stop);
    }

    public async Task Append(Digest leaf, CancellationToken stop)
    {
        if (IsLost) return;
        _frontier.Append(leaf);
        await Fill(0, leaf, stop);
        await Compare(stop);
    }

    /// <summary>For a leaf that is gone: its hash may be kept in a full tile.</summary>
    public async Task Skip(CancellationToken stop)
    {
        if (IsLost) return;
        var (tile, offset) = (Size / Tile.FullWidth, (int)(Size % Tile.FullWidth));
        if (await Stored(0, tile, stop) is { } hashes && Digest.TryRead(hashes.AsSpan(offset * Digest.Size, Digest.Size), out var leaf)) await Append(leaf, stop);
        else IsLost = true;
    }

    public async Task End(CancellationToken stop)
    {
        if (IsLost) check.Wrong($"From entry {Size} on the tree cannot be followed.");
        else if (_row is { } row && (row.Size != Size || !_frontier.ToBytes().AsSpan().SequenceEqual(row.Frontier))) check.Wrong("The head row does not follow from the entries.");
        var beyond = await db.SignedHeads.Where(head => head.Size > Size).OrderBy(head => head.Size).Select(head => (long?)head.Size).FirstOrDefaultAsync(stop);
        if (beyond is not null && !IsLost) check.Wrong($"A head of {beyond} entries was signed, and there are {Size}: the end was cut off, or an old copy was put back.");
    }

    async Task Fill(int level, Digest hash, CancellationToken stop)
    {
        if (_filling.Count == level) _filling.Add(new(Tile.FullWidth));
        var tile = _filling[level];
        tile.Add(hash);
        if (tile.Count < Tile.FullWidth) return;
        var index = (Size >> (8 * (level + 1))) - 1;
        await CompareTile(new Tile(level, index, Tile.FullWidth), tile, stop);
        var root = MerkleTree.Root(tile.ToArray());
        tile.Clear();
        await Fill(level + 1, root, stop);
    }

    async Task CompareTile(Tile tile, List<Digest> hashes, CancellationToken stop)
    {
        if (await Stored(tile.Level, tile.Index, stop) is not { } stored)
        {
            check.Wrong($"{tile.Path}: it is missing or has the wrong length.");
            return;
        }
        for (var i = 0; i < hashes.Count; i++)
        {
            if (hashes[i].ToArray().AsSpan().SequenceEqual(stored.AsSpan(i * Digest.Size, Digest.Size))) continue;
            var place = tile.Index * Tile.FullWidth + i;
            check.Wrong(tile.Level == 0 ? $"entry {place}: its hash is not the one kept in {tile.Path}; one of the two was changed." : $"{tile.Path}: hash {i} does not follow from the tiles below.");
        }
    }

    async Task<byte[]?> Stored(int level, long index, CancellationToken stop) =>
        await db.JournalTiles.AsNoTracking().Where(tile => tile.Level == level && tile.Index == index).Select(tile => tile.Hashes).SingleOrDefaultAsync(stop) is { Length: Tile.FullWidth * Digest.Size } hashes ? hashes : null;

    /// <summary>Holds the root against the signed head of this size, where there is one.</summary>
    async Task Compare(CancellationToken stop)
    {
        if (_heads.Count == 0 && _headsReadUpTo < Size) await ReadHeads(stop);
        if (!_heads.TryPeek(out var next) || next.Size != Size) return;
        var signed = _heads.Dequeue();
        Heads++;
        if (_key is not { } key) return;
        if (!SignedNote.Parse(signed.Note).Then(note => TreeHead.Open(note, key)).Granted(out var head, out var refusal)) check.Wrong($"signed head of {signed.Size} entries: {refusal.Message}");
        else if (head.Size != signed.Size) check.Wrong($"signed head of {signed.Size} entries: it is one of {head.Size}.");
        else if (head.Root == _frontier.Root) _holdsUpTo = _differs ? _holdsUpTo : head.Size;
        else if (!_differs)
        {
            _differs = true;
            check.Wrong($"signed head of {signed.Size} entries: the entries are not those it was signed over. One from entry {_holdsUpTo} to entry {signed.Size - 1} was changed.");
        }
    }

    async Task ReadHeads(CancellationToken stop)
    {
        var page = await db.SignedHeads.AsNoTracking().Where(head => head.Size > _headsReadUpTo).OrderBy(head => head.Size).Take(HeadsAtOnce).ToListAsync(stop);
        foreach (var head in page) _heads.Enqueue(head);
        _headsReadUpTo = page.Count == HeadsAtOnce ? page[^1].Size : long.MaxValue;
    }
}
