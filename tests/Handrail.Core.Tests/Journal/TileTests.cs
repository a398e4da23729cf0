using CsCheck;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class TileTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(1, 0, 17, "tile/1/000.p/17")]
    [InlineData(0, 999, 256, "tile/0/999")]
    [InlineData(0, 1000, 256, "tile/0/x001/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(2, 1234067, 1, "tile/2/x001/x234/067.p/1")]
    public void A_tile_has_the_path_of_the_standard(int level, long index, int width, string path) => Assert.Equal(path, new Tile(level, index, width).Path);

    [Fact]
    public void A_tree_of_70000_has_the_tiles_of_the_standards_example()
    {
        var tiles = Tile.Of(70_000).ToList();
        Assert.Equal(273, tiles.Count(tile => tile is { Level: 0, IsFull: true }));
        Assert.Equal([new(0, 273, 112), new(1, 1, 17), new(2, 0, 1)], tiles.Where(tile => !tile.IsFull));
        Assert.Equal([new(1, 0, 256)], tiles.Where(tile => tile is { Level: 1, IsFull: true }));
    }

    [Fact]
    public void Only_the_tiles_that_changed_are_written() => Gen.Select(Gen.Long[0, 70_000], Gen.Long[0, 1000]).Sample((size, more) =>
        Tile.New(size, size + more).SequenceEqual(Tile.Of(size + more).Except(Tile.Of(size))));

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(70_000)]
    public void Proofs_read_from_tiles_are_the_proofs_read_from_the_tree(long size)
    {
        var tree = Tree.Of(size);
        var stored = Tile.Of(size).ToDictionary(tile => tile, tile => tile.Build(tree.Read));
        Gen.Long[0, size - 1].Sample(at =>
        {
            var read = Tile.Reader(size, tile => stored[tile]);
            Assert.Equal(MerkleProof.Inclusion(at, size, tree.Read), MerkleProof.Inclusion(at, size, read));
            Assert.Equal(MerkleProof.Consistency(at + 1, size, tree.Read), MerkleProof.Consistency(at + 1, size, read));
        }, iter: 20);
        Assert.Equal(tree.Root, MerkleTree.Root(size, Tile.Reader(size, tile => stored[tile])));
    }

    [Fact]
    public void A_hash_of_a_higher_tile_is_the_root_of_the_full_tile_below()
    {
        var tree = Tree.Of(70_000);
        var below = Tile.Of(70_000).Where(tile => tile is { Level: 0, IsFull: true }).Select(tile => MerkleTree.Root(tree.Leaves.Slice((int)tile.Index * 256, 256)).ToArray());
        Assert.Equal(below.Take(256).SelectMany(hash => hash), new Tile(1, 0, 256).Build(tree.Read));
    }

    [Fact]
    public void What_a_proof_will_read_is_known_beforehand() => Gen.Long[0, 69_999].Sample(index =>
    {
        var tree = Tree.Of(70_000);
        var fetched = Tile.NeededFor(70_000, read => MerkleProof.Inclusion(index, 70_000, read)).ToDictionary(tile => tile, tile => tile.Build(tree.Read));
        Assert.Equal(MerkleProof.Inclusion(index, 70_000, tree.Read), MerkleProof.Inclusion(index, 70_000, Tile.Reader(70_000, tile => fetched[tile])));
        Assert.InRange(fetched.Count, 1, 5);
    }, iter: 20);

    [Fact]
    public void A_tile_of_the_wrong_length_is_not_read() =>
        Assert.Throws<InvalidDataException>(() => Tile.Reader(5, _ => new byte[4 * 32])(0, 0));

    [Fact]
    public void A_subtree_that_is_not_complete_is_not_read() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tile.Reader(5, _ => new byte[5 * 32])(2, 1));
}
