using System.Formats.Tar;
using System.Text.Json;
using Handrail.Core;

namespace Handrail.Server.Features.Backups;

/// <summary>The first entry of a backup.</summary>
/// <param name="Program">The version that made it.</param>
/// <param name="Provider">Sqlite or Postgres.</param>
/// <param name="Migration">What the database is at.</param>
/// <param name="Length">Of the database's copy, in bytes.</param>
/// <param name="Sha256">Of the database's copy, hex.</param>
sealed record BackupManifest(int Format, Instant MadeAt, string Program, string Provider, string Migration, long Length, string Sha256);

/// <summary>The last entry: without it the archive was cut off.</summary>
/// <param name="LeftOut">Files whose bytes were not those of their name any more.</param>
sealed record BackupEnd(int Files, long Bytes, IReadOnlyList<string> LeftOut);

/// <summary>
/// One tar archive that any tar can open: manifest.json, the database, files/ab/abcd… and end.json, in this order. A file is named after the SHA-256 of its
/// content, so that the archive needs no list of them and is written and read without holding one.
/// </summary>
static class BackupFormat
{
    public const int Version = 1;
    public const string Manifest = "manifest.json";
    public const string End = "end.json";
    const string Files = "files/";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static string FileEntry(string sha256) => $"{Files}{sha256[..2]}/{sha256}";

    /// <summary>The hash in "files/ab/abcd…"; null for every other name, so that nothing is written where it should not be.</summary>
    public static string? Sha256In(string entry) => entry.Length == Files.Length + 67 && entry[^64..] is var sha256 && sha256.All(char.IsAsciiHexDigitLower) && entry == FileEntry(sha256) ? sha256 : null;

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Json);

    /// <exception cref="JsonException">It is something else.</exception>
    public static T? Read<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, Json);

    public static PaxTarEntry Entry(string name, Stream content, Instant at) => new(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = at.ToDateTimeOffset(),
    };
}
