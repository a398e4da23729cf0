using System.Buffers.Binary;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>Containers of pictures, put together by hand: "Pixels" where pixels are, "Secret" in every place where programs write about them.</summary>
static class TinyPictures
{
    public static byte[] Png { get; } =
        [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", new byte[13]), .. Chunk("tEXt", "Author\0Secret"u8), .. Chunk("eXIf", "MM\0*Secret"u8), .. Chunk("iTXt", "XML:com.adobe.xmp\0Secret"u8), .. Chunk("IDAT", "Pixels"u8), .. Chunk("tIME", "Secret!"u8), .. Chunk("IEND", []), .. "Secret"u8];

    /// <summary>Turned by a quarter; the second scan has a comment before it, as in a progressive picture.</summary>
    public static byte[] Jpeg { get; } =
    [
        0xFF, 0xD8, .. Segment(0xE0, "JFIF\0\u0001\u0002\0\0\u0001\0\u0001\0\0"u8),
        .. Segment(0xE1, [.. "Exif\0\0II*\0\u0008\0\0\0\u0002\0"u8, 0x0E, 1, 2, 0, 7, 0, 0, 0, 38, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. "Secret\0"u8]),
        .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0Secret"u8), .. Segment(0xED, "Photoshop 3.0\0Secret"u8), .. Segment(0xFE, "Secret"u8),
        .. Segment(0xDB, new byte[65]), .. Segment(0xC2, new byte[9]), .. Segment(0xDA, new byte[6]), .. "Pixels"u8, 0xFF, 0, 0xFF, 0xD0,
        .. Segment(0xFE, "Secret"u8), .. Segment(0xDA, new byte[6]), .. "Pixels"u8, 0xFF, 0xD9, .. "Secret"u8,
    ];

    public static byte[] Gif { get; } =
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        0x21, 0xFE, 6, .. "Secret"u8, 0, 0x21, 0xFF, 11, .. "XMP DataXMP"u8, 6, .. "Secret"u8, 0, 0x21, 0xF9, 4, 0, 0, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 6, .. "Pixels"u8, 0, 0x3B, .. "Secret"u8,
    ];

    public static byte[] Webp { get; } = Riff([.. Part("VP8X", [0b0000_1100, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Part("VP8 ", "Pixels"u8), .. Part("EXIF", "Secret!"u8), .. Part("XMP ", "Secret"u8)]);

    static byte[] Chunk(string name, ReadOnlySpan<byte> data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. System.Text.Encoding.ASCII.GetBytes(name), .. data, 0, 0, 0, 0];
    }

    static byte[] Segment(byte marker, ReadOnlySpan<byte> data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    static byte[] Part(string name, ReadOnlySpan<byte> data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. System.Text.Encoding.ASCII.GetBytes(name), .. length, .. data, .. new byte[data.Length & 1]];
    }

    static byte[] Riff(byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length + 4);
        return [.. "RIFF"u8, .. length, .. "WEBP"u8, .. content];
    }
}
