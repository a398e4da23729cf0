using System.Globalization;

namespace Handrail.Core.Journal;

/// <summary>
/// What a journal is at one moment: its size and the root over all its entries (C2SP tlog-checkpoint). Signed, it is a signed tree head.
/// Whoever keeps one can later prove whether anything up to it was changed.
/// </summary>
/// <param name="Origin">Names the journal; the same as the name of its key.</param>
/// <param name="Size">Number of entries.</param>
public sealed record TreeHead(string Origin, long Size, Digest Root)
{
    /// <summary>The three lines that are signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");

    /// <summary>Signs this head. The key must be the journal's own.</summary>
    public SignedNote Sign(JournalKey key) => key.Public.Name == Origin
        ? new(Text, [key.Sign(Text)])
        : throw new ArgumentException($"The key of {key.Public.Name} must not sign for {Origin}.", nameof(key));

    /// <summary>Reads the signed text. Lines after the third are allowed by the format and mean nothing here.</summary>
    public static Outcome<TreeHead> Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length >= 4 && lines[^1].Length == 0 && lines[0].Length > 0
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size.ToString(CultureInfo.InvariantCulture) == lines[1]
            && Digest.TryParse(lines[2], out var root))
            return new TreeHead(lines[0], size, root);
        return new Refusal.Invalid("", "This is not a tree head: it must be the origin, the size and the root hash, one a line.");
    }

    /// <summary>The head in a note that this journal's key has signed.</summary>
    public static Outcome<TreeHead> Open(SignedNote note, NoteKey key) =>
        note.VerifiedBy(key).Then(_ => Parse(note.Text)).Then<TreeHead>(head => head.Origin == key.Name ? head : new Refusal.Invalid("", $"This is the head of {head.Origin}, not of {key.Name}."));

    /// <summary>
    /// Goes on from a head one has kept to the next one. Refused when the journal has become shorter or when its past has changed:
    /// both mean that entries were removed or rewritten, or that an old backup was restored.
    /// </summary>
    /// <param name="proof">Consistency of the two; empty when the sizes are equal or the previous head is of an empty journal.</param>
    public static Outcome<TreeHead> Advance(TreeHead previous, TreeHead next, ReadOnlySpan<Digest> proof)
    {
        if (next.Origin != previous.Origin) return new Refusal.Conflict($"{next.Origin} is another journal than {previous.Origin}.");
        if (next.Size < previous.Size) return new Refusal.Conflict($"The journal went back from {previous.Size} to {next.Size} entries: entries were removed or an old copy was restored.");
        var grew = previous.Size == 0
            ? previous.Root == MerkleTree.Empty && proof.IsEmpty && (next.Size > 0 || next.Root == MerkleTree.Empty)
            : MerkleProof.IsConsistent(previous.Size, previous.Root, next.Size, next.Root, proof);
        return grew ? next : new Refusal.Conflict($"The journal of {next.Size} entries does not continue the one of {previous.Size} entries: its past was changed, or the proof is wrong.");
    }
}
