using System.Text;
using CsCheck;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class JournalEntryTests
{
    static readonly Instant At = new(1_772_357_400_123_456);
    static readonly Actor Ada = new("0195f1c2-0000-7000-8000-000000000001", "Ada Lovelace");
    static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void An_entry_is_written_in_one_way()
    {
        var made = Compose("procedure/SOP-014", 17, 3, new DraftSaved("SOP-014", "ab")).Value;
        Assert.Equal($$"""{"at":"2026-03-01T09:30:00.123456Z","commit":"{{made.Entry.Commitment}}","kind":"DraftSaved","n":17,"prev":3,"subject":"procedure/SOP-014","v":1}""", Encoding.UTF8.GetString(made.Leaf));
        Assert.Equal("""{"actor":{"id":"0195f1c2-0000-7000-8000-000000000001","name":"Ada Lovelace"},"fact":{"number":"SOP-014","sha256":"ab"}}""", Encoding.UTF8.GetString(made.Payload));
        Assert.Equal(made.Entry.Commitment, Digest.Of([.. Salt, .. made.Payload]));
        Assert.DoesNotContain("Ada", Encoding.UTF8.GetString(made.Leaf), StringComparison.Ordinal);
    }

    [Fact]
    public void The_leaf_is_canonical_json()
    {
        var leaf = Compose("run/R-1042", 0, null, new MemberJoined("1", "Zoë")).Value.Leaf;
        Assert.Equal(leaf, CanonicalJson.Write(System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(leaf)));
    }

    [Fact]
    public void What_was_composed_is_read_back() => Gen.Select(Gen.String, Gen.String, Gen.Long[0, 1L << 50]).Sample((name, fact, index) =>
    {
        if (!IsText(name) || !IsText(fact)) return;
        var made = JournalEntry.Compose(index, At, "member/7", index == 0 ? null : index - 1, new("7", name), new MemberJoined("8", fact), Salt).Value;
        var entry = JournalEntry.Parse(made.Leaf).Value;
        Assert.Equal(made.Entry, entry);
        Assert.True(entry.CommitsTo(made.Salt, made.Payload));
        Assert.Equal(new EntryPayload(new("7", name), new MemberJoined("8", fact)), entry.OpenPayload(made.Payload).Value);
    });

    [Fact]
    public void A_changed_byte_of_salt_or_payload_breaks_the_commitment() => Gen.Select(Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((at, change) =>
    {
        var made = Compose("run/R-1", 0, null, new MemberJoined("8", "Bob")).Value;
        Assert.False(made.Entry.CommitsTo(Changed(made.Salt, at, change), made.Payload));
        Assert.False(made.Entry.CommitsTo(made.Salt, Changed(made.Payload, at, change)));
    });

    [Fact]
    public void A_byte_cannot_move_from_the_payload_to_the_salt()
    {
        var made = Compose("run/R-1", 0, null, new MemberJoined("8", "Bob")).Value;
        Assert.False(made.Entry.CommitsTo([.. made.Salt, made.Payload[0]], made.Payload.AsSpan(1)));
    }

    [Fact]
    public void Any_changed_byte_of_a_leaf_is_another_entry_or_none() => Gen.Select(Gen.Int[0, 10_000], Gen.Byte[1, 255]).Sample((at, change) =>
    {
        var made = Compose("run/R-1", 5, 4, new MemberJoined("8", "Bob")).Value;
        var changed = Changed(made.Leaf, at, change);
        Assert.False(JournalEntry.Parse(changed).Granted(out var entry, out _) && entry == made.Entry);
    });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"at":"2026-03-01T09:30:00.123456Z","commit":"+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=","kind":"DraftSaved","n":17,"subject":"procedure/SOP-014","v":2}""")]
    [InlineData("""{"at":"2026-03-01T09:30:00.123456Z","commit":"+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=","kind":"DraftSaved","n":-1,"subject":"procedure/SOP-014","v":1}""")]
    [InlineData("""{"at":"2026-03-01T09:30:00Z","commit":"+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=","kind":"DraftSaved","n":17,"subject":"procedure/SOP-014","v":1}""")]
    [InlineData("""{"at":"2026-03-01T09:30:00.123456Z","commit":"+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=","kind":"DraftSaved","n":17,"n":17,"subject":"procedure/SOP-014","v":1}""")]
    [InlineData("""{"at":"2026-03-01T09:30:00.123456Z","commit":"+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=","kind":"DraftSaved","n":17,"subject":"two words","v":1}""")]
    [InlineData("""{"at":"2026-03-01T09:30:00.123456Z","commit":"+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=","kind":"DraftSaved", "n":17,"subject":"procedure/SOP-014","v":1}""")]
    public void Other_bytes_are_no_entry(string leaf) => Assert.IsType<Refusal.Invalid>(JournalEntry.Parse(Encoding.UTF8.GetBytes(leaf)).Refusal);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("run/\"")]
    [InlineData("run/é")]
    public void A_malformed_subject_is_refused(string subject) => Assert.IsType<Refusal.Invalid>(Compose(subject, 0, null, new OrganizationFounded("Acme")).Refusal);

    [Fact]
    public void A_payload_over_the_limit_is_refused_and_one_at_the_limit_is_not()
    {
        var room = JournalEntry.MaxPayloadBytes - Compose("organization", 0, null, new OrganizationFounded("")).Value.Payload.Length;
        Assert.Null(Compose("organization", 0, null, new OrganizationFounded(new string('a', room))).Refusal);
        Assert.IsType<Refusal.Invalid>(Compose("organization", 0, null, new OrganizationFounded(new string('a', room + 1))).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"actor":{"id":"1","name":"A"}}""")]
    [InlineData("""{"actor":{"id":"1"},"fact":{}}""")]
    [InlineData("""{"actor":null,"fact":{}}""")]
    [InlineData("""{"actor":{"id":"1","name":"\ud800"},"fact":{"name":"x"}}""")]
    [InlineData("""{"actor":{"id":"1","name":"A"},"fact":{"name":"\ud800"}}""")]
    [InlineData("""{"actor":{"id":"1","name":"A"},"fact":{"name":"a","name":"b"}}""")]
    [InlineData("""{"actor":{"id":"1","name":"A"},"fact":null}""")]
    [InlineData("""{"actor":{"id":"1","name":"A"},"fact":[]}""")]
    public void Other_bytes_are_no_payload(string payload)
    {
        var entry = Compose("organization", 0, null, new OrganizationFounded("Acme")).Value.Entry;
        Assert.IsType<Refusal.Invalid>(entry.OpenPayload(Encoding.UTF8.GetBytes(payload)).Refusal);
    }

    static Outcome<ComposedEntry> Compose(string subject, long index, long? previous, Fact fact) => JournalEntry.Compose(index, At, subject, previous, Ada, fact, Salt);

    static byte[] Changed(byte[] bytes, int at, byte change)
    {
        var changed = (byte[])bytes.Clone();
        changed[at % changed.Length] ^= change;
        return changed;
    }

    static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i++)) return false;
        return true;
    }
}
