using System.Globalization;
using System.Text;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

/// <summary>A journal of made-up entries {"n":0}, {"n":1} ..., all of whose hashes are at hand.</summary>
sealed class Tree
{
    public const int MaxSize = 70_000;

    static readonly List<Digest[]> Levels = [[.. Enumerable.Range(0, MaxSize).Select(n => MerkleTree.Leaf(Entry(n)))]];

    readonly int _size;
    readonly Lazy<Digest> _root;

    static Tree()
    {
        while (Levels[^1] is { Length: > 1 } below)
            Levels.Add([.. Enumerable.Range(0, below.Length / 2).Select(i => MerkleTree.Node(below[2 * i], below[2 * i + 1]))]);
    }

    Tree(long size)
    {
        _size = (int)size;
        _root = new(() => MerkleTree.Root(Leaves));
    }

    public ReadOnlySpan<Digest> Leaves => Levels[0].AsSpan(0, _size);

    public Digest Leaf(long index) => Leaves[(int)index];

    /// <summary>By the definition, from the leaves alone.</summary>
    public Digest Root => _root.Value;

    public static Tree Of(long size) => new(size);

    public static byte[] Entry(int n) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{n}}}"""));

    public Digest Read(int level, long index) => (index + 1) << level <= _size ? Levels[level][index] : throw new ArgumentOutOfRangeException(nameof(index));

    public static Digest Flip(Digest digest, int bit)
    {
        var bytes = digest.ToArray();
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return Digest.TryRead(bytes, out var flipped) ? flipped : default;
    }
}
