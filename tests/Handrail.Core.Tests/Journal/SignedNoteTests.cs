using CsCheck;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class SignedNoteTests
{
    const string Example = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    static readonly NoteKey ExampleKey = NoteKey.Parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").Value;

    [Fact]
    public void The_example_of_the_standard_verifies()
    {
        var note = SignedNote.Parse(Example).Value;
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.Equal([ExampleKey], note.VerifiedBy(ExampleKey).Value);
        Assert.Equal(Example, note.ToString());
    }

    [Fact]
    public void Any_changed_byte_is_refused() => Gen.Select(Gen.Int[0, Example.Length], Gen.Byte[1, 255]).Sample((at, change) =>
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Example);
        bytes[at % bytes.Length] ^= change;
        Assert.NotNull(SignedNote.Parse(bytes).Then(note => note.VerifiedBy(ExampleKey)).Refusal);
    });

    [Fact]
    public void Signatures_of_unknown_keys_are_ignored()
    {
        using var stranger = JournalKey.FromSeed("stranger.example", new byte[32]).Value;
        var note = SignedNote.Parse(Example).Value;
        Assert.Equal([ExampleKey], SignedNote.Parse(note.With(stranger.Sign("another text\n")).ToString()).Value.VerifiedBy(ExampleKey).Value);
        Assert.IsType<Refusal.Invalid>(note.VerifiedBy(stranger.Public).Refusal);
    }

    [Fact]
    public void A_wrong_signature_of_a_known_key_refuses_the_note_even_beside_a_right_one()
    {
        using var key = JournalKey.FromSeed("known.example", new byte[32]).Value;
        var note = SignedNote.Parse(Example).Value.With(key.Sign("another text\n"));
        Assert.IsType<Refusal.Invalid>(note.VerifiedBy(ExampleKey, key.Public).Refusal);
    }

    [Fact]
    public void The_text_may_hold_blank_lines_of_its_own()
    {
        using var key = JournalKey.FromSeed("known.example", new byte[32]).Value;
        const string Text = "one\n\n— two AAAAAAAA\n\nthree\n";
        var note = SignedNote.Parse(new SignedNote(Text, [key.Sign(Text)]).ToString()).Value;
        Assert.Equal(Text, note.Text);
        Assert.Null(note.VerifiedBy(key.Public).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name Zm9vYmFy")]
    [InlineData("text\n\n- name Zm9vYmFy\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— na+me Zm9vYmFy\n")]
    [InlineData("text\n\n—  Zm9vYmFy\n")]
    [InlineData("text\n\n— name Zm9v YmFy\n")]
    [InlineData("text\n\n— name Zm8=\n")]
    [InlineData("text\n\n— name Zm9vYmF=\n")]
    [InlineData("text\r\n\n— name Zm9vYmFy\n")]
    public void A_malformed_note_is_refused(string note) => Assert.IsType<Refusal.Invalid>(SignedNote.Parse(note).Refusal);

    [Fact]
    public void A_note_that_is_too_long_or_has_too_many_signatures_is_refused()
    {
        Assert.NotNull(SignedNote.Parse(new string('a', SignedNote.MaxBytes) + Example).Refusal);
        Assert.NotNull(SignedNote.Parse("text\n\n" + string.Concat(Enumerable.Repeat("— name Zm9vYmFy\n", 101))).Refusal);
        Assert.Null(SignedNote.Parse("text\n\n" + string.Concat(Enumerable.Repeat("— name Zm9vYmFy\n", 16))).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/foo")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0")]
    public void A_malformed_key_is_refused(string vkey) => Assert.IsType<Refusal.Invalid>(NoteKey.Parse(vkey).Refusal);

    [Fact]
    public void A_key_comes_back_from_its_seed()
    {
        using var key = JournalKey.FromSeed("sop.example/audit", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]).Value;
        Assert.Equal("sop.example/audit+f34c38be+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4", key.Public.ToString());
        using var again = JournalKey.FromSeed("sop.example/audit", key.ExportSeed()).Value;
        Assert.Equal(key.Public, again.Public);
        Assert.Equal(key.Public, NoteKey.Parse(key.Public.ToString()).Value);
    }

    [Theory]
    [InlineData("", 32)]
    [InlineData("two words", 32)]
    [InlineData("a+b", 32)]
    [InlineData("a", 31)]
    public void A_key_needs_a_name_and_a_whole_seed(string name, int length) => Assert.IsType<Refusal.Invalid>(JournalKey.FromSeed(name, new byte[length]).Refusal);
}
