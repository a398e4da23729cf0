using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NSec.Cryptography;

namespace Handrail.Core.Journal;

/// <summary>
/// The public half of a key that signs notes. Its text form (vkey) is what an auditor is given by another way than the pack:
/// name+key id+base64 of the algorithm and the public key.
/// </summary>
public sealed record NoteKey
{
    const byte Ed25519 = 1;
    const byte Ed25519Cosignature = 4;
    const int PublicKeySize = 32;
    const int SignatureSize = 64;

    readonly byte _algorithm;
    readonly string _publicKey;

    NoteKey(string name, byte algorithm, ReadOnlySpan<byte> publicKey)
    {
        (Name, _algorithm, _publicKey) = (name, algorithm, Convert.ToBase64String([algorithm, .. publicKey]));
        Span<byte> hash = stackalloc byte[Digest.Size];
        Digest.Of([.. Encoding.UTF8.GetBytes(name), (byte)'\n', algorithm, .. publicKey]).CopyTo(hash);
        KeyId = Id(hash);
    }

    /// <summary>For a journal the same as the origin of its heads: a URL without scheme, such as "handrail.example.org/acme".</summary>
    public string Name { get; }

    public uint KeyId { get; }

    /// <summary>The 32 bytes of the Ed25519 public key.</summary>
    public ReadOnlySpan<byte> PublicKey => Convert.FromBase64String(_publicKey).AsSpan(1);

    /// <summary>True for the key of a witness, which signs a head together with the time it saw it.</summary>
    public bool IsWitness => _algorithm == Ed25519Cosignature;

    public static NoteKey OfJournal(string name, ReadOnlySpan<byte> publicKey) => new(name, Ed25519, publicKey);

    public static NoteKey OfWitness(string name, ReadOnlySpan<byte> publicKey) => new(name, Ed25519Cosignature, publicKey);

    /// <summary>Reads the text form.</summary>
    public static Outcome<NoteKey> Parse(string vkey)
    {
        // The base64 part may itself contain '+'.
        var parts = vkey.Split('+', 3);
        if (parts.Length == 3 && IsName(parts[0]) && Base64.Decode(parts[2]) is { Length: 1 + PublicKeySize } key && key[0] is Ed25519 or Ed25519Cosignature)
        {
            var read = new NoteKey(parts[0], key[0], key.AsSpan(1));
            if (read.ToString() == vkey) return read;
        }
        return new Refusal.Invalid("", "This is not a verification key of the form name+key id+base64.");
    }

    /// <summary>Non-empty, without white space, control characters and '+'.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    public bool Verifies(string text, NoteSignature signature)
    {
        var timeSize = IsWitness ? sizeof(ulong) : 0;
        if (signature.Signature.Length != timeSize + SignatureSize) return false;
        // An all-zero or otherwise impossible public key imports as null: nothing verifies under it.
        if (!PublicKeyFormat(out var key)) return false;
        var signed = IsWitness ? CosignedText(text, BinaryPrimitives.ReadUInt64BigEndian(signature.Signature)) : text;
        return SignatureAlgorithm.Ed25519.Verify(key, Encoding.UTF8.GetBytes(signed), signature.Signature.AsSpan(timeSize));
    }

    /// <summary>What a witness signs for a head it saw at this time (C2SP tlog-cosignature, version 1).</summary>
    /// <param name="unixSeconds">Seconds since 1970-01-01T00:00:00Z.</param>
    internal static string CosignedText(string text, ulong unixSeconds) => string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {unixSeconds}\n{text}");

    internal static uint Id(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    internal static byte[] Bytes(uint keyId)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, keyId);
        return bytes;
    }

    /// <summary>The text form (vkey).</summary>
    public override string ToString() => $"{Name}+{KeyId:x8}+{_publicKey}";

    bool PublicKeyFormat(out PublicKey key) => NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, PublicKey, KeyBlobFormat.RawPublicKey, out key!);
}
