using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;

namespace Handrail.Core.Tests.Publishing.Access;

public sealed class CircleTests
{
    static readonly Person Nora = Office.Member("Nora") with { Email = "nora@clinic.example", Names = new Dictionary<string, string> { ["night-desk"] = "group Night desk", ["security-lead"] = "role Security lead, for Paul" } };

    static Header Header(string lines) => ProcedureReader.Read($"---\n{lines}\n---\n# Lock\n\n## Steps\n1. Lock\n").Header;

    [Theory]
    [InlineData("", "member", "member")]
    [InlineData("runners:\nwriters: []", "member", "member")]
    [InlineData("runners: [Everybody]\nwriters: [everybody, Quality]", "member", "member")]
    [InlineData("runners: [night desk]\nwriters: [Night desk]", "group Night desk", "group Night desk")]
    [InlineData("runners: [Security lead]\nwriters: Security lead", "role Security lead, for Paul", "role Security lead, for Paul")]
    [InlineData("Runners: [Nora]\nWRITERS:\n  - NORA@clinic.example", "named in it", "named in it")]
    [InlineData("runners: [Quality]\nwriters: [Quality]", "", "")]
    [InlineData("owner: Security lead\nrunners: [Quality]\nwriters: [Quality]", "", "owner (role Security lead, for Paul)")]
    public void A_text_says_who_runs_it_and_who_writes_and_names_nobody_where_everybody_may(string lines, string runs, string writes) =>
        Assert.Equal((runs, writes), (Circle.OfRunners(Header(lines)).Why(Nora) ?? "", Circle.OfWriters(Header(lines), null).Why(Nora) ?? ""));

    [Fact]
    public void Whoever_is_left_out_reads_who_is_not()
    {
        var standing = Office.Revision(RevisionState.Draft) with { Writers = [Circle.OfWriters(Header("owner: Security lead\nwriters: [Quality, security lead]"), null)] };

        Assert.Equal("SOP-014 v3 is written by Quality, security lead and administrators; that is not you. You can suggest a change.", RevisionLife.Refuses(standing, RevisionAct.Edit, Office.Anna)?.Message);
        Assert.Null(RevisionLife.Refuses(standing, RevisionAct.Comment, Office.Anna));
        Assert.Null(RevisionLife.Refuses(standing, RevisionAct.Edit, Office.Adam));
        Assert.Equal(new Right(false, "only Quality, security lead and administrators"), Rights.Of(["everybody"], true, Office.Anna, new(standing, null, new([]))).Write);
    }

    [Fact]
    public void A_draft_lets_nobody_write_whom_the_text_in_force_does_not() =>
        Gen.Select(Circles, Circles).Sample((inForce, draft) =>
        {
            var both = Office.Revision(RevisionState.Draft) with { Writers = [inForce, draft] };
            foreach (var person in (Person[])[Nora, Office.Anna, Office.Adam, Office.Iris])
            {
                var may = RevisionLife.Refuses(both, RevisionAct.Edit, person) is null;
                Assert.Equal(person.MayWrite && inForce.Why(person) is not null && draft.Why(person) is not null, may);
                Assert.Equal(may, Rights.Of(["everybody"], true, person, new(both, null, inForce)).Write.May);
                if (person.IsAdministrator) Assert.True(may);
            }
        });

    static readonly Gen<Circle> Circles = Gen.Select(Gen.OneOf("Night desk", "Nora", "Anna", "Quality", "Everybody").List[0, 3], Gen.OneOf("", "anna", "nora")).Select((names, begun) => new Circle(names) { BegunBy = begun });
}
