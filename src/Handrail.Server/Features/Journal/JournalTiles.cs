using Handrail.Core.Journal;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Journal;

/// <summary>Keeps full tiles of 256 hashes, so that a proof reads a handful of rows whatever the length of the journal.</summary>
static class JournalTiles
{
    /// <summary>Stores the tiles that became full between two sizes. Most changes complete none; one in 256 reads one tile's worth of rows.</summary>
    public static async Task Complete(HandrailDb db, long before, long after, CancellationToken stop)
    {
        if (before / Tile.FullWidth == after / Tile.FullWidth) return;
        foreach (var tile in Tile.New(before, after).Where(tile => tile.IsFull).OrderBy(tile => tile.Level))
        {
            db.JournalTiles.Add(new JournalTile
            {
                OrganizationId = db.Tenant,
                Level = tile.Level,
                Index = tile.Index,
                Hashes = tile.Level == 0 ? await Leaves(db, tile, stop) : await TilesBelow(db, tile, stop),
            });
            await db.SaveChangesAsync(stop);
        }
    }

    static async Task<byte[]> Leaves(HandrailDb db, Tile tile, CancellationToken stop)
    {
        var first = tile.Index * Tile.FullWidth;
        var hashes = await db.JournalRows.Where(row => row.Index >= first && row.Index < first + tile.Width).OrderBy(row => row.Index).Select(row => row.LeafHash).ToListAsync(stop);
        return hashes.SelectMany(hash => hash).ToArray();
    }

    /// <summary>Each hash of a higher tile is the root of one full tile below.</summary>
    static async Task<byte[]> TilesBelow(HandrailDb db, Tile tile, CancellationToken stop)
    {
        var first = tile.Index * Tile.FullWidth;
        var below = await db.JournalTiles.Where(row => row.Level == tile.Level - 1 && row.Index >= first && row.Index < first + tile.Width).OrderBy(row => row.Index).Select(row => row.Hashes).ToListAsync(stop);
        return below.SelectMany(RootOf).ToArray();
    }

    public static byte[] RootOf(byte[] hashes)
    {
        var leaves = new Digest[hashes.Length / Digest.Size];
        for (var i = 0; i < leaves.Length; i++) Digest.TryRead(hashes.AsSpan(i * Digest.Size, Digest.Size), out leaves[i]);
        return MerkleTree.Root(leaves).ToArray();
    }
}
