using System.Text.Json;

namespace Handrail.Core.Journal.Packs;

/// <summary>The list of a pack's files, and what the pack claims to be. The journal's key signs its hash, which seals the whole pack.</summary>
sealed record PackManifest(string Format, int Version, string Title, IReadOnlyList<string> Subjects, Instant Made, IReadOnlyList<MissingFile> Missing, IReadOnlyList<PackManifest.Listed> Files)
{
    public const string FormatName = "handrail-evidence-pack";
    public const int CurrentVersion = 1;

    /// <param name="Length">Bytes.</param>
    public sealed record Listed(string Path, long Length, string Sha256);

    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public byte[] ToBytes() => CanonicalJson.Write(JsonSerializer.SerializeToElement(this, Options));

    public static Outcome<PackManifest> Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize<PackManifest>(bytes, Options) is not { Format: FormatName } manifest || manifest.Files.Any(file => file is null) || manifest.Missing.Any(file => file is null) || manifest.Subjects.Any(subject => subject is null))
                return new Refusal.Invalid("", "this is not the list of an evidence pack");
            return manifest.Version == CurrentVersion ? manifest : new Refusal.Invalid("", $"this pack has format version {manifest.Version}; this program reads version {CurrentVersion}");
        }
        catch (JsonException notJson)
        {
            return new Refusal.Invalid("", $"it cannot be read: {notJson.Message}");
        }
    }

    /// <summary>What the journal's key signs for a pack. Its second line is no number, so that it can never pass for a tree head.</summary>
    public static string SealedText(string origin, in Digest manifest) => $"{FormatName}/v{CurrentVersion}\n{origin}\n{manifest}\n";
}
