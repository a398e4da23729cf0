using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Tests.Procedures.Comparing;

public class ReadableTextTests
{
    [Theory]
    [InlineData("## Who may", "Who may")]
    [InlineData("- Role: Key keeper", "• Role: Key keeper")]
    [InlineData("   * [ ] Shut it", "   • Shut it")]
    [InlineData("| Door | Key |\n| --- | :-: |\n| Front | 1 |", "Door · Key\nFront · 1")]
    [InlineData("---\nowner: Key keeper\n---", "owner: Key keeper")]
    [InlineData("1. Lock the **front** door {#front}", "1. Lock the front door")]
    [InlineData("See [the plan](plan.md#a) and ![the lock](lock.png)", "See the plan and [picture: the lock]")]
    [InlineData("Type `rm **/*.log` now", "Type rm **/*.log now")]
    [InlineData("```\n# not a heading\n| a | b |\n```", "# not a heading\n| a | b |")]
    [InlineData("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name")]
    public void Marks_are_not_read_and_what_is_exact_stays(string markdown, string read) => Assert.Equal(read, ReadableText.Of(markdown));

    [Fact]
    public void A_difference_is_shown_in_the_words_that_are_read() =>
        Assert.Equal(
            [(SegmentKind.Same, "Front · "), (SegmentKind.Removed, "one"), (SegmentKind.Added, "two")],
            Words("| --- | --- |\n| Front | one |", "| --- | --- |\n| Front | two |"));

    [Theory]
    [InlineData("## Scope\nThe front door.", "## Scope\nThe back door.", "The ")]
    [InlineData("## Scope\nThe front door.", "## Reach\nThe front door.", "Scope")]
    public void What_stands_under_its_name_does_not_say_it_again(string old, string @new, string first) =>
        Assert.Equal(first, ReadableText.Of(TextChanges.Of("Scope", old, @new))[0].Text);

    [Fact]
    public void Where_only_marks_or_a_target_differ_the_text_stands_as_it_is_written() =>
        Assert.Contains(Words("See [it](a.md)", "See [it](b.md)"), segment => segment.Kind == SegmentKind.Added && segment.Text.Contains('b', StringComparison.Ordinal));

    static List<(SegmentKind Kind, string Text)> Words(string old, string @new) => [.. ReadableText.Of(WordDiff.Of(old, @new)).Select(segment => (segment.Kind, segment.Text))];
}
