using System.Net;
using System.Text;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Journal;

public sealed class JournalTests(Furnished site) : IClassFixture<Furnished>
{
    Browser Ada => site.Office.Ada;

    [Fact]
    public async Task The_journal_tells_in_sentences_who_did_what()
    {
        var page = await Ada.Get("/journal");

        foreach (var told in new[] { "Ada Pine", "Northwind Dental", "Lock the doors of Northwind", "note.txt" }) Assert.Contains(told, page.Find("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(await site.Office.JournalSize(), page.All(".timeline li").Count());
    }

    [Theory]
    [InlineData("run", "R-1001")]
    [InlineData("procedure", "SOP-001")]
    [InlineData("file", "note.txt")]
    [InlineData("member", "Ada Pine")]
    public async Task The_journal_is_narrowed_to_what_it_is_about(string about, string told)
    {
        var page = await Ada.Get("/journal?about=" + about);

        Assert.Contains(told, page.Find("main")!.TextContent, StringComparison.Ordinal);
        Assert.InRange(page.All(".timeline li").Count(), 1, (int)await site.Office.JournalSize() - 1);
    }

    [Fact]
    public async Task Every_entry_comes_with_a_proof_that_holds()
    {
        var key = NoteKey.Parse(await site.Office.Server.InDatabase(db => db.JournalHeads.IgnoreQueryFilters().Select(head => head.VerifierKey).FirstAsync())).Value;
        var size = await site.Office.JournalSize();
        for (var index = 0; index < size; index++)
        {
            var page = await Ada.Get($"/journal/{index}");
            var leaf = Encoding.UTF8.GetBytes(page.Find("section[aria-labelledby=leaf] code")!.TextContent);
            var proof = EntryProof.Parse(Encoding.UTF8.GetBytes(page.Find("section[aria-labelledby=proof] pre code")!.TextContent)).Value;
            Assert.Equal(index, proof.Index);
            Assert.True(proof.Proves(leaf, TreeHead.Open(proof.Head, key).Value));
            Assert.Contains(key.ToString(), page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/journal/999999")]
    [InlineData("/journal/-1")]
    [InlineData("/journal/99999999999999999999")]
    [InlineData("/journal/x")]
    public async Task An_entry_that_is_not_there_is_not_found(string address) => Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(address)).Status);
}
