using System.Text;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using static Handrail.Core.Tests.Journal.Packs.SampleJournal;

namespace Handrail.Core.Tests.Journal.Packs;

/// <summary>Packs made with intent to deceive, by someone who has the journal's key, or another key, or none.</summary>
public class ForgedPackTests
{
    [Fact]
    public async Task Another_key_is_noticed_by_whoever_knows_the_right_one()
    {
        using var other = JournalKey.FromSeed(Key.Public.Name, new byte[32]).Value;
        var journal = Usual();
        var zip = await Zip(journal.Pack() with { Head = journal.Head.Sign(other), Continues = [] }, other);
        var report = Verify(zip, Key.Public);
        Assert.Equal(["key.txt", "head.txt", "seal.txt"], report.Findings.Select(finding => finding.Place));
        Assert.Empty(report.Entries);
        Assert.Null(report.Head);
    }

    [Fact]
    public async Task Without_a_given_key_the_report_says_what_the_key_is_worth()
    {
        var report = EvidencePackVerifier.Verify(new MemoryStream(await Zip(Usual().Pack())));
        Assert.True(report.Holds);
        Assert.False(report.KeyWasGiven);
        Assert.Contains(report.Remarks, remark => remark.StartsWith("The key came out of the pack itself", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_and_the_list_changed_together_break_the_seal()
    {
        var zip = await Zip(Usual().Pack());
        var page = Unpack(zip).Single(file => file.Path == "index.html").Content;
        byte[] forged = [.. page, .. "<p>All was well"u8];
        var manifest = Encoding.UTF8.GetString(Unpack(zip).Single(file => file.Path == "manifest.json").Content);
        var relisted = manifest.Replace(Digest.Of(page).ToHex(), Digest.Of(forged).ToHex(), StringComparison.Ordinal).Replace($"\"length\":{page.Length},", $"\"length\":{forged.Length},", StringComparison.Ordinal);
        var findings = Verify(With(With(zip, "index.html", forged), "manifest.json", Encoding.UTF8.GetBytes(relisted))).Findings;
        Assert.Equal("manifest.json: it was changed after the pack was sealed", Assert.Single(findings).ToString());
    }

    [Fact]
    public async Task An_entry_left_out_of_a_complete_subject_is_missed() =>
        Assert.Equal(["entry 7 (EvidencePackMade, run/R-1042): the entry before it about run/R-1042 is 5, which is not in the pack"], Found(await Zip(Usual().Pack(2, 3, 7))));

    [Fact]
    public async Task The_first_entry_left_out_of_a_complete_subject_is_missed() =>
        Assert.Contains("entry 5 (MemberJoined, run/R-1042): the entry before it about run/R-1042 is 3, which is not in the pack", Found(await Zip(Usual().Pack(2, 5, 7))));

    [Fact]
    public async Task A_promised_subject_without_entries_is_missed() =>
        Assert.Equal(["manifest.json: it promises all entries about run/R-9, and there is none"], Found(await Zip(Usual().Pack() with { Subjects = [Run, "run/R-9"] })));

    [Fact]
    public async Task What_the_pack_does_not_promise_to_be_complete_may_have_gaps() =>
        Assert.Empty(Found(await Zip(Usual().Pack(2, 3, 7) with { Subjects = [] })));

    [Fact]
    public async Task An_entry_that_is_not_in_the_journal_is_named()
    {
        var (journal, other) = (Usual(), Usual());
        other.Entries.RemoveAt(7);
        other.Append(Run, new EvidencePackMade(Run, 99, "y"));
        var entries = journal.Packed(2, 3, 5).Concat(other.Packed(7));
        Assert.Equal(["entry 7 (EvidencePackMade, run/R-1042): it does not stand in the journal like this: the entry or its proof was changed"], Found(await Zip(journal.Pack() with { Entries = entries.ToAsyncEnumerable() })));
    }

    [Fact]
    public async Task An_entry_under_another_number_is_named()
    {
        var journal = Usual();
        var moved = journal.Packed(5).Select(entry => entry with { Index = 6 });
        var found = Found(await Zip(journal.Pack() with { Entries = journal.Packed(2, 3).Concat(moved).ToAsyncEnumerable() }));
        Assert.Contains("entry 6 (MemberJoined, run/R-1042): it is entry 5 of the journal", found);
    }

    [Fact]
    public async Task A_text_that_was_not_published_is_named()
    {
        var pack = Usual().Pack();
        Assert.Equal(["procedures/SOP-014-v3.md: the text is not the one recorded by entry 2 (RevisionPublished, procedure/SOP-014)"],
            Found(await Zip(pack with { Revisions = [new("SOP-014 v3", Text + "2. Done\n")] })));
        Assert.Equal(["procedures/SOP-014-v4.md: no entry in this pack says that this text was published or followed"], Found(await Zip(pack with { Revisions = [new("SOP-014 v4", Text)] })));
    }

    [Fact]
    public async Task One_revision_with_two_texts_is_named()
    {
        var journal = Usual();
        journal.Append("procedure/SOP-014", new RevisionPublished("SOP-014", 3, Sha256("rewritten"), "Offboard a leaver", "The same number again."));
        Assert.Equal(["procedures/SOP-014-v3.md: entries speak of different texts under this name: entry 2 (RevisionPublished, procedure/SOP-014); entry 8 (RevisionPublished, procedure/SOP-014)"],
            Found(await Zip(journal.Pack(2, 3, 5, 7, 8))));
    }

    [Fact]
    public async Task Other_content_under_the_hash_of_a_file_is_named()
    {
        var sha256 = Digest.Of(Screenshot).ToHex();
        var forged = Usual().Pack() with { Files = [new(sha256, _ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3])))] };
        Assert.Equal([$"files/{sha256}: the content is not what was recorded by entry 3 (FileStored, run/R-1042)"], Found(await Zip(forged)));
    }

