using Handrail.Core.Publishing;
using static Handrail.Core.Tests.Publishing.Office;

namespace Handrail.Core.Tests.Publishing;

public class SigningTests
{
    static readonly Person Bea = Member("Bea") with { IsAdministrator = true };
    static readonly Person Cato = Member("Cato") with { IsAdministrator = true };
    static readonly ApprovalRule TwoAdministrators = new([new(null, 2)], false, DirectPublication.Never);
    static readonly ApprovalRule LeadThenAdministrator = new([new("security LEAD", 1), new(null, 1)], true, DirectPublication.Never);

    static RevisionStanding InReview(ApprovalRule rule, params Person[] people) => Revision(RevisionState.InReview, rule, people);

    [Fact]
    public void An_author_cannot_sign_whatever_they_are()
    {
        var author = Anna with { IsAdministrator = true, Roles = ["Security lead"] };
        foreach (var rule in new[] { ApprovalRule.Default, ByTheLead, LeadThenAdministrator })
            Assert.Equal("forbidden", Signing.RightOf(InReview(rule, author, Adam, Paul), author).Refusal?.Code);
    }

    [Fact]
    public void Whoever_changed_a_single_word_of_somebody_elses_draft_is_an_author() =>
        Assert.Equal("forbidden", Signing.RightOf(InReview(ApprovalRule.Default) with { Contributors = new HashSet<string> { Anna.Id, Adam.Id } }, Adam).Refusal?.Code);

    [Fact]
    public void The_only_member_of_an_organization_signs_their_own_text_and_the_record_says_so()
    {
        var alone = Anna with { IsAdministrator = true };
        var right = Signing.RightOf(InReview(LeadThenAdministrator, alone), alone).Value;
        Assert.True(right.Alone);
        Assert.Equal("as the only member of the organization, who also wrote it", right.InWords);
        Assert.True(Signing.IsComplete(LeadThenAdministrator, [new(alone.Id, null, null, true, Now)]));
    }

    [Fact]
    public void The_only_member_signs_a_text_in_which_they_changed_no_word_for_all_that_the_rule_asks_for()
    {
        var alone = Anna with { IsAdministrator = true };
        foreach (var rule in new[] { ByTheLead, LeadThenAdministrator, LeadThenAdministrator with { InOrder = false }, TwoAdministrators })
        {
            var untouched = InReview(rule, alone) with { Contributors = new HashSet<string>() };
            Assert.Equal("as the only member of the organization", Signing.RightOf(untouched, alone).Value.InWords);
            Assert.True(Signing.CapacityOf(untouched, alone).Value.Alone);
        }
        Assert.Equal("as administrator", Signing.RightOf(InReview(ApprovalRule.Default, alone) with { Contributors = new HashSet<string>() }, alone).Value.InWords);
    }

