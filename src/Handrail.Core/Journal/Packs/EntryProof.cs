using System.Globalization;
using System.Text;

namespace Handrail.Core.Journal.Packs;

/// <summary>A receipt for one entry: with the leaf bytes it proves, offline, that the entry is in the journal (C2SP tlog-proof).</summary>
/// <param name="Hashes">From the leaf upwards.</param>
/// <param name="Head">The signed tree head the hashes lead to.</param>
public sealed record EntryProof(long Index, IReadOnlyList<Digest> Hashes, SignedNote Head)
{
    const string FirstLine = "c2sp.org/tlog-proof@v1";
    const int MaxHashes = 63;

    /// <summary>Reads a receipt without trusting it. Extra data, which the format allows and nothing authenticates, is refused.</summary>
    public static Outcome<EntryProof> Parse(ReadOnlySpan<byte> bytes)
    {
        var parts = Encoding.UTF8.GetString(bytes).Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        if (parts.Length != 2 || lines.Length is < 2 or > 2 + MaxHashes || lines[0] != FirstLine) return Malformed();
        if (!long.TryParse(lines[1].AsSpan(Math.Min(6, lines[1].Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || lines[1] != Line(index)) return Malformed();
        var hashes = new Digest[lines.Length - 2];
        for (var i = 0; i < hashes.Length; i++)
            if (!Digest.TryParse(lines[i + 2], out hashes[i])) return Malformed();
        return SignedNote.Parse(parts[1]).Map(head => new EntryProof(index, hashes, head));
    }

    /// <summary>Is this leaf where the receipt says, in a tree with this head? Whether the head is to be trusted is another question.</summary>
    public bool Proves(ReadOnlySpan<byte> leaf, TreeHead head) => MerkleProof.Includes(Index, head.Size, MerkleTree.Leaf(leaf), [.. Hashes], head.Root);

    public override string ToString() => $"{FirstLine}\n{Line(Index)}\n{string.Concat(Hashes.Select(hash => $"{hash}\n"))}\n{Head}";

    static string Line(long index) => string.Create(CultureInfo.InvariantCulture, $"index {index}");

    static Refusal.Invalid Malformed() => new("", "This is not a proof of the form c2sp.org/tlog-proof@v1.");
}
