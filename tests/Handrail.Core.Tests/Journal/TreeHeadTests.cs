using CsCheck;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class TreeHeadTests
{
    const string Origin = "sop.example/audit";
    static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void The_deterministic_vector_is_signed_to_the_byte()
    {
        using var key = JournalKey.FromSeed(Origin, Seed).Value;
        var note = new TreeHead(Origin, 3, Tree.Of(3).Root).Sign(key);
        Assert.Equal("sop.example/audit\n3\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=\n\n"
            + "— sop.example/audit 80w4vgHJ1W85Db8frWC+0YC6FdjmMc5+OvbkIKbPe0CxH+4HNmoyFaqsQMgqnoqvbQ5B3quQyhU+zEgCjCa2ColbGQQ=\n", note.ToString());
        Assert.Equal(["+UBwq/0toL9ykC6xOoCOeU+VTZ4nRcaCoVj27Q1KwDY=", "PR3ndt8IbBrp9wSdK7DAR1rRQYX5h+Bk6NENyy20oyI="], MerkleProof.Inclusion(1, 3, Tree.Of(3).Read).Select(hash => hash.ToString()));
        Assert.Equal(["PR3ndt8IbBrp9wSdK7DAR1rRQYX5h+Bk6NENyy20oyI="], MerkleProof.Consistency(2, 3, Tree.Of(3).Read).Select(hash => hash.ToString()));
        Assert.Equal("O63IBTfwKeG7dygNyFIDzy7ZdI3I9XEjD8ulwybJEGg=", Tree.Of(2).Root.ToString());
    }

    [Fact]
    public void A_witness_that_saw_the_head_is_verified_with_it()
    {
        var witness = NoteKey.Parse("witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X").Value;
        using var key = JournalKey.FromSeed(Origin, Seed).Value;
        var head = new TreeHead(Origin, 3, Tree.Of(3).Root).Sign(key);
        const string Line = "— witness.example/w1 IDJKvgAAAABlU/EAQ2PPOCMz5cRgdoZu4plFUdDeVZayHw8fmc2yAR+AIW70L1oeSE8SlmaWpo8srbMd6St3t7bfSg9B3cwEKWiNBA==\n";

        var cosigned = SignedNote.Parse(head + Line).Value;
        Assert.True(witness.IsWitness);
        Assert.Equal([key.Public, witness], cosigned.VerifiedBy(key.Public, witness).Value);
        var backdated = Line.Replace("AAAABlU/EA", "AAAABlU/EB", StringComparison.Ordinal);
        Assert.NotNull(SignedNote.Parse(head + backdated).Value.VerifiedBy(key.Public, witness).Refusal);
    }

    [Fact]
    public void Every_head_of_the_published_log_verifies_with_its_tiles_and_all_its_proofs()
    {
        var log = Published.Path("data", "tlog", "tess", "testdata", "log");
        var key = NoteKey.Parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx").Value;
        for (var size = 0; size < 16; size++)
        {
            var head = SignedNote.Parse(File.ReadAllBytes(Path.Combine(log, $"checkpoint.{size}"))).Then(note => TreeHead.Open(note, key)).Value;
            Assert.Equal(size, head.Size);
            var leaves = Entries(log, size).Select(entry => MerkleTree.Leaf(entry)).ToArray();
            Assert.Equal(head.Root, MerkleTree.Root(leaves));

            var stored = Tile.Of(size).ToDictionary(tile => tile, tile => File.ReadAllBytes(Path.Combine(log, tile.Path)));
            Assert.All(stored, tile => Assert.Equal(tile.Value, tile.Key.Build((_, index) => leaves[index])));
            var read = Tile.Reader(size, tile => stored[tile]);
            for (var i = 0; i < size; i++)
            {
                Assert.True(MerkleProof.Includes(i, size, leaves[i], MerkleProof.Inclusion(i, size, read), head.Root));
                Assert.True(MerkleProof.IsConsistent(i + 1, MerkleTree.Root(leaves.AsSpan(0, i + 1)), size, head.Root, MerkleProof.Consistency(i + 1, size, read)));
            }
        }
    }

    [Fact]
    public void A_journal_that_grew_is_accepted() => Gen.Select(Gen.Long[0, 300], Gen.Long[0, 300]).Sample((size, more) =>
    {
        var next = Head(size + more);
        Assert.Equal(next, TreeHead.Advance(Head(size), next, Proof(size, size + more)).Value);
    });

    [Fact]
    public void A_head_that_goes_back_is_refused() => Assert.IsType<Refusal.Conflict>(TreeHead.Advance(Head(5), Head(4), Proof(4, 5)).Refusal);

    [Fact]
    public void A_head_that_forks_is_refused() => Gen.Select(Gen.Long[1, 100], Gen.Long[0, 100], Gen.Int[0, 255]).Sample((size, more, bit) =>
    {
        var fork = Head(size) with { Root = Tree.Flip(Tree.Of(size).Root, bit) };
        Assert.IsType<Refusal.Conflict>(TreeHead.Advance(fork, Head(size + more), Proof(size, size + more)).Refusal);
    });

    [Fact]
    public void The_head_of_another_journal_is_refused() =>
        Assert.IsType<Refusal.Conflict>(TreeHead.Advance(Head(4), Head(5) with { Origin = "sop.example/other" }, Proof(4, 5)).Refusal);

    [Fact]
    public void An_empty_journal_has_but_one_root()
    {
        var wrong = Head(0) with { Root = Tree.Of(1).Root };
        Assert.NotNull(TreeHead.Advance(wrong, Head(5), []).Refusal);
        Assert.NotNull(TreeHead.Advance(Head(0), wrong, []).Refusal);
        Assert.NotNull(TreeHead.Advance(Head(0), Head(5), [MerkleTree.Empty]).Refusal);
    }

    [Fact]
    public void A_note_signed_by_the_journal_under_another_origin_is_no_head_of_it()
    {
        using var key = JournalKey.FromSeed(Origin, Seed).Value;
        var text = (Head(1) with { Origin = "sop.example/other" }).Text;
        Assert.IsType<Refusal.Invalid>(TreeHead.Open(new SignedNote(text, [key.Sign(text)]), key.Public).Refusal);
        Assert.Throws<ArgumentException>(() => (Head(1) with { Origin = "sop.example/other" }).Sign(key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("origin\n3\n")]
    [InlineData("\n3\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=\n")]
    [InlineData("origin\n03\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=\n")]
    [InlineData("origin\n-3\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=\n")]
    [InlineData("origin\n 3\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=\n")]
    [InlineData("origin\n9223372036854775808\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=\n")]
    [InlineData("origin\n3\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LN==\n")]
    [InlineData("origin\n3\nLP73YnWX4AtWSXV3Stco7yEHBnWfym1kE4xt/By/LNo=")]
    public void A_malformed_head_is_refused(string text) => Assert.IsType<Refusal.Invalid>(TreeHead.Parse(text).Refusal);

    static TreeHead Head(long size) => new(Origin, size, Tree.Of(size).Root);

    static Digest[] Proof(long oldSize, long size) => oldSize == 0 ? [] : MerkleProof.Consistency(oldSize, size, Tree.Of(size).Read);

    /// <summary>Entries of a tlog-tiles bundle, each after its length in two bytes.</summary>
    static IEnumerable<byte[]> Entries(string log, int size)
    {
        var bundle = size == 0 ? [] : File.ReadAllBytes(Path.Combine(log, "tile", "entries", "000.p", $"{size}"));
        for (var at = 0; at < bundle.Length;)
        {
            var length = bundle[at] << 8 | bundle[at + 1];
            yield return bundle[(at + 2)..(at + 2 + length)];
            at += 2 + length;
        }
    }
}
