using CsCheck;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Tests.Procedures.Comparing;

public class WordDiffTests
{
    static string Shown(string old, string @new) =>
        string.Concat(WordDiff.Of(old, @new).Select(segment => segment.Kind switch
        {
            SegmentKind.Same => segment.Text,
            SegmentKind.Added => $"[+{segment.Text}+]",
            _ => $"[-{segment.Text}-]",
        }));

    [Theory]
    [InlineData("Disable the account", "Disable the account", "Disable the account")]
    [InlineData("Disable the account", "Suspend the account", "[-Disable-][+Suspend+] the account")]
    [InlineData("Within 1 hour", "Within 24 hours", "Within [-1 hour-][+24 hours+]")]
    [InlineData("", "New", "[+New+]")]
    [InlineData("Old", "", "[-Old-]")]
    [InlineData("wait 1,000 days", "wait 1,500 days", "wait [-1,000-][+1,500+] days")]
    [InlineData("Don't wait", "Don’t wait", "[-Don't-][+Don’t+] wait")]
    [InlineData("a 😀 b", "a 😁 b", "a [-😀-][+😁+] b")]
    public void Whole_words_are_marked(string old, string @new, string shown) => Assert.Equal(shown, Shown(old, @new));

    static readonly Gen<string> Text = Gen.OneOf("the", "account", " ", "  ", "\n", "\r\n", "12", "1.5", ".", "’", "é", "😀", "\ud83d", "`x`", "\t").Array[0, 40].Select(string.Concat);

    [Fact]
    public void Segments_rebuild_both_texts_and_alternate() => Gen.Select(Text, Text).Sample((old, @new) =>
    {
        var segments = WordDiff.Of(old, @new);
        Assert.Equal(old, string.Concat(segments.Where(segment => segment.Kind != SegmentKind.Added).Select(segment => segment.Text)));
        Assert.Equal(@new, string.Concat(segments.Where(segment => segment.Kind != SegmentKind.Removed).Select(segment => segment.Text)));
        Assert.DoesNotContain(segments.Zip(segments.Skip(1)), pair => pair.First.Kind == pair.Second.Kind || pair is { First.Kind: SegmentKind.Added, Second.Kind: SegmentKind.Removed });
        Assert.DoesNotContain(segments, segment => segment.Text.Length == 0);
    });

    [Fact]
    public void Large_texts_are_compared_line_by_line_first()
    {
        string[] lines = [.. Enumerable.Range(0, 3000).Select(i => $"line {i} of a long text\n")];
        var old = string.Concat(lines);
        lines[1500] = "line 1500 of a very long text\n";
        Assert.Equal([(SegmentKind.Added, "very ")], WordDiff.Of(old, string.Concat(lines)).Where(segment => segment.Kind != SegmentKind.Same).Select(segment => (segment.Kind, segment.Text)));
    }

    [Fact]
    public void Two_large_texts_with_nothing_in_common_are_one_replacement()
    {
        var old = string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"a{i}"));
        var @new = old.Replace('a', 'b');
        Assert.Equal([new(SegmentKind.Removed, old), new(SegmentKind.Added, @new)], WordDiff.Of(old, @new));
    }
}
