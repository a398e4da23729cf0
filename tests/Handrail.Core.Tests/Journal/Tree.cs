using System.Globalization;
using System.Text;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

/// <summary>A journal of made-up entries {"n":0}, {"n":1} ..., all of whose hashes are at hand.</summary>
sealed class Tree(Digest[] leaves)
{
    static readonly Digest[] AllLeaves = [.. Enumerable.Range(0, 70_000).Select(n => MerkleTree.Leaf(Entry(n)))];

    public Digest[] Leaves => leaves;

    public Digest Root { get; } = MerkleTree.Root(leaves);

    public static Tree Of(long size) => new(AllLeaves[..(int)size]);

    public static byte[] Entry(int n) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{n}}}"""));

    public Digest Read(int level, long index) => MerkleTree.Root(leaves.AsSpan((int)(index << level), 1 << level));

    public static Digest Flip(Digest digest, int bit)
    {
        var bytes = digest.ToArray();
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return Digest.TryRead(bytes, out var flipped) ? flipped : default;
    }
}
