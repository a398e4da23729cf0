using System.Text;
using System.Text.Unicode;

namespace Handrail.Core.Journal;

/// <param name="Name">Of the key, as it calls itself.</param>
/// <param name="KeyId">The first four bytes of a hash over name and public key, most significant first.</param>
/// <param name="Signature">What follows the key id; 64 bytes for Ed25519, 8 more before them in a cosignature.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    internal const string Prefix = "— ";

    public override string ToString() => $"{Prefix}{Name} {Convert.ToBase64String([.. NoteKey.Bytes(KeyId), .. Signature])}\n";
}

/// <summary>A short text with signatures under it, readable by people and by other programs (C2SP signed-note v1.0.0).</summary>
/// <param name="Text">What is signed; ends with a line feed.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>No longer note is read.</summary>
    public const int MaxBytes = 64 * 1024;
    const int MaxSignatures = 100;

    /// <summary>Reads a note without trusting it; see <see cref="VerifiedBy"/>.</summary>
    public static Outcome<SignedNote> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) return Malformed("it is too long");
        if (!Utf8.IsValid(bytes)) return Malformed("it is not UTF-8");
        return Parse(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>Reads a note without trusting it; see <see cref="VerifiedBy"/>.</summary>
    public static Outcome<SignedNote> Parse(string note)
    {
        if (note.Length > MaxBytes) return Malformed("it is too long");
        if (note.Any(c => c < ' ' && c != '\n')) return Malformed("it has control characters");
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || split + 2 == note.Length || !note.EndsWith('\n')) return Malformed("it has no signature lines");

        var lines = note[(split + 2)..^1].Split('\n');
        if (lines.Length > MaxSignatures) return Malformed("it has too many signatures");
        var signatures = new List<NoteSignature>();
        foreach (var line in lines)
        {
            if (ParseLine(line) is not { } signature) return Malformed($"this line is not a signature: {line}");
            signatures.Add(signature);
        }
        return new SignedNote(note[..(split + 1)], signatures);
    }

    /// <summary>
    /// Those of the given keys that signed this note. Signatures of keys that are not given are ignored;
    /// a wrong signature of a given key, or no signature of any of them, refuses the whole note.
    /// </summary>
    public Outcome<NoteKey[]> VerifiedBy(params IReadOnlyList<NoteKey> keys)
    {
        var signers = new List<NoteKey>();
        foreach (var signature in Signatures)
        {
            if (keys.FirstOrDefault(key => key.Name == signature.Name && key.KeyId == signature.KeyId) is not { } key) continue;
            if (!key.Verifies(Text, signature)) return new Refusal.Invalid("", $"The signature of {key.Name} is wrong: the text was changed after it was signed.");
            signers.Add(key);
        }
        return signers.Count > 0 ? signers.Distinct().ToArray() : new Refusal.Invalid("", $"The text is not signed by {string.Join(" or ", keys.Select(key => key.ToString()))}.");
    }

    /// <summary>The note with one more signature, for example of a witness.</summary>
    public SignedNote With(NoteSignature signature) => this with { Signatures = [.. Signatures, signature] };

    /// <summary>The note as stored and sent.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    static NoteSignature? ParseLine(string line)
    {
        if (!line.StartsWith(NoteSignature.Prefix, StringComparison.Ordinal)) return null;
        var parts = line[NoteSignature.Prefix.Length..].Split(' ');
        if (parts.Length != 2 || !NoteKey.IsName(parts[0])) return null;
        return Base64.Decode(parts[1]) is { Length: > 4 } bytes ? new(parts[0], NoteKey.Id(bytes), bytes[4..]) : null;
    }

    static Refusal.Invalid Malformed(string why) => new("", $"This is not a signed note: {why}.");
}
