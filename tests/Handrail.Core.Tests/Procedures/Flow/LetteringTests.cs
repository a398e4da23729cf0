using CsCheck;
using Handrail.Core.Procedures.Flow;

namespace Handrail.Core.Tests.Procedures.Flow;

public class LetteringTests
{
    static readonly Gen<string> Text = Gen.OneOf(Gen.Char['a', 'z'], Gen.Const(' '), Gen.Char['À', 'ÿ'], Gen.Char['一', '鿿']).Array[0, 120].Select(letters => new string(letters));

    [Fact]
    public void No_line_is_wider_than_asked() => Gen.Select(Text, Gen.Int[40, 300]).Sample((text, width) =>
        Assert.All(Lettering.Wrap(text, width, 13, 100), line => Assert.InRange(Lettering.Width(line, 13), 0, width)));

    [Fact]
    public void No_letter_is_lost() => Gen.Select(Text, Gen.Int[40, 300]).Sample((text, width) =>
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(Lettering.Wrap(text, width, 13, 1000)).Replace(" ", "", StringComparison.Ordinal)));

    [Fact]
    public void What_does_not_fit_ends_in_an_ellipsis()
    {
        var lines = Lettering.Wrap("Disable the directory account and every session", 120, 13, 2);
        Assert.Equal(2, lines.Count);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_of_two_characters_is_not_torn_apart() =>
        Assert.All(Lettering.Wrap(string.Concat(Enumerable.Repeat("🔥", 40)), 95, 13, 3), line => Assert.All(line.EnumerateRunes(), rune => Assert.NotEqual(0xFFFD, rune.Value)));
}
