using System.Globalization;
using System.Text;

namespace Handrail.Core.Journal.Packs;

/// <summary>A receipt for one entry: with the leaf bytes it proves, offline, that the entry is in the journal (C2SP tlog-proof).</summary>
/// <param name="Hashes">From the leaf upwards.</param>
/// <param name="Head">The signed tree head the hashes lead to.</param>
public sealed record EntryProof(long Index, IReadOnlyList<Digest> Hashes, SignedNote Head)
{
    const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>Reads a receipt without trusting it. Extra data, which the format allows and nothing authenticates, is refused.</summary>
    public static Outcome<EntryProof> Parse(ReadOnlySpan<byte> bytes) =>
        ProofText.Parse(bytes, $"{FirstLine}\nindex ").Map(read => new EntryProof(read.Number, read.Hashes, read.Head));

    /// <summary>Is this leaf where the receipt says, in a tree with this head? Whether the head is to be trusted is another question.</summary>
    public bool Proves(ReadOnlySpan<byte> leaf, TreeHead head) => MerkleProof.Includes(Index, head.Size, MerkleTree.Leaf(leaf), [.. Hashes], head.Root);

    public override string ToString() => new ProofText(Index, Hashes, Head).Write($"{FirstLine}\nindex ");
}

/// <summary>The proof that the journal of a head continues an older one, for whoever kept that; written as witnesses are sent it (C2SP tlog-witness, add-checkpoint).</summary>
/// <param name="OldSize">Entries of the older head.</param>
public sealed record HeadProof(long OldSize, IReadOnlyList<Digest> Hashes, SignedNote Head)
{
    /// <summary>Reads a proof without trusting it.</summary>
    public static Outcome<HeadProof> Parse(ReadOnlySpan<byte> bytes) => ProofText.Parse(bytes, "old ").Map(read => new HeadProof(read.Number, read.Hashes, read.Head));

    public override string ToString() => new ProofText(OldSize, Hashes, Head).Write("old ");
}

/// <summary>What both proofs look like: a number, hashes one a line, a blank line, the head.</summary>
sealed record ProofText(long Number, IReadOnlyList<Digest> Hashes, SignedNote Head)
{
    const int MaxHashes = 63;

    public static Outcome<ProofText> Parse(ReadOnlySpan<byte> bytes, string opening)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith(opening, StringComparison.Ordinal)) return Malformed();
        var lines = text[..end][opening.Length..].Split('\n');
        if (lines.Length > 1 + MaxHashes || !long.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Malformed();
        var hashes = new Digest[lines.Length - 1];
        for (var i = 0; i < hashes.Length; i++)
            if (!Digest.TryParse(lines[i + 1], out hashes[i])) return Malformed();
        if (!SignedNote.Parse(text[(end + 2)..]).Granted(out var head, out var refusal)) return refusal;
        var read = new ProofText(number, hashes, head);
        return read.Write(opening) == text ? read : Malformed();
    }

    public string Write(string opening) => string.Create(CultureInfo.InvariantCulture, $"{opening}{Number}\n{string.Concat(Hashes.Select(hash => $"{hash}\n"))}\n{Head}");

    static Refusal.Invalid Malformed() => new("", "This is not a proof of a journal.");
}
