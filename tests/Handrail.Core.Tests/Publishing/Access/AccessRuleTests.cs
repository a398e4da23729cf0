using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Reviewing;

namespace Handrail.Core.Tests.Publishing.Access;

public sealed class AccessRuleTests
{
    static readonly Reader Member = new("m", true, false, new Dictionary<string, string> { ["clinic-staff"] = "group Clinic staff", ["security-lead"] = "role Security lead" });
    static readonly Reader Auditor = new("a", false, false, new Dictionary<string, string>());
    static readonly Reader Administrator = new("x", true, true, new Dictionary<string, string>());

    [Theory]
    [InlineData(null, Secrecy.Open)]
    [InlineData("  ", Secrecy.Open)]
    [InlineData("Public", Secrecy.Open)]
    [InlineData("internal use only", Secrecy.Open)]
    [InlineData("TLP:GREEN", Secrecy.Open)]
    [InlineData("Restricted", Secrecy.Restricted)]
    [InlineData("CONFIDENTIAL", Secrecy.Restricted)]
    [InlineData("TLP:AMBER", Secrecy.Restricted)]
    [InlineData("publik", Secrecy.Restricted)]
    [InlineData("Secret", Secrecy.Secret)]
    [InlineData("strictly-confidential", Secrecy.Secret)]
    [InlineData("TLP:AMBER+STRICT", Secrecy.Secret)]
    [InlineData("TLP:RED", Secrecy.Secret)]
    public void A_word_nobody_knows_keeps_people_out(string? word, Secrecy secrecy) => Assert.Equal(secrecy, Classification.Of(word));

    [Theory]
    [InlineData(Secrecy.Open, "everybody", "everybody", "everybody")]
    [InlineData(Secrecy.Restricted, "", "auditor", "administrator")]
    [InlineData(Secrecy.Secret, "", "", "administrator")]
    public void Who_is_not_named_reads_by_what_they_are(Secrecy secrecy, string member, string auditor, string administrator) =>
        Assert.Equal([member, auditor, administrator], new[] { Member, Auditor, Administrator }.Select(reader => string.Join(", ", AccessRule.WhyReads(secrecy, [], reader))));

    [Theory]
    [InlineData(ReaderGround.Audience, "clinic-staff", "group Clinic staff")]
    [InlineData(ReaderGround.Audience, "m", "named in its audience")]
    [InlineData(ReaderGround.Owner, "security-lead", "owner (role Security lead)")]
    [InlineData(ReaderGround.Approver, "security-lead", "approver (role Security lead)")]
    [InlineData(ReaderGround.Writer, "m", "wrote it")]
    [InlineData(ReaderGround.Reviewer, "m", "reviewer")]
    [InlineData(ReaderGround.Audience, "night-desk", "")]
    [InlineData(ReaderGround.Writer, "clinic-staff", "")]
    [InlineData(ReaderGround.Owner, "m", "")]
    public void Each_ground_says_why(ReaderGround ground, string key, string why) => Assert.Equal(why, string.Join(", ", AccessRule.WhyReads(Secrecy.Secret, [new(ground, key)], Member)));

    [Fact]
    public void Whoever_worked_on_the_draft_does_not_approve_it_and_an_auditor_only_reads()
    {
        var reviewed = new ReviewedProcedure("SOP-014 v2", "Security lead", null, [Office.Anna, Office.Paul, Office.Iris], []);
        var procedure = new ProcedureRights(Office.Revision(RevisionState.InReview), reviewed, new([]));

        Assert.Equal(new Right(true, "as Security lead"), Rights.Of(["everybody"], true, Office.Paul, procedure).Approve);
        Assert.Equal(new Right(true, "as Security lead"), Rights.Of(["everybody"], true, Office.Paul, procedure).Review);
        Assert.Equal(new Right(false, "worked on the draft"), Rights.Of(["everybody"], true, Office.Anna, procedure).Approve);
        Assert.Equal(new Right(false, "asks for Paul"), Rights.Of(["everybody"], true, Office.Anna, procedure).Review);
        Assert.Equal(new Right(false, "asks for one holder of Security lead; may publish without approval"), Rights.Of(["everybody"], true, Office.Adam, procedure).Approve);
        Assert.Equal(new Right(false, "alone wrote what is in force"), Rights.Of(["everybody"], true, Office.Anna, procedure with { InForce = reviewed with { SoleAuthor = Office.Anna.Id } }).Review);
        Assert.Equal(new Right(false, "not in force"), Rights.Of(["everybody"], true, Office.Paul, procedure with { InForce = null }).Run);
        Assert.Equal([true, true, false, false, true, false], May(Rights.Of(["everybody"], false, Office.Paul, procedure)));
        Assert.Equal([true, false, false, false, false, false], May(Rights.Of(["auditor"], true, Office.Iris, procedure)));
        Assert.Equal([false, false, false, false, false, false], May(Rights.Of([], true, Office.Paul, procedure)));
    }

    static bool[] May(Rights rights) => [rights.Read.May, rights.Run.May, rights.Write.May, rights.WalkThrough.May, rights.Review.May, rights.Approve.May];

    [Fact]
    public void A_withheld_name_leaves_anchors_and_source_as_they_are()
    {
        var procedure = ProcedureReader.Read("# Walk\n\n## Steps\n1. Do as in [Bury the gold](gold.md)\n   - If it fails: start [Bury the gold](gold.md)\n2. Late? {#late}\n   - Yes: start [Bury the gold](gold.md)\n   - No: start [Wash up](wash.md)\n3. Go {#go}\n   - Run: [Bury the gold](gold.md)\n", "walk.md");

        var withheld = Withholding.From(procedure, target => target == "gold.md");

        Assert.Equal("Do as in another procedure", withheld.AllSteps.First().Instruction);
        Assert.Equal(procedure.AllSteps.Select(step => step.Anchor), withheld.AllSteps.Select(step => step.Anchor));
        Assert.Same(procedure.Source, withheld.Source);
        Assert.Equal(Withholding.Words, withheld.Find("go")!.Run!.Text);
        Assert.Equal(["another procedure", "Wash up"], withheld.Find("late")!.Answers.Select(answer => ((Exit.Start)answer.Exit).Procedure.Text));
        Assert.Equal(Withholding.Words, ((Exit.Start)withheld.AllSteps.First().IfItFails!).Procedure.Text);
    }
}
