using Handrail.Core.Compliance;
using Handrail.Core.Publishing;

namespace Handrail.Core.Tests.Compliance;

public class PolicyApprovalTests
{
    static readonly Person Ada = new("ada", "Ada", true, true, [], []);
    static readonly Person Bea = new("bea", "Bea", true, true, [], []);
    static readonly Person Carl = new("carl", "Carl", true, false, [], []);

    [Fact]
    public void An_administrator_who_wrote_no_word_of_it_may() =>
        Assert.Equal("as administrator", PolicyApproval.RightOf(Bea, ["ada", "carl"], [Ada, Bea, Carl]).Value.InWords);

    [Theory]
    [InlineData("ada")]
    [InlineData("carl", "ada")]
    public void Whoever_wrote_in_it_may_not(params string[] authors) =>
        Assert.IsType<Refusal.Forbidden>(PolicyApproval.RightOf(Ada, authors, [Ada, Carl]).Refusal);

    [Fact]
    public void A_member_may_not_even_what_somebody_else_wrote() =>
        Assert.IsType<Refusal.Forbidden>(PolicyApproval.RightOf(Carl, ["ada"], [Ada, Carl]).Refusal);

    [Fact]
    public void Whoever_is_alone_may_and_the_record_says_so()
    {
        var right = PolicyApproval.RightOf(Ada, ["ada"], [Ada]).Value;
        Assert.True(right.Alone);
        Assert.Equal("as the only member of the organization, who also wrote it", right.InWords);
    }
}
