using CsCheck;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class MerkleTreeTests
{
    static readonly Gen<long> Sizes = Gen.Frequency((3, Gen.Long[1, 70]), (1, Gen.Long[1, 3000]), (1, Gen.Int[1, 11].Select(bits => 1L << bits)));

    [Fact]
    public void Known_answers_hold()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleTree.Empty.ToHex());
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", MerkleTree.Leaf([]).ToHex());
        Assert.Equal("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56", MerkleTree.Leaf("L123456"u8).ToHex());
    }

    [Fact]
    public void Trees_of_one_to_eight_leaves_have_the_known_roots()
    {
        string[] leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        string[] roots =
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        var hashes = leaves.Select(leaf => MerkleTree.Leaf(Convert.FromHexString(leaf))).ToArray();
        Assert.Equal(roots, Enumerable.Range(1, 8).Select(size => MerkleTree.Root(hashes.AsSpan(0, size)).ToHex()));
    }

    [Fact]
    public void A_leaf_hash_does_not_depend_on_how_long_the_entry_is() => Gen.Byte.Array[0, 3000].Sample(entry =>
        MerkleTree.Leaf(entry) == Digest.Of([0, .. entry]));

    [Fact]
    public void Every_inclusion_proof_verifies_and_a_flipped_bit_does_not() => Gen.Select(Sizes, Gen.Double.Unit, Gen.Int[0, 255], Gen.Int[0, 63]).Sample((size, where, bit, which) =>
    {
        var (tree, index) = (Tree.Of(size), (long)(where * size));
        var proof = MerkleProof.Inclusion(index, size, tree.Read);
        Assert.True(MerkleProof.Includes(index, size, tree.Leaf(index), proof, tree.Root));

        Assert.False(MerkleProof.Includes(index, size, Tree.Flip(tree.Leaf(index), bit), proof, tree.Root));
        Assert.False(MerkleProof.Includes(index, size, tree.Leaf(index), proof, Tree.Flip(tree.Root, bit)));
        Assert.False(MerkleProof.Includes(index, size, tree.Leaf(index), [.. proof, tree.Root], tree.Root));
        if (proof.Length == 0) return;
        Assert.False(MerkleProof.Includes(index, size, tree.Leaf(index), proof.AsSpan(1), tree.Root));
        proof[which % proof.Length] = Tree.Flip(proof[which % proof.Length], bit);
        Assert.False(MerkleProof.Includes(index, size, tree.Leaf(index), proof, tree.Root));
    }, iter: 300);

    [Fact]
    public void Every_consistency_proof_verifies_and_a_flipped_bit_does_not() => Gen.Select(Sizes, Gen.Double.Unit, Gen.Int[0, 255], Gen.Int[0, 63]).Sample((size, where, bit, which) =>
    {
        var (tree, oldSize) = (Tree.Of(size), 1 + (long)(where * size));
        var oldRoot = Tree.Of(oldSize).Root;
        var proof = MerkleProof.Consistency(oldSize, size, tree.Read);
        Assert.True(MerkleProof.IsConsistent(oldSize, oldRoot, size, tree.Root, proof));

        Assert.False(MerkleProof.IsConsistent(oldSize, Tree.Flip(oldRoot, bit), size, tree.Root, proof));
        Assert.False(MerkleProof.IsConsistent(oldSize, oldRoot, size, Tree.Flip(tree.Root, bit), proof));
        Assert.False(MerkleProof.IsConsistent(oldSize, oldRoot, size, tree.Root, [.. proof, tree.Root]));
        if (proof.Length == 0) return;
        Assert.False(MerkleProof.IsConsistent(oldSize, oldRoot, size, tree.Root, proof.AsSpan(1)));
        proof[which % proof.Length] = Tree.Flip(proof[which % proof.Length], bit);
        Assert.False(MerkleProof.IsConsistent(oldSize, oldRoot, size, tree.Root, proof));
    }, iter: 300);

    [Fact]
    public void Small_trees_hold_for_every_leaf_and_every_earlier_size()
    {
        for (var size = 1L; size <= 40; size++)
            for (var at = 0L; at < size; at++)
            {
                var tree = Tree.Of(size);
                Assert.True(MerkleProof.Includes(at, size, tree.Leaf(at), MerkleProof.Inclusion(at, size, tree.Read), tree.Root));
                Assert.True(MerkleProof.IsConsistent(at + 1, Tree.Of(at + 1).Root, size, tree.Root, MerkleProof.Consistency(at + 1, size, tree.Read)));
            }
    }

    [Fact]
    public void The_frontier_has_the_root_of_the_whole_tree_and_survives_storage() => Gen.Long[0, 3000].Sample(size =>
    {
        var frontier = new Frontier();
        foreach (var leaf in Tree.Of(size).Leaves)
        {
            if (frontier.Size % 7 == 0) frontier = Frontier.Read(frontier.ToBytes());
            frontier.Append(leaf);
        }
        Assert.Equal((size, Tree.Of(size).Root), (frontier.Size, frontier.Root));
        Assert.Equal(frontier.ToBytes(), Frontier.Read(frontier.ToBytes()).ToBytes());
    }, iter: 50);

    [Fact]
    public void Bytes_that_are_no_frontier_are_not_read()
    {
        var frontier = new Frontier();
        for (var i = 0; i < 3; i++) frontier.Append(MerkleTree.Empty);
        var bytes = frontier.ToBytes();
        foreach (var wrong in new byte[][] { [], bytes[..^1], [.. bytes, 0], [0xff, .. bytes[1..]] })
            Assert.Throws<InvalidDataException>(() => Frontier.Read(wrong));
    }

    [Fact]
    public void The_root_of_any_size_can_be_read_back_from_the_hashes() => Sizes.Sample(size => MerkleTree.Root(size, Tree.Of(size).Read) == Tree.Of(size).Root, iter: 300);
}
