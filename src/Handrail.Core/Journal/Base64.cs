namespace Handrail.Core.Journal;

/// <summary>Base64 in its one canonical spelling: no white space, no loose bits at the end. What is signed must not be writable in two ways.</summary>
static class Base64
{
    public static bool TryDecode(string? text, Span<byte> bytes, out int length)
    {
        length = 0;
        return text is not null && Convert.TryFromBase64String(text, bytes, out length) && Convert.ToBase64String(bytes[..length]) == text;
    }

    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return TryDecode(text, bytes, out var length) ? bytes[..length] : null;
    }
}
