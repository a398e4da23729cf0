using Handrail.Core.Journal;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Journal;

/// <summary>Makes proofs for a journal of a given size from its tiles; what is not in a full tile comes from the last rows.</summary>
sealed class JournalProofs(HandrailDb db, long size)
{
    readonly Dictionary<Tile, byte[]> _read = [];

    public Task<Digest[]> Inclusion(long index) => Make(reader => MerkleProof.Inclusion(index, size, reader));

    public Task<Digest[]> Consistency(long oldSize) => Make(reader => MerkleProof.Consistency(oldSize, size, reader));

    /// <summary>Which tiles are needed is found out first, so that reading can wait for the database and the tree cannot notice.</summary>
    async Task<Digest[]> Make(Func<HashReader, Digest[]> proof)
    {
        foreach (var tile in Tile.NeededFor(size, reader => proof(reader)))
            if (!_read.ContainsKey(tile)) _read[tile] = await Read(tile);
        return proof(Tile.Reader(size, tile => _read[tile]));
    }

    async Task<byte[]> Read(Tile tile)
    {
        var full = await db.JournalTiles.AsNoTracking().Where(row => row.Level == tile.Level && row.Index == tile.Index).Select(row => row.Hashes).SingleOrDefaultAsync();
        if (full is not null) return full[..(tile.Width * Digest.Size)];
        var first = tile.Index * Tile.FullWidth;
        if (tile.Level == 0)
            return [.. (await db.JournalRows.AsNoTracking().Where(row => row.Index >= first && row.Index < first + tile.Width).OrderBy(row => row.Index).Select(row => row.LeafHash).ToListAsync()).SelectMany(hash => hash)];
        var below = await db.JournalTiles.AsNoTracking().Where(row => row.Level == tile.Level - 1 && row.Index >= first && row.Index < first + tile.Width).OrderBy(row => row.Index).Select(row => row.Hashes).ToListAsync();
        return [.. below.SelectMany(JournalTiles.RootOf)];
    }
}
