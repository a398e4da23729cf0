using System.Globalization;

namespace Handrail.Core.Journal;

/// <summary>Reads the stored hashes of a tile: <see cref="Tile.Width"/> * 32 bytes.</summary>
public delegate ReadOnlyMemory<byte> TileSource(Tile tile);

/// <summary>
/// Up to 256 neighbouring hashes of one level of the tree, stored as one file or row (C2SP tlog-tiles).
/// Hash i of a tile of level L is the root of a complete subtree of 256^L leaves; for L above 0 that is the root of the full tile below it.
/// </summary>
/// <param name="Level">0 for leaf hashes.</param>
/// <param name="Index">Counts tiles of this level from the left.</param>
/// <param name="Width">1 to 256; below 256 the tile is partial.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    public const int FullWidth = 256;
    const int Height = 8;

    public bool IsFull => Width == FullWidth;

    /// <summary>For example "tile/0/x001/x234/067" or, partial, "tile/1/000.p/17".</summary>
    public string Path
    {
        get
        {
            var groups = $"{Index % 1000:000}";
            for (var rest = Index / 1000; rest > 0; rest /= 1000) groups = $"x{rest % 1000:000}/{groups}";
            return string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/{groups}{(IsFull ? "" : $".p/{Width}")}");
        }
    }

    /// <summary>Every tile of a tree of this size, lowest level first.</summary>
    public static IEnumerable<Tile> Of(long size) => New(0, size);

    /// <summary>The tiles to write when a tree grows from one size to another. A partial tile replaces the narrower one of the same place.</summary>
    public static IEnumerable<Tile> New(long oldSize, long size)
    {
        for (var level = 0; size >> Height * level > 0 && Height * level < 63; level++)
        {
            var (had, has) = (oldSize >> Height * level, size >> Height * level);
            if (had == has) continue;
            for (var index = had / FullWidth; index * FullWidth < has; index++) yield return At(level, index, size);
        }
    }

    /// <summary>The stored form of this tile, from the tree's hashes.</summary>
    public byte[] Build(HashReader read)
    {
        var bytes = new byte[Width * Digest.Size];
        for (var i = 0; i < Width; i++) read(Level * Height, Index * FullWidth + i).CopyTo(bytes.AsSpan(i * Digest.Size));
        return bytes;
    }

    /// <summary>Reads any complete subtree of a tree of this size from its tiles. Each tile is fetched once.</summary>
    /// <exception cref="InvalidDataException">The reader throws this when a tile has not the length it must have.</exception>
    public static HashReader Reader(long size, TileSource source)
    {
        var fetched = new Dictionary<Tile, Digest[]>();
        return (level, index) =>
        {
            var (tile, offset) = Holding(level, index, size);
            if (!fetched.TryGetValue(tile, out var hashes)) fetched[tile] = hashes = tile.Hashes(source(tile).Span);
            return MerkleTree.Root(hashes.AsSpan(offset, 1 << level % Height));
        };
    }

    /// <summary>The tiles that some work on a tree of this size will read, so that they can be fetched beforehand.</summary>
    /// <param name="work">For example: read => MerkleProof.Inclusion(index, size, read). It is given worthless hashes here.</param>
    public static IReadOnlyCollection<Tile> NeededFor(long size, Action<HashReader> work)
    {
        var needed = new HashSet<Tile>();
        work((level, index) =>
        {
            needed.Add(Holding(level, index, size).Tile);
            return default;
        });
        return needed;
    }

    static (Tile Tile, int Offset) Holding(int level, long index, long size)
    {
        if (index < 0 || (index + 1) > size >> level) throw new ArgumentOutOfRangeException(nameof(index), "The tree has no such complete subtree.");
        var first = index << level % Height;
        return (At(level / Height, first / FullWidth, size), (int)(first % FullWidth));
    }

    static Tile At(int level, long index, long size) => new(level, index, (int)Math.Min(FullWidth, (size >> Height * level) - index * FullWidth));

    Digest[] Hashes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Width * Digest.Size) throw new InvalidDataException($"{Path} has {bytes.Length} bytes instead of {Width * Digest.Size}.");
        var hashes = new Digest[Width];
        for (var i = 0; i < Width; i++) Digest.TryRead(bytes.Slice(i * Digest.Size, Digest.Size), out hashes[i]);
        return hashes;
    }
}
