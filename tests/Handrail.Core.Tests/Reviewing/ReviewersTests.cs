using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;

namespace Handrail.Core.Tests.Reviewing;

public class ReviewersTests
{
    static readonly Person Ada = Somebody("Ada") with { IsAdministrator = true };
    static readonly Person Ben = Somebody("Ben") with { Roles = ["Security lead"] };
    static readonly Person Cleo = Somebody("Cleo");
    static readonly Person Ida = Somebody("Ida") with { MayWrite = false, Roles = ["Security lead"] };

    static Person Somebody(string name) => new(name.ToLowerInvariant(), name, true, false, [], []);

    static ReviewedProcedure Procedure(string owner, string? soleAuthor, params Person[] people) => new("SOP-014 v3", owner, soleAuthor, people, []);

    static string[] Asked(ReviewedProcedure procedure) => [.. Reviewers.Asked(procedure).Select(person => person.Name)];

    [Theory]
    [InlineData("security LEAD", "Ben")] // Whoever holds the owner's role; an auditor only reads.
    [InlineData("cleo", "Cleo")] // A person can be the owner too.
    [InlineData("Backup operator", "Ada")] // Nobody holds the role.
    [InlineData("", "Ada")] // No owner at all.
    public void There_is_always_somebody_who_is_asked(string owner, string asked) => Assert.Equal([asked], Asked(Procedure(owner, null, Ada, Ben, Cleo, Ida)));

    [Fact]
    public void The_deputy_is_asked_beside_an_owner_who_is_away()
    {
        var away = Ben with { Deputies = [Cleo.Id] };
        var procedure = Procedure("Security lead", null, Ada, away, Cleo);
        Assert.Equal(["Ben", "Cleo"], Asked(procedure));
        Assert.Equal("as Security lead, standing in for Ben", Reviewers.RightOf(procedure, Cleo).Value);
    }

    [Fact]
    public void The_deputy_of_an_owner_who_left_comes_before_the_administrators()
    {
        var left = Procedure("Olga", null, Ada, Cleo) with { Former = [new("Olga", [Cleo.Id])] };
        Assert.Equal(["Cleo"], Asked(left));
        Assert.Equal("as its owner, in the place of Olga", Reviewers.RightOf(left, Cleo).Value);
        Assert.Equal(["Ada"], Asked(left with { Former = [] }));
    }

    [Fact]
    public void Whoever_alone_wrote_it_does_not_review_it_and_others_are_asked()
    {
        var procedure = Procedure("Security lead", Ben.Id, Ada, Ben, Cleo);
        Assert.Equal(["Ada"], Asked(procedure));
        Assert.Equal("You alone wrote SOP-014 v3, so somebody else has to review it.", Reviewers.RightOf(procedure, Ben).Refusal?.Message);
        Assert.Equal("as Security lead", Reviewers.RightOf(procedure with { SoleAuthor = null }, Ben).Value);
    }

    [Fact]
    public void Where_the_only_administrator_wrote_it_any_member_may_review_it()
    {
        var procedure = Procedure("Nobody here", Ada.Id, Ada, Cleo);
        Assert.Equal(["Cleo"], Asked(procedure));
        Assert.Equal("as a member, because whoever answers for it also wrote it", Reviewers.RightOf(procedure, Cleo).Value);
        Assert.Equal("forbidden", Reviewers.RightOf(procedure, Ada).Refusal?.Code);
    }

    [Fact]
    public void The_only_member_of_an_organization_reviews_their_own_text_and_the_record_says_so_as_at_an_approval()
    {
        var alone = Procedure("", Ada.Id, Ada);
        Assert.Equal(new SigningRight(null, null, Alone: true).InWords, Reviewers.RightOf(alone, Ada).Value);
        var withAuditor = Procedure("", Ada.Id, Ada, Ida);
        Assert.Equal("as administrator, who also wrote it, because nobody else here may change anything", Reviewers.RightOf(withAuditor, Ada).Value);
    }

    [Fact]
    public void Who_is_not_asked_hears_who_is()
    {
        var procedure = Procedure("Security lead", null, Ada, Ben, Cleo, Ida);
        Assert.Equal("SOP-014 v3 is reviewed by Ben; that is not you.", Reviewers.RightOf(procedure, Cleo).Refusal?.Message);
        Assert.Equal("You may read here, but not change anything.", Reviewers.RightOf(procedure, Ida).Refusal?.Message);
        Assert.Equal("as administrator", Reviewers.RightOf(procedure, Ada).Value);
    }
}
