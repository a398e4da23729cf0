using CsCheck;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class HitExcerptTests
{
    [Theory]
    [InlineData("Lock the front door.", "door", "Lock the front [[door]].")]
    [InlineData("Lock the doors of the DOOR man.", "door", "Lock the [[door]]s of the [[DOOR]] man.")]
    [InlineData("The office in Malmö.", "malmo", "The office in [[Malmö]].")]
    [InlineData("The office in Malmo.", "Malmö", "The office in [[Malmo]].")]
    [InlineData("An outdoor door.", "door", "An outdoor [[door]].")]
    [InlineData("---\ntitle: The door\n---\nNothing of it.", "door", "")]
    [InlineData("", "door", "")]
    [InlineData("## Steps\n\n1. Lock the **door** {#door}\n   - Role: [Porter](porter.md)\n", "door", "Steps · Lock the [[door]] · Role: Porter")]
    [InlineData("# Lock it {#door}\n", "door", "Lock it")]
    public void A_word_is_found_by_its_beginning_below_the_front_matter(string text, string word, string excerpt) => Assert.Equal(excerpt, HitExcerpt.Of(text, [word]));

    [Fact]
    public void Of_a_long_text_it_is_the_neighbourhood_of_the_first_hit_and_every_hit_in_it_is_marked()
    {
        var far = string.Concat(Enumerable.Repeat("Before that nothing happens. ", 50));

        var excerpt = HitExcerpt.Of($"{far}Take the backup tape to the vault. {far}", ["tape", "backup"]);

        Assert.Contains("Take the [[backup]] [[tape]] to the vault.", excerpt, StringComparison.Ordinal);
        Assert.StartsWith("…", excerpt, StringComparison.Ordinal);
        Assert.EndsWith("…", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 100, 300);
    }

    /// <summary>Brackets that the text has of its own would be counted with the marks.</summary>
    [Fact]
    public void Nothing_that_is_typed_and_no_text_breaks_it() => Gen.Select(Gen.String.Array[0, 4], Gen.String.Select(text => text.Replace('[', '(').Replace(']', ')'))).Sample((words, text) =>
    {
        var excerpt = HitExcerpt.Of(text, words);
        Assert.Equal(excerpt.Split("[[").Length, excerpt.Split("]]").Length);
    }, iter: 2_000);
}
