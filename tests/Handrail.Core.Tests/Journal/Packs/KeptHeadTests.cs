using System.Text;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using static Handrail.Core.Tests.Journal.Packs.SampleJournal;

namespace Handrail.Core.Tests.Journal.Packs;

/// <summary>An auditor comes back with the head of last time.</summary>
public class KeptHeadTests
{
    [Fact]
    public async Task A_pack_that_continues_the_kept_head_says_so()
    {
        var report = Check(await Zip(Usual().Pack()), Kept(5));
        Assert.Empty(report.Findings);
        Assert.Equal(5, report.Continues?.Size);
    }

    [Fact]
    public async Task The_same_head_and_the_head_of_an_empty_journal_need_no_proof()
    {
        var zip = await Zip(Usual().Pack());
        Assert.Equal(8, Check(zip, Kept(8)).Continues?.Size);
        Assert.Equal(0, Check(zip, Kept(0)).Continues?.Size);
    }

    [Fact]
    public async Task A_journal_whose_past_was_rewritten_is_found_out()
    {
        var rewritten = new SampleJournal();
        rewritten.Append("organization", new OrganizationFounded("Acme, renamed in hindsight"));
        for (var i = 1; i < 8; i++) rewritten.Append(Run, new MemberJoined("9", "Charles Babbage"));
        var pack = rewritten.Pack(1, 2, 3, 4, 5, 6, 7) with { Revisions = [], Files = [] };
        Assert.Empty(Check(await Zip(pack), null).Findings);
        var finding = Assert.Single(Check(await Zip(pack), Kept(5)).Findings);
        Assert.Equal("the head you kept: The journal of 8 entries does not continue the one of 5 entries: its past was changed, or the proof is wrong.", finding.ToString());
    }

    [Fact]
    public async Task Without_the_proof_nothing_is_claimed()
    {
        var report = Check(await Zip(Usual().Pack()), Kept(4));
        Assert.Equal("the head you kept: the pack has no proof that it continues the head of 4 entries. Ask for one", Assert.Single(report.Findings).ToString());
        Assert.Null(report.Continues);
    }

    [Fact]
    public async Task A_pack_older_than_the_kept_head_is_not_called_wrong()
    {
        var later = Usual();
        later.Append("organization", new MemberJoined("11", "Edsger Dijkstra"));
        Assert.Equal("the head you kept: it is newer than the pack: 9 entries against 8. Check a pack made later", Assert.Single(Check(await Zip(Usual().Pack()), later.Head.Sign(Key)).Findings).ToString());
    }

    [Fact]
    public async Task A_kept_head_that_the_journal_never_signed_is_named()
    {
        using var other = JournalKey.FromSeed(Key.Public.Name, new byte[32]).Value;
        var finding = Assert.Single(Check(await Zip(Usual().Pack()), Usual().Head.Sign(other)).Findings);
        Assert.Equal("the head you kept", finding.Place);
    }

    [Fact]
    public void A_proof_between_heads_is_written_as_witnesses_are_sent_it()
    {
        var proof = Usual().Continues(4);
        Assert.StartsWith($"old 4\n{proof.Hashes[0]}\n\nhandrail.example/acme\n8\n", proof.ToString(), StringComparison.Ordinal);
        Assert.Equal(proof.ToString(), HeadProof.Parse(Encoding.UTF8.GetBytes(proof.ToString())).Value.ToString());
    }

    [Theory]
    [InlineData("old 4\n")]
    [InlineData("old 04\n\ntext\n\n— name Zm9vYmFy\n")]
    [InlineData("old 4\nZm9v\n\ntext\n\n— name Zm9vYmFy\n")]
    [InlineData("old 4\n\ntext\n")]
    [InlineData("new 4\n\ntext\n\n— name Zm9vYmFy\n")]
    public void Other_text_is_no_proof_between_heads(string text) => Assert.IsType<Refusal.Invalid>(HeadProof.Parse(Encoding.UTF8.GetBytes(text)).Refusal);

    static PackReport Check(byte[] zip, SignedNote? kept) => EvidencePackVerifier.Verify(new MemoryStream(zip), Key.Public, kept);

    /// <summary>What the journal signed when it had so many entries.</summary>
    static SignedNote Kept(int size) => new TreeHead(Key.Public.Name, size, MerkleTree.Root(Usual().Leaves.AsSpan(0, size))).Sign(Key);
}
