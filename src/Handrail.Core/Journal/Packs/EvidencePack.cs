using System.Globalization;

namespace Handrail.Core.Journal.Packs;

/// <summary>What goes into an evidence pack: everything an auditor needs to verify it without the server.</summary>
public sealed record EvidencePack
{
    /// <summary>What it is about, in words.</summary>
    public required string Title { get; init; }

    /// <summary>The subjects whose entries are all in the pack, from the first to the last that the head covers: "run/R-1042".</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    public required Instant Made { get; init; }

    /// <summary>Signed with the journal's key; may carry signatures of witnesses.</summary>
    public required SignedNote Head { get; init; }

    /// <summary>The pack as a page for people; needs nothing outside itself.</summary>
    public required string IndexHtml { get; init; }

    /// <summary>In the order of their indexes.</summary>
    public required IAsyncEnumerable<PackedEntry> Entries { get; init; }

    /// <summary>From the heads that somebody outside may have kept to this one.</summary>
    public IReadOnlyList<HeadProof> Continues { get; init; } = [];

    public IReadOnlyList<PackedRevision> Revisions { get; init; } = [];
    public IReadOnlyList<PackedFile> Files { get; init; } = [];
    public IReadOnlyList<MissingFile> Missing { get; init; } = [];
}

/// <param name="Payload">Null, like the salt, when it was redacted.</param>
/// <param name="Proof">Of inclusion in the pack's head.</param>
public sealed record PackedEntry(long Index, byte[] Leaf, byte[]? Payload, byte[]? Salt, IReadOnlyList<Digest> Proof);

/// <param name="Name">Number and revision as people say it: "SOP-014 v3".</param>
/// <param name="Text">The Markdown, the bytes of which were hashed as UTF-8.</param>
public sealed record PackedRevision(string Name, string Text);

/// <param name="Sha256">As the fact that mentions it says: 64 lower-case hexadecimal digits.</param>
/// <param name="Open">Called when its turn comes; the stream is read once and disposed.</param>
public sealed record PackedFile(string Sha256, Func<CancellationToken, ValueTask<Stream>> Open);

/// <summary>A file that an entry mentions and that is left out knowingly.</summary>
/// <param name="Reason">For people: "deleted after three years, as the retention rule says".</param>
public sealed record MissingFile(string Sha256, string Reason);

/// <summary>Where things stand in a pack. Nothing else belongs in one.</summary>
static class PackPaths
{
    public const string Readme = "README.txt";
    public const string Index = "index.html";
    public const string Key = "key.txt";
    public const string Head = "head.txt";
    public const string Manifest = "manifest.json";
    public const string Seal = "seal.txt";
    public static readonly IReadOnlyList<string> Fixed = [Readme, Index, Key, Head, Manifest, Seal];

    public static string Leaf(long index) => Numbered("entries", index, "json");
    public static string Payload(long index) => Numbered("payloads", index, "json");
    public static string Salt(long index) => Numbered("payloads", index, "salt");
    public static string Continues(long oldSize) => Numbered("heads", oldSize, "txt");
    public static string Proof(long index) => Numbered("proofs", index, "tlog-proof");

    /// <param name="name">"SOP-014 v3" becomes procedures/SOP-014-v3.md.</param>
    public static string Revision(string name) => $"procedures/{string.Concat(name.Select(c => IsPlain(c) ? c : '-'))}.md";

    public static string File(string sha256) => $"files/{sha256}";

    /// <summary>The size in a path that <see cref="Continues"/> could have made.</summary>
    public static long? OldSizeOf(string path) => NumberIn(path) is { } size && path == Continues(size) ? size : null;

    /// <summary>The index in a path that <see cref="Leaf"/>, <see cref="Payload"/>, <see cref="Salt"/> or <see cref="Proof"/> could have made.</summary>
    public static long? IndexOf(string path) =>
        NumberIn(path) is { } index && (path == Leaf(index) || path == Payload(index) || path == Salt(index) || path == Proof(index)) ? index : null;

    public static bool IsFile(string path) => path.StartsWith("files/", StringComparison.Ordinal) && Digest.TryParseHex(path["files/".Length..], out _);

    public static bool IsRevision(string path) => path.StartsWith("procedures/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal)
        && path["procedures/".Length..].All(IsPlain);

    static long? NumberIn(string path) =>
        long.TryParse(path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    static string Numbered(string folder, long index, string extension) => string.Create(CultureInfo.InvariantCulture, $"{folder}/{index}.{extension}");
}
