using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Handrail.Core.Journal;

/// <summary>A SHA-256 hash: always 32 bytes, compared by value, held without allocation.</summary>
public readonly record struct Digest
{
    public const int Size = 32;

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    [ThreadStatic] static IncrementalHash? _hasher;

    readonly ulong _a, _b, _c, _d;

    Digest(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>The hash of these bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        // A one-shot call spends most of its time making a context; entries and nodes are short, so each thread keeps one.
        var hasher = _hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> hash = stackalloc byte[Size];
        hasher.AppendData(content);
        hasher.GetHashAndReset(hash);
        return new(hash);
    }

    /// <summary>The hash of this text in UTF-8: how the text of a procedure is named in facts.</summary>
    public static Digest OfText(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>False unless exactly 32 bytes are given.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Digest digest)
    {
        var ok = bytes.Length == Size;
        digest = ok ? new(bytes) : default;
        return ok;
    }

    /// <summary>Reads the one base64 form that <see cref="ToString"/> writes; nothing else, so that one hash has one spelling.</summary>
    public static bool TryParse(string? base64, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Base64.TryDecode(base64, bytes, out var length);
        return TryRead(ok ? bytes[..length] : [], out digest);
    }

    /// <summary>Reads 64 lower-case hexadecimal digits, the way files are named by their content.</summary>
    public static bool TryParseHex(string? hex, out Digest digest)
    {
        digest = default;
        return hex is { Length: Size * 2 } && !hex.AsSpan().ContainsAnyExcept(HexDigits) && TryRead(Convert.FromHexString(hex), out digest);
    }

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], _b);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], _c);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], _d);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public string ToHex() => Convert.ToHexStringLower(ToArray());

    /// <summary>Base64, as in tree heads, proofs and commitments.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());
}
