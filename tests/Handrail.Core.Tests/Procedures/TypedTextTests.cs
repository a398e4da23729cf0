using CsCheck;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class TypedTextTests
{
    static readonly Gen<string> AnyText = Gen.OneOf(new[] { "a", "b", " ", "\n", "\r\n", "\r", "1. Do it" }.Select(Gen.Const).ToArray()).Array[0, 20].Select(string.Concat);

    /// <summary>What a browser sends for what it was shown.</summary>
    static string Sent(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    [Fact]
    public void What_nobody_edited_comes_back_byte_for_byte() => AnyText.Sample(text => Assert.Equal(text, TypedText.Keep(text, Sent(text))));

    [Fact]
    public void What_was_typed_is_there_whatever_the_line_ends() =>
        Gen.Select(AnyText, AnyText).Sample((old, typed) => Assert.Equal(Sent(typed), Sent(TypedText.Keep(old, Sent(typed)))));

    [Theory]
    [InlineData("a\nb\nc\n", "a\r\nx\r\nc\r\n", "a\nx\nc\n")]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\nc\r\n", "a\r\nb\r\nc\r\n")]
    [InlineData("a\r\nb\nc\nd\n", "a\r\nb\r\nx\r\nd\r\n", "a\r\nb\nx\nd\n")]
    [InlineData("", "a\r\nb", "a\nb")]
    [InlineData("a", "a\r\n", "a\n")]
    public void An_edited_line_ends_as_most_lines_do(string old, string typed, string kept) => Assert.Equal(kept, TypedText.Keep(old, typed));

    [Theory]
    [InlineData("plain", false)]
    [InlineData("\U0001F512 locked", false)]
    [InlineData("a\0b", true)]
    public void Characters_that_no_database_keeps_are_refused(string text, bool refused) => Assert.Equal(refused, TypedText.Refuses("text", text) is not null);

    /// <summary>Not among the rows above: test results are kept in UTF-8, which cannot say it.</summary>
    [Fact]
    public void Half_of_a_pair_is_no_character() => Assert.NotNull(TypedText.Refuses("text", "half \uD83D of a pair"));

    [Fact]
    public void A_text_can_be_too_long() => Assert.NotNull(TypedText.Refuses("text", new string('a', TypedText.Most + 1)));
}
