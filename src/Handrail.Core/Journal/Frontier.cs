using System.Buffers.Binary;
using System.Numerics;

namespace Handrail.Core.Journal;

/// <summary>
/// The right edge of a tree: all that is needed to append to it and to know its root, without its leaves.
/// At most 64 hashes; kept in the journal's head row.
/// </summary>
public sealed class Frontier
{
    /// <summary>[level] is the root of a complete subtree of 2^level leaves, and counts exactly when that bit of <see cref="Size"/> is set.</summary>
    readonly Digest[] _peaks = new Digest[64];

    /// <summary>The number of leaves so far, which is the index of the next.</summary>
    public long Size { get; private set; }

    public void Append(in Digest leaf)
    {
        var (node, level) = (leaf, 0);
        for (; HasPeak(level); level++) node = MerkleTree.Node(_peaks[level], node);
        _peaks[level] = node;
        Size++;
    }

    public Digest Root
    {
        get
        {
            if (Size == 0) return MerkleTree.Empty;
            var level = BitOperations.TrailingZeroCount(Size);
            var root = _peaks[level];
            for (level++; level < 63; level++)
                if (HasPeak(level)) root = MerkleTree.Node(_peaks[level], root);
            return root;
        }
    }

    /// <summary>The size as eight bytes, most significant first, then the hashes, largest subtree first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length(Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        var rest = bytes.AsSpan(sizeof(long));
        for (var level = 62; level >= 0; level--)
        {
            if (!HasPeak(level)) continue;
            _peaks[level].CopyTo(rest);
            rest = rest[Digest.Size..];
        }
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a frontier: the stored head is damaged.</exception>
    public static Frontier Read(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length < sizeof(long) ? -1 : BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size < 0 || bytes.Length != Length(size)) throw new InvalidDataException("These bytes are not the right edge of a journal.");
        var frontier = new Frontier { Size = size };
        var rest = bytes[sizeof(long)..];
        for (var level = 62; level >= 0; level--)
        {
            if (!frontier.HasPeak(level)) continue;
            Digest.TryRead(rest[..Digest.Size], out frontier._peaks[level]);
            rest = rest[Digest.Size..];
        }
        return frontier;
    }

    bool HasPeak(int level) => (Size >> level & 1) == 1;

    static int Length(long size) => sizeof(long) + BitOperations.PopCount((ulong)size) * Digest.Size;
}
