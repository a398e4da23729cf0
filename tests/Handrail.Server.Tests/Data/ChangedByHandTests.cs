using System.Net;
using System.Numerics;
using System.Text;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Data;

/// <summary>Somebody with the database in their hands changes what was written: it is noticed, and nothing is signed over it.</summary>
public sealed class ChangedByHandTests : IAsyncLifetime
{
    readonly Furnished _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();
    public ValueTask DisposeAsync() => _site.DisposeAsync();

    Browser Ada => _site.Office.Ada;

    [Fact]
    public async Task A_journal_whose_end_was_cut_off_is_not_signed_again()
    {
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/journal/0")).Status);
        await _site.Office.Server.InDatabase(db => db.JournalHeads.IgnoreQueryFilters().ExecuteUpdateAsync(head => head.SetProperty(row => row.Size, row => row.Size - 1)));

        Assert.Equal(HttpStatusCode.InternalServerError, (await Ada.Get("/journal/0")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Ada.Get($"/runs/{_site.Run}/pack")).Status);
    }

    [Fact]
    public async Task A_journal_that_was_rewritten_is_not_signed_again()
    {
        // The proof that a journal continues one of 2^n entries is about what came after alone; what is signed is then still the root of what was true.
        if (BitOperations.IsPow2(await _site.Office.JournalSize())) await Ada.Act(_site.Run, "front", "note", ("text", "one more"));
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/journal/0")).Status);
        var signed = await Signed();
        await _site.Office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Index == 1).ExecuteUpdateAsync(row => row.SetProperty(entry => entry.LeafHash, new byte[32])));
        await Ada.Act(_site.Run, "front", "note", ("text", "life goes on"));

        Assert.Equal(HttpStatusCode.InternalServerError, (await Ada.Get("/journal/0")).Status);
        Assert.Equal(signed, await Signed());
    }

    [Fact]
    public async Task Words_that_were_changed_are_not_read_as_what_happened()
    {
        var subject = "run/" + _site.Run;
        var row = await _site.Office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(entry => entry.Subject == subject).OrderBy(entry => entry.Index).FirstAsync());
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Payload!).Replace("Ada Pine", "Bob Pine", StringComparison.Ordinal));
        Assert.NotEqual(row.Payload!, changed);
        await _site.Office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(entry => entry.Index == row.Index).ExecuteUpdateAsync(entry => entry.SetProperty(old => old.Payload, changed)));

        foreach (var address in new[] { $"/runs/{_site.Run}", $"/runs/{_site.Run}/record", $"/journal/{row.Index}" })
        {
            var answer = await Ada.Get(address);
            Assert.DoesNotContain("Bob Pine", answer.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        }
    }

    [Fact]
    public async Task A_text_in_force_that_was_changed_is_not_shown_as_the_one_that_was_published()
    {
        await _site.Office.Server.InDatabase(db => db.Revisions.IgnoreQueryFilters().ExecuteUpdateAsync(row => row.SetProperty(revision => revision.Text, revision => revision.Text.Replace("Lock the back door", "Leave the back door open"))));

        var pack = await Ada.Http.GetAsync($"/runs/{_site.Run}/pack");
        var holds = pack.IsSuccessStatusCode && Handrail.Core.Journal.Packs.EvidencePackVerifier.Verify(new MemoryStream(await pack.Content.ReadAsByteArrayAsync())).Holds;
        Assert.False(holds);
    }

    Task<List<string>> Signed() => _site.Office.Server.InDatabase(db => db.SignedHeads.IgnoreQueryFilters().OrderBy(head => head.Size).Select(head => head.Note).ToListAsync());
}
