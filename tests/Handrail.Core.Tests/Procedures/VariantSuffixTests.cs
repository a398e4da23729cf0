using CsCheck;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class VariantSuffixTests
{
    static readonly Gen<string> Name = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 30], Gen.String[Gen.Char[' ', 'ÿ'], 0, 30], Gen.String[Gen.Char["Ла実 -ß9é"], 0, 20]);

    [Theory]
    [InlineData("Laboratory", "LAB")]
    [InlineData("IT", "IT")]
    [InlineData("Human Resources", "HR")]
    [InlineData("research & development", "RD")]
    [InlineData("Site 2, Berlin", "SB")]
    [InlineData("Ärztliche Leitung", "AL")]
    [InlineData("Außendienst", "AUE")]
    [InlineData("Finance and controlling of all sites", "FACO")]
    [InlineData("Лаборатория", "A")]
    [InlineData("2nd floor", "FLO")]
    public void The_suffix_says_whose_it_is(string department, string suffix) => Assert.Equal(suffix, VariantSuffix.Of(department, new HashSet<string>()));

    [Fact]
    public void Whatever_the_name_and_whatever_is_taken_it_is_a_suffix_that_is_free() => Gen.Select(Name, Gen.Int[0, 40]).Sample((name, others) =>
    {
        var taken = new HashSet<string> { "" };
        for (var i = 0; i <= others; i++)
        {
            var suffix = VariantSuffix.Of(name, taken);
            Assert.True(VariantSuffix.IsOne(suffix), suffix);
            Assert.True(taken.Add(suffix), suffix);
        }
    }, iter: 2_000);

    [Fact]
    public void What_is_typed_stays_where_it_is_free_and_never_grows_too_long() => Gen.Select(Gen.String[Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ"], 1, VariantSuffix.Longest], Gen.Int[0, 1_200]).Sample((typed, others) =>
    {
        var taken = new HashSet<string>();
        Assert.Equal(typed, VariantSuffix.Free(typed, taken));
        for (var i = 0; i < others; i++) Assert.True(taken.Add(VariantSuffix.Free(typed, taken)));
        Assert.All(taken, suffix => Assert.True(VariantSuffix.IsOne(suffix), suffix));
    }, iter: 50);

    [Fact]
    public void Names_without_Latin_letters_go_by_the_alphabet()
    {
        var taken = new HashSet<string>();
        for (var i = 0; i < 28; i++) taken.Add(VariantSuffix.Of("研究所", taken));
        Assert.Equal(28, taken.Count);
        Assert.Superset(new HashSet<string> { "A", "B", "Z", "Z2", "Z3" }, taken);
    }
}
