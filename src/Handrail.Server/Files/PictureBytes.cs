using System.Buffers.Binary;

namespace Handrail.Server.Files;

/// <summary>
/// Pictures without what is written about them: place, camera, owner, program, comments, thumbnails. Only the container is rewritten, no pixel: chunks and
/// segments that are not needed to show the picture are left out. Of EXIF the orientation stays, because without it a photograph lies on its side.
/// </summary>
static class PictureBytes
{
    static readonly HashSet<string> PngChunks = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "acTL", "fcTL", "fdAT"];
    static readonly HashSet<string> WebpChunks = ["VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP"];
    const int Orientation = 0x0112;

    /// <returns>Null where it is no picture of a known kind, or is cut off.</returns>
    public static byte[]? WithoutMetadata(byte[] picture) => MediaTypes.Of(picture.AsSpan(0, Math.Min(picture.Length, MediaTypes.BytesNeeded))) switch
    {
        "image/png" => Png(picture),
        "image/jpeg" => Jpeg(picture),
        "image/webp" => Webp(picture),
        "image/gif" => Gif(picture),
        _ => null,
    };

    static byte[]? Png(ReadOnlySpan<byte> picture)
    {
        using var clean = new MemoryStream(picture.Length);
        clean.Write(picture[..8]);
        for (var at = 8; at + 12 <= picture.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(picture[at..]);
            if (length > picture.Length - at - 12) return null;
            var chunk = picture.Slice(at, (int)length + 12);
            var name = Ascii(chunk.Slice(4, 4));
            if (PngChunks.Contains(name)) clean.Write(chunk);
            if (name == "IEND") return clean.ToArray();
            at += chunk.Length;
        }
        return null;
    }

    static byte[]? Jpeg(ReadOnlySpan<byte> picture)
    {
        using var clean = new MemoryStream(picture.Length);
        clean.Write(picture[..2]);
        for (var at = 2; at + 2 <= picture.Length;)
        {
            if (picture[at] != 0xFF) return null;
            var marker = picture[at + 1];
            // What programs append behind the end goes too.
            if (marker == 0xD9) return Joined(clean, picture.Slice(at, 2));
            if (marker == 0xFF) { at++; continue; }
            if (at + 4 > picture.Length) return null;
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
            if (length < 4 || at + length > picture.Length) return null;
            var segment = picture.Slice(at, length);
            if (marker == 0xE1 && OrientationOf(segment) is > 1 and <= 8 and var turned) clean.Write(ExifOf(turned));
            else if (IsShown(marker, segment)) clean.Write(segment);
            at += length;
            if (marker != 0xDA) continue;
            var scan = Scan(picture[at..]);
            clean.Write(picture.Slice(at, scan));
            at += scan;
        }
        return null;
    }

    /// <summary>How long the data of a scan is: up to the next marker that is neither an escaped FF nor a restart.</summary>
    static int Scan(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at + 1 < data.Length; at++)
            if (data[at] == 0xFF && data[at + 1] is not 0 and not (>= 0xD0 and <= 0xD7)) return at;
        return data.Length;
    }

    /// <summary>Tables and frames; of application data only JFIF, the colour profile and Adobe's colour transform.</summary>
    static bool IsShown(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        0xE0 => segment[4..].StartsWith("JFIF\0"u8),
        0xE2 => segment[4..].StartsWith("ICC_PROFILE\0"u8),
        0xEE => segment[4..].StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF or 0xFE => false,
        _ => true,
    };

    static byte[] Joined(MemoryStream clean, ReadOnlySpan<byte> rest)
    {
        clean.Write(rest);
        return clean.ToArray();
    }

    static int OrientationOf(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 18 || !segment[4..].StartsWith("Exif\0\0"u8)) return 1;
        var tiff = segment[10..];
        var little = tiff[0] == (byte)'I';
        var (first, count) = ((int)Math.Min(U32(tiff, 4, little), int.MaxValue), 0);
        if (first < 8 || first > tiff.Length - 2) return 1;
        count = U16(tiff, first, little);
        for (var i = 0; i < count && first + 14 + i * 12 <= tiff.Length; i++)
            if (U16(tiff, first + 2 + i * 12, little) == Orientation) return U16(tiff, first + 10 + i * 12, little);
        return 1;
    }

    static byte[] ExifOf(int orientation) =>
        [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, Orientation >> 8, Orientation & 0xFF, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    static byte[]? Webp(ReadOnlySpan<byte> picture)
    {
        using var clean = new MemoryStream(picture.Length);
        clean.Write(picture[..12]);
        for (var at = 12; at + 8 <= picture.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(picture[(at + 4)..]);
            var whole = 8 + (long)length + (length & 1);
            if (at + 8 + (long)length > picture.Length) return null;
            var chunk = picture.Slice(at, (int)Math.Min(whole, picture.Length - at)).ToArray();
            var name = Ascii(chunk.AsSpan(0, 4));
            // The header says which chunks follow: EXIF and XMP no more.
            if (name == "VP8X") chunk[8] &= 0b1111_0011;
            if (WebpChunks.Contains(name)) clean.Write(chunk);
            at += chunk.Length;
        }
        var bytes = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)bytes.Length - 8);
        return bytes.Length > 20 ? bytes : null;
    }

    static byte[]? Gif(ReadOnlySpan<byte> picture)
    {
        if (picture.Length < 14) return null;
        using var clean = new MemoryStream(picture.Length);
        var at = 13 + ColourTable(picture[10]);
        if (at > picture.Length) return null;
        clean.Write(picture[..at]);
        while (at < picture.Length)
        {
            var (start, block) = (at, picture[at]);
            if (block == 0x3B) return Joined(clean, picture.Slice(at, 1));
            if (at + 1 >= picture.Length) return null;
            var kind = block == 0x21 ? picture[at + 1] : (byte)0;
            if (block == 0x2C && at + 10 < picture.Length) at += 11 + ColourTable(picture[at + 9]);
            else if (block == 0x21) at += 2;
            else return null;
            var data = at;
            while (at < picture.Length && picture[at] > 0) at += picture[at] + 1;
            if (++at > picture.Length) return null;
            // Of extensions: when the next picture is shown, and that it begins again. Comments, texts and what programs keep go.
            var isShown = block == 0x2C || kind == 0xF9 || kind == 0xFF && picture[(data + 1)..].StartsWith("NETSCAPE2.0"u8);
            if (isShown) clean.Write(picture[start..at]);
        }
        return null;
    }

    static int ColourTable(byte packed) => (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);

    static string Ascii(ReadOnlySpan<byte> name) => System.Text.Encoding.ASCII.GetString(name);

    static int U16(ReadOnlySpan<byte> at, int offset, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at[offset..]) : BinaryPrimitives.ReadUInt16BigEndian(at[offset..]);

    static uint U32(ReadOnlySpan<byte> at, int offset, bool little) => little ? BinaryPrimitives.ReadUInt32LittleEndian(at[offset..]) : BinaryPrimitives.ReadUInt32BigEndian(at[offset..]);
}
