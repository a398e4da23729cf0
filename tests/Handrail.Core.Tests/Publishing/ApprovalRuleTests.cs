using CsCheck;
using Handrail.Core.Publishing;

namespace Handrail.Core.Tests.Publishing;

public sealed class ApprovalRuleTests
{
    static readonly Gen<string?> Roles = Gen.Int[0, 2].Select(at => new[] { null, "Security lead", "Duty officer" }[at]);

    static readonly Gen<ApprovalRule> Rules = Gen.Select(Gen.Select(Roles, Gen.Int[1, 3], (role, count) => new ApprovalStep(role, count)).Array[1, 4], Gen.Bool, Gen.Enum<DirectPublication>(), (steps, inOrder, direct) => new ApprovalRule(steps, inOrder, direct));

    static readonly Gen<Signature[]> Signatures = Roles.Array[0, 12].Select(roles => roles.Select((role, at) => new Signature($"{at}", null, role, false, Office.Now)).ToArray());

    [Fact]
    public void What_both_ask_is_signed_when_each_is_and_never_before() => Gen.Select(Rules, Rules, Signatures).Sample((one, other, signatures) =>
        Signing.IsComplete(one.And(other), signatures) == (Signing.IsComplete(one, signatures) && Signing.IsComplete(other, signatures)), iter: 3_000);

    [Fact]
    public void What_both_ask_allows_directly_only_what_both_allow_and_keeps_the_order_of_either() => Gen.Select(Rules, Rules).Sample((one, other) =>
    {
        var both = one.And(other);
        Assert.Equal(one.Direct < other.Direct ? one.Direct : other.Direct, both.Direct);
        Assert.Equal(one.InOrder || other.InOrder, both.InOrder);
        Assert.Equal(one.InWords, one.And(one).InWords);
    });

    [Theory]
    [InlineData(3, null, 1, null, "3 administrators")]
    [InlineData(1, null, 3, null, "3 administrators")]
    [InlineData(1, "Security lead", 2, null, "one holder of Security lead and 2 administrators")]
    [InlineData(1, "Security lead", 2, "security lead", "2 holders of Security lead")]
    public void What_both_ask_in_words(int count, string? role, int more, string? others, string words) =>
        Assert.Equal(words, new ApprovalRule([new(role, count)], false, DirectPublication.Never).And(new([new(others, more)], false, DirectPublication.Never)).InWords);
}