    [Fact]
    public async Task A_file_that_no_entry_mentions_is_named()
    {
        byte[] stranger = [1, 2, 3];
        var pack = Usual().Pack();
        pack = pack with { Files = [.. pack.Files, new(Digest.Of(stranger).ToHex(), _ => ValueTask.FromResult<Stream>(new MemoryStream(stranger)))] };
        Assert.Equal([$"files/{Digest.Of(stranger).ToHex()}: no entry in this pack mentions this file"], Found(await Zip(pack)));
    }

    [Fact]
    public async Task A_file_may_be_left_out_only_with_a_reason()
    {
        var (pack, sha256) = (Usual().Pack() with { Files = [] }, Digest.Of(Screenshot).ToHex());
        Assert.Equal([$"entry 3 (FileStored, run/R-1042): the file {sha256} that it mentions is not in the pack"], Found(await Zip(pack)));
        var report = Verify(await Zip(pack with { Missing = [new(sha256, "Deleted after three years.")] }));
        Assert.Empty(report.Findings);
        Assert.Contains($"The file {sha256} was left out: Deleted after three years.", report.Remarks);
    }

    [Fact]
    public async Task Proofs_of_an_older_head_are_named()
    {
        var journal = Usual();
        var old = journal.Packed(3).ToList();
        var oldHead = journal.Head.Sign(Key);
        journal.Append(Run, new MemberJoined("11", "Edsger Dijkstra"));
        var zip = With(await Zip(journal.Pack(2, 3, 5, 7, 8)), "proofs/3.tlog-proof", Encoding.UTF8.GetBytes(new EntryProof(3, old[0].Proof, oldHead).ToString()));
        Assert.Contains("entry 3 (FileStored, run/R-1042): its proof ends in another head than the pack's", Found(zip));
    }

    [Fact]
    public async Task Words_that_command_a_terminal_are_made_harmless()
    {
        var journal = Usual();
        journal.Append(Run, new MemberJoined("11", "\u001b[2J" + new string('x', 10_000)));
        var report = Verify(await Zip(journal.Pack(2, 3, 5, 7, 8) with { Title = "\u001b]0;owned\u0007" }));
        Assert.StartsWith("Ada Lovelace welcomed ?[2Jxxx", report.Entries[^1].Sentence, StringComparison.Ordinal);
        Assert.InRange(report.Entries[^1].Sentence.Length, 1, 600);
        Assert.Equal("?]0;owned?", report.Title);
    }

    static IEnumerable<string> Found(byte[] zip) => Verify(zip).Findings.Select(finding => finding.ToString());
}