    [Fact]
    public void With_a_second_member_nobody_is_alone_even_if_that_one_may_approve_nothing()
    {
        var author = Anna with { IsAdministrator = true };
        Assert.Equal("forbidden", Signing.RightOf(InReview(ApprovalRule.Default, author, Otto), author).Refusal?.Code);
        Assert.Contains("one administrator", Signing.Unobtainable(InReview(ApprovalRule.Default, author, Otto)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_signs_twice()
    {
        var revision = InReview(TwoAdministrators, Anna, Adam, Bea) with { Signatures = [By(Adam)] };
        Assert.Equal("conflict", Signing.RightOf(revision, Adam).Refusal?.Code);
        Assert.Null(Signing.RightOf(revision, Bea).Refusal);
    }

    [Fact]
    public void In_order_the_second_waits_for_the_first()
    {
        var revision = InReview(LeadThenAdministrator);
        Assert.Equal("SOP-014 v3 first waits for one holder of security LEAD.", Signing.RightOf(revision, Adam).Refusal?.Message);
        Assert.Equal("as security LEAD", Signing.RightOf(revision, Paul).Value.InWords);
        Assert.Equal("as administrator", Signing.RightOf(revision with { Signatures = [By(Paul, "Security lead")] }, Adam).Value.InWords);
    }

    [Fact]
    public void Without_an_order_anybody_is_first() => Assert.Null(Signing.RightOf(InReview(LeadThenAdministrator with { InOrder = false }), Adam).Refusal);

    [Fact]
    public void A_signature_counts_for_one_step_only()
    {
        var rule = new ApprovalRule([new(null, 1), new("Security lead", 1), new(null, 1)], false, DirectPublication.Never);
        Assert.Equal([new("Security lead", 1), new ApprovalStep(null, 1)], Signing.Open(rule, [By(Adam)]));
        Assert.False(Signing.IsComplete(rule, [By(Adam), By(Paul, "Security lead")]));
        Assert.True(Signing.IsComplete(rule, [By(Adam), By(Paul, "Security lead"), By(Bea)]));
    }

    [Fact]
    public void A_deputy_signs_and_the_record_says_for_whom()
    {
        var away = Adam with { Deputies = [Otto.Id] };
        var right = Signing.RightOf(InReview(ApprovalRule.Default, Anna, away, Otto), Otto).Value;
        Assert.Equal("as administrator, standing in for Adam", right.InWords);
    }

    [Fact]
    public void A_deputy_of_an_author_signs_nothing_in_their_place()
    {
        var author = Anna with { IsAdministrator = true, Deputies = [Otto.Id] };
        Assert.Equal("forbidden", Signing.RightOf(InReview(ApprovalRule.Default, author, Otto), Otto).Refusal?.Code);
    }

    [Fact]
    public void One_persons_vote_is_not_given_twice_by_their_deputy()
    {
        var away = Adam with { Deputies = [Otto.Id] };
        var revision = InReview(TwoAdministrators, Anna, away, Bea, Otto);
        Assert.Equal("forbidden", Signing.RightOf(revision with { Signatures = [By(away)] }, Otto).Refusal?.Code);
        Assert.Null(Signing.RightOf(revision with { Signatures = [By(Bea)] }, Otto).Refusal);
    }

    [Fact]
    public void An_auditor_signs_nothing_not_even_in_a_role() =>
        Assert.Equal("forbidden", Signing.RightOf(InReview(ByTheLead, Anna, Adam, Iris with { Roles = ["Security lead"] }), Iris with { Roles = ["Security lead"] }).Refusal?.Code);

    [Theory]
    [InlineData(null, "invalid")]
    [InlineData("  ", "invalid")]
    [InlineData("It is done like this at the other site.", null)]
    public void Open_objections_block_unless_they_are_overruled_with_a_reason(string? overrule, string? code) =>
        Assert.Equal(code, Signing.RightOf(InReview(ByTheLead) with { OpenObjections = 2 }, Paul, overrule).Refusal?.Code);

    [Fact]
    public void It_is_known_before_sending_whether_anybody_could_approve()
    {
        Assert.Null(Signing.Unobtainable(InReview(TwoAdministrators, Anna, Bea, Cato)));
        Assert.NotNull(Signing.Unobtainable(InReview(TwoAdministrators, Anna, Bea)));
        Assert.NotNull(Signing.Unobtainable(InReview(ByTheLead, Anna, Adam)));
    }

    [Fact]
    public void Those_who_are_asked_are_those_who_could_sign_now()
    {
        Assert.Equal([Paul], Signing.Asked(InReview(LeadThenAdministrator)));
        Assert.Equal([Adam], Signing.Asked(InReview(LeadThenAdministrator) with { Signatures = [By(Paul, "Security lead")] }));
        Assert.Empty(Signing.Asked(Revision(RevisionState.Draft)));
    }

    [Theory]
    [InlineData("one administrator", null, 1)]
    [InlineData("3 administrators", null, 3)]
    [InlineData("one holder of Security lead", "Security lead", 1)]
    [InlineData("2 holders of Security lead", "Security lead", 2)]
    public void A_step_is_said_in_words(string words, string? role, int count) => Assert.Equal(words, new ApprovalStep(role, count).InWords);

    [Fact]
    public void A_rule_asks_for_somebody()
    {
        Assert.NotNull((ApprovalRule.Default with { Steps = [] }).Refuses());
        Assert.NotNull((ApprovalRule.Default with { Steps = [new(null, 0)] }).Refuses());
        Assert.NotNull((ApprovalRule.Default with { Steps = [new("", 1)] }).Refuses());
        Assert.Null(LeadThenAdministrator.Refuses());
    }
}
