using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Handrail.Core.Journal;

/// <summary>
/// One entry of a journal: the leaf of the tree. Its bytes are stored once and never written again from these values.
/// It says that something happened, when and about what, and commits to the payload, which says what and by whom.
/// Payload and salt stand beside it and can be dropped: the entry still verifies, and shows that something was there.
/// </summary>
/// <param name="Index">Place in the journal, from 0, without gaps.</param>
/// <param name="Kind">The name of the fact's type.</param>
/// <param name="Subject">What it is about: "run/R-1042", "procedure/SOP-014".</param>
/// <param name="Previous">Index of the entry before this one about the same subject; null for the first. Makes a missing entry visible to whoever holds a later one.</param>
/// <param name="Commitment">SHA-256 of salt and payload.</param>
public sealed partial record JournalEntry(long Index, Instant At, string Kind, string Subject, long? Previous, Digest Commitment)
{
    /// <summary>A leaf is at most this long, so that it fits the entry bundles of C2SP tlog-tiles.</summary>
    public const int MaxLeafBytes = 65_535;
    public const int MaxPayloadBytes = 1024 * 1024;
    public const int SaltSize = 32;
    const int Version = 1;
    const int MaxSubject = 200;

    /// <summary>Makes the entry, its leaf and its payload. Refused when the payload is too long or the subject is malformed.</summary>
    /// <param name="index">The size of the journal before this entry.</param>
    /// <param name="previous">See <see cref="Previous"/>.</param>
    /// <param name="salt">32 fresh random bytes: without them nobody can guess a short payload from its commitment.</param>
    public static Outcome<ComposedEntry> Compose(long index, Instant at, string subject, long? previous, Actor actor, Fact fact, ReadOnlySpan<byte> salt)
    {
        if (salt.Length != SaltSize) throw new ArgumentException($"A salt has {SaltSize} bytes.", nameof(salt));
        if (!IsSubject(subject)) return new Refusal.Invalid("subject", $"\"{subject}\" cannot be the subject of a journal entry: it must look like run/R-1042.");
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (previous < 0 || previous >= index) throw new ArgumentOutOfRangeException(nameof(previous), "The entry before this one has a smaller index.");
        var payload = new EntryPayload(actor, fact).ToBytes();
        if (payload.Length > MaxPayloadBytes) return new Refusal.Invalid("", $"This is too long to record: {payload.Length} bytes, and the limit is {MaxPayloadBytes}. Attach long texts as files.");
        var entry = new JournalEntry(index, at, FactJson.KindOf(fact), subject, previous, Commit(salt, payload));
        return new ComposedEntry(entry, entry.ToLeaf(), payload, salt.ToArray());
    }

    /// <summary>Reads a leaf. Only the exact bytes that <see cref="Compose"/> makes are accepted: one entry has one spelling.</summary>
    public static Outcome<JournalEntry> Parse(ReadOnlySpan<byte> leaf)
    {
        if (leaf.Length <= MaxLeafBytes && ReadLeaf(leaf) is { Kind: not null, Subject: not null } read && read.V == Version
            && Instant.TryParse(read.At, out var at) && Digest.TryParse(read.Commit, out var commitment) && IsKind(read.Kind) && IsSubject(read.Subject))
        {
            var entry = new JournalEntry(read.N, at, read.Kind, read.Subject, read.Prev, commitment);
            if (entry.Index >= 0 && (entry.Previous is null || entry.Previous >= 0 && entry.Previous < entry.Index) && leaf.SequenceEqual(entry.ToLeaf())) return entry;
        }
        return new Refusal.Invalid("", "This is not a journal entry of a version this program knows.");
    }

    /// <summary>Is this the payload, with the salt, that this entry was made for?</summary>
    public bool CommitsTo(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload) => salt.Length == SaltSize && Commit(salt, payload) == Commitment;

    /// <summary>Reads who and what from a payload. Says nothing about whether it is the right one: see <see cref="CommitsTo"/>.</summary>
    public Outcome<EntryPayload> OpenPayload(ReadOnlySpan<byte> payload) => EntryPayload.Read(Kind, payload);

    static Digest Commit(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload) => Digest.Of([.. salt, .. payload]);

    /// <summary>Canonical JSON; none of the values needs escaping.</summary>
    byte[] ToLeaf()
    {
        var previous = Previous is { } index ? string.Create(CultureInfo.InvariantCulture, $"\"prev\":{index},") : "";
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"at":"{{At}}","commit":"{{Commitment}}","kind":"{{Kind}}","n":{{Index}},{{previous}}"subject":"{{Subject}}","v":{{Version}}}"""));
    }

    static bool IsKind(string kind) => kind.Length is > 0 and <= 100 && kind.All(char.IsAsciiLetterOrDigit);

    static bool IsSubject(string? subject) => subject is { Length: > 0 and <= MaxSubject } && subject.All(c => c is > ' ' and <= '~' and not '"' and not '\\');

    static LeafJson? ReadLeaf(ReadOnlySpan<byte> leaf)
    {
        try
        {
            return JsonSerializer.Deserialize(leaf, LeafJsonContext.Default.LeafJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record LeafJson(string? At, string? Commit, string? Kind, long N, long? Prev, string? Subject, int V);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(LeafJson))]
    sealed partial class LeafJsonContext : JsonSerializerContext;
}

/// <summary>An entry and the three byte strings to store with it.</summary>
/// <param name="Leaf">Hashed into the tree; kept for ever, byte for byte.</param>
/// <param name="Payload">May be dropped together with the salt.</param>
public sealed record ComposedEntry(JournalEntry Entry, byte[] Leaf, byte[] Payload, byte[] Salt);
