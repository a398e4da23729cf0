namespace Handrail.Server.Files;

/// <summary>What a file is, from its first bytes. What a sender or a name claims is never believed.</summary>
static class MediaTypes
{
    public const int BytesNeeded = 512;
    public const string Unknown = "application/octet-stream";

    static readonly (byte[] Magic, int At, string Type)[] Known =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], 0, "application/zip"),
    ];

    /// <summary>Types that a browser may show in place: none of them can run anything.</summary>
    public static bool IsPicture(string mediaType) => mediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    public static string Of(ReadOnlySpan<byte> start)
    {
        foreach (var (magic, at, type) in Known)
            if (start.Length >= at + magic.Length && start.Slice(at, magic.Length).SequenceEqual(magic)) return type;
        // Text is text/plain whatever it says it is: an SVG or HTML file is downloaded, never shown.
        return start.IndexOf((byte)0) < 0 && IsUtf8(start) ? "text/plain" : Unknown;
    }

    static bool IsUtf8(ReadOnlySpan<byte> start)
    {
        // The last character may be cut off at the end of the sample.
        for (var cut = 0; cut < 4 && cut < start.Length; cut++)
            if (System.Text.Unicode.Utf8.IsValid(start[..^cut])) return true;
        return start.IsEmpty;
    }
}
