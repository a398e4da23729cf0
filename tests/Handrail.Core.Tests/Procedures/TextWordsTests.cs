using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public sealed class TextWordsTests
{
    [Fact]
    public void Words_stand_between_whatever_is_neither_letter_nor_digit() =>
        Assert.Equal(["Ask", "the", "on", "call", "administrator", "SOP", "014", "malmö", "é"], TextWords.In("Ask the *on-call* administrator (SOP-014)\n<malmö_é>"));

    [Fact]
    public void They_are_compared_without_case_and_accents() => Assert.Equal(["malmo", "leeds", "elan"], new[] { "MALMÖ", "Leeds", "Élan" }.Select(TextWords.Plain));

    [Fact]
    public void Each_is_counted_however_it_is_written() => Assert.Equal(new Dictionary<string, int> { ["malmo"] = 3, ["safe"] = 1 }, TextWords.Counted("Malmö, malmo, MALMÖ: safe"));

    [Fact]
    public void Half_a_character_is_no_word_and_a_long_one_is_known_by_its_beginning() =>
        Assert.Equal(["a", "b", new string('x', TextWords.Longest)], TextWords.In("a\uD800b " + new string('x', 5000)));
}
