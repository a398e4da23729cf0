using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;

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
    public void Whoever_wrote_the_latest_version_does_not_approve_it_and_an_auditor_only_reads()
    {
        var (lead, auditor) = (new Person("l", "Lea", true, false, ["Security lead"], []), new Person("a", "Ida", false, false, [], []));
        var rule = new ApprovalRule([new("Security lead", 1)], false, DirectPublication.Never);

        Assert.Equal(new Right(true, "Security lead"), Rights.Of(["everybody"], lead, rule, writes: false, isInForce: true).Approve);
        Assert.Equal(new Right(false, "wrote the latest version"), Rights.Of(["everybody"], lead, rule, writes: true, isInForce: true).Approve);
        Assert.Equal(new Right(false, "not in force"), Rights.Of(["everybody"], lead, rule, writes: true, isInForce: false).Run);
        Assert.Equal([true, false, false, false, false], May(Rights.Of(["auditor"], auditor, rule, false, true)));
        Assert.Equal([false, false, false, false, false], May(Rights.Of([], lead, rule, false, true)));
    }

    static bool[] May(Rights rights) => [rights.Read.May, rights.Run.May, rights.Write.May, rights.Review.May, rights.Approve.May];

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
