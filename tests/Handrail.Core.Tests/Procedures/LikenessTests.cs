using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class LikenessTests
{
    [Theory]
    [InlineData("IT adminstrator", "IT administrator")]
    [InlineData("it_administrator", "IT administrator")]
    [InlineData("Securty lead", "Security lead")]
    [InlineData("Janitor", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_offered_when_it_is_near(string written, string? nearest) =>
        Assert.Equal(nearest, Likeness.Nearest(written, ["Security lead", "IT administrator", "HR"]));

    [Theory]
    [InlineData("Recieve", "receive", true)]
    [InlineData("organise", "organize", true)]
    [InlineData("THE", "the", true)]
    [InlineData("encrypt", "decrypt", false)]
    [InlineData("include", "exclude", false)]
    [InlineData("on", "off", false)]
    [InlineData("import", "export", false)]
    public void A_spelling_is_told_from_another_word(string a, string b, bool alike) => Assert.Equal(alike, Likeness.SpelledAlike(a, b));

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "ab", 2)]
    public void Edits_are_counted(string a, string b, int edits) => Assert.Equal(edits, Likeness.Edits(a, b, 10));
}
