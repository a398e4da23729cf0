using Handrail.Core.Journal;
using Handrail.Core.Running;
using static Handrail.Core.Tests.Journal.Packs.SampleJournal;

namespace Handrail.Core.Tests.Journal.Packs;

/// <summary>What the facts of a run say about the other files of a pack.</summary>
public class RunPackTests
{
    static SampleJournal Ran(string text)
    {
        var journal = Usual();
        journal.Append("run/R-7", new RunStarted("Offboard Bob", RunKind.Live, "SOP-014 v3", null, Sha256(text)));
        journal.Append("run/R-7", new EvidenceAttached("disable-account", 1, new(Digest.Of(Screenshot).ToHex(), "status.png", "image/png", Screenshot.Length)));
        journal.Append("run/R-7", new StepCompleted("disable-account", 1, null, null));
        return journal;
    }

    [Fact]
    public async Task A_run_its_evidence_and_its_text_verify_together()
    {
        var report = Verify(await Zip(Ran(Text).Pack(8, 9, 10) with { Subjects = ["run/R-7"] }));
        Assert.Empty(report.Findings);
        Assert.Equal((1, 1), (report.Files, report.Revisions));
        Assert.Equal(["Ada Lovelace started the run “Offboard Bob” of SOP-014 v3.", "Ada Lovelace attached status.png to step “disable-account”.", "Ada Lovelace completed step “disable-account”."],
            report.Entries.Select(entry => entry.Sentence));
    }

    [Fact]
    public async Task A_run_of_another_text_than_the_published_one_is_named() =>
        Assert.Contains("procedures/SOP-014-v3.md: entries speak of different texts under this name: entry 2 (RevisionPublished, procedure/SOP-014); entry 8 (RunStarted, run/R-7)",
            Found(await Zip(Ran("another text").Pack(2, 8, 9, 10) with { Subjects = ["run/R-7"] })));

    [Fact]
    public async Task The_text_of_a_run_that_is_not_in_the_pack_is_remarked_upon()
    {
        var report = Verify(await Zip(Ran(Text).Pack(8, 9, 10) with { Subjects = ["run/R-7"], Revisions = [] }));
        Assert.Empty(report.Findings);
        Assert.Contains("entry 8 (RunStarted, run/R-7): the text it followed, procedures/SOP-014-v3.md, is not in the pack.", report.Remarks);
    }

    [Fact]
    public async Task Evidence_that_is_not_in_the_pack_is_named() =>
        Assert.Equal([$"entry 9 (EvidenceAttached, run/R-7): the file {Digest.Of(Screenshot).ToHex()} that it mentions is not in the pack"],
            Found(await Zip(Ran(Text).Pack(8, 9, 10) with { Subjects = ["run/R-7"], Files = [] })));

    static IEnumerable<string> Found(byte[] zip) => Verify(zip).Findings.Select(finding => finding.ToString());
}
