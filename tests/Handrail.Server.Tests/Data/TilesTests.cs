using System.Net;
using System.Text;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Data;

public sealed class TilesTests(Office office) : IClassFixture<Office>
{
    Task Append(int facts) => office.InChange(async change =>
    {
        for (var i = 0; i < facts; i++) await change.Append("environment/many", new EnvironmentValueSet("many", $"{i}"));
    });

    Task<List<long>> FullTiles() => office.Server.InDatabase(db => db.JournalTiles.IgnoreQueryFilters().OrderBy(tile => tile.Index).Select(tile => tile.Index).ToListAsync());

    [Fact]
    public async Task Tiles_are_kept_when_full_and_proofs_hold_across_them()
    {
        await Append((int)(255 - await office.JournalSize()));
        Assert.Empty(await FullTiles());
        Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get("/journal/0")).Status);
        await Append(1);
        Assert.Equal([0], await FullTiles());
        await Append(1);
        Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get("/journal/256")).Status);
        await Append(600);
        Assert.Equal([0, 1, 2], await FullTiles());

        var key = NoteKey.Parse(await office.Server.InDatabase(db => db.JournalHeads.IgnoreQueryFilters().Select(head => head.VerifierKey).SingleAsync())).Value;
        var rows = await office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().OrderBy(row => row.Index).Select(row => row.LeafHash).ToListAsync());
        var root = MerkleTree.Root([.. rows.Select(hash => Digest.TryRead(hash, out var digest) ? digest : default)]);
        foreach (var index in new[] { 0, 1, 254, 255, 256, 511, 512, 767, 768, rows.Count - 1 })
        {
            var page = await office.Ada.Get($"/journal/{index}");
            var proof = EntryProof.Parse(Encoding.UTF8.GetBytes(page.Find("section[aria-labelledby=proof] pre code")!.TextContent)).Value;
            var head = TreeHead.Open(proof.Head, key).Value;
            Assert.Equal(root, head.Root);
            Assert.True(proof.Proves(Encoding.UTF8.GetBytes(page.Find("section[aria-labelledby=leaf] code")!.TextContent), head), $"entry {index}");
        }
    }
}
