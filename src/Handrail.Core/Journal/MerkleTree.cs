using System.Buffers;
using System.Numerics;

namespace Handrail.Core.Journal;

/// <summary>The hash of a complete subtree: the 2^<paramref name="level"/> leaves that start at <paramref name="index"/> * 2^level.</summary>
public delegate Digest HashReader(int level, long index);

/// <summary>Hashing of the journal as RFC 6962 section 2.1 defines it. Leaves and nodes are hashed with different first bytes, so that neither can pass for the other.</summary>
public static class MerkleTree
{
    const int OnStack = 1024;

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static readonly Digest Empty = Digest.Of([]);

    /// <summary>SHA-256 of 0x00 and the entry.</summary>
    public static Digest Leaf(ReadOnlySpan<byte> entry)
    {
        // One call on a prefixed copy is faster than a hash in parts; entries are short.
        var rented = entry.Length < OnStack ? null : ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        var bytes = rented ?? stackalloc byte[OnStack];
        bytes[0] = 0;
        entry.CopyTo(bytes[1..]);
        var hash = Digest.Of(bytes[..(entry.Length + 1)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>SHA-256 of 0x01, left and right.</summary>
    public static Digest Node(in Digest left, in Digest right)
    {
        Span<byte> bytes = stackalloc byte[1 + 2 * Digest.Size];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Digest.Size)..]);
        return Digest.Of(bytes);
    }

    /// <summary>The root over these leaf hashes, by the definition.</summary>
    public static Digest Root(ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length <= 1) return leaves.IsEmpty ? Empty : leaves[0];
        var left = (int)LeftWidth(leaves.Length);
        return Node(Root(leaves[..left]), Root(leaves[left..]));
    }

    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    public static Digest Root(long size, HashReader read) => size == 0 ? Empty : Root(0, size, read);

    /// <summary>The root over the leaves [start, end), a range that occurs as a subtree.</summary>
    internal static Digest Root(long start, long end, HashReader read)
    {
        var width = end - start;
        if (BitOperations.IsPow2(width)) return Read(start, width, read);
        var left = LeftWidth(width);
        return Node(Read(start, left, read), Root(start + left, end, read));
    }

    /// <summary>The largest power of two smaller than <paramref name="width"/>, which is at least 2.</summary>
    internal static long LeftWidth(long width) => 1L << BitOperations.Log2((ulong)width - 1);

    static Digest Read(long start, long width, HashReader read)
    {
        var level = BitOperations.Log2((ulong)width);
        return read(level, start >> level);
    }
}
