using System.IO.Compression;
using System.Net;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Journal;

public sealed class EvidencePackTests(Furnished site) : IClassFixture<Furnished>
{
    Browser Ada => site.Office.Ada;

    async Task<NoteKey> Key() => NoteKey.Parse(await site.Office.Server.InDatabase(db => db.JournalHeads.IgnoreQueryFilters().Select(head => head.VerifierKey).FirstAsync())).Value;

    async Task<MemoryStream> Download(string run)
    {
        var answer = await Ada.Http.GetAsync($"/runs/{run}/pack");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        return new(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>A run of the office's procedure, worked to its end with one file.</summary>
    async Task<string> Finished(string evidence)
    {
        var run = await Ada.Start("SOP-001");
        await Ada.Complete(run, "front", ("evidence", Doing.File("seen.txt", evidence)));
        await Ada.Act(run, "late", "completion", ("answer", "Yes"));
        await Ada.Complete(run, "back");
        await Ada.ActOn(run, "finish");
        return run;
    }

    [Fact]
    public async Task The_pack_of_a_run_holds_and_tells_the_whole_story()
    {
        var run = await Finished("the front door is locked");

        var report = EvidencePackVerifier.Verify(await Download(run), await Key());

        Assert.Empty(report.Findings);
        Assert.True(report.KeyWasGiven);
        Assert.Equal((1, 1), (report.Files, report.Revisions));
        Assert.Contains($"run/{run}", report.Subjects);
        Assert.Equal(["RunStarted", "EvidenceAttached", "StepCompleted", "StepCompleted", "StepCompleted", "RunFinished"], report.Entries.Where(entry => entry.Subject == $"run/{run}").Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_later_pack_continues_the_head_of_an_earlier_one()
    {
        var run = await Finished("early");
        var kept = EvidencePackVerifier.Verify(await Download(run), await Key()).Head!;
        var note = SignedNote.Parse(await site.Office.Server.InDatabase(db => db.SignedHeads.IgnoreQueryFilters().Where(head => head.Size == kept.Size).Select(head => head.Note).FirstAsync())).Value;
        await Finished("late");

        Assert.True(TreeHead.Open(note, await Key()).Granted(out var opened, out _));
        Assert.Equal(kept, opened);
        Assert.Empty(EvidencePackVerifier.Verify(await Download(run), await Key()).Findings);
    }

    [Fact]
    public async Task The_page_in_the_pack_reads_by_itself()
    {
        var run = await Finished("alone");
        using var zip = new ZipArchive(await Download(run), ZipArchiveMode.Read);

        using var page = new StreamReader(zip.GetEntry("index.html")!.Open());
        var html = await page.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Lock the front door", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"/", html, StringComparison.Ordinal);
        foreach (var link in html.Split("href=\"")[1..].Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)])) Assert.NotNull(zip.GetEntry(link));
    }

    [Fact]
    public async Task A_file_that_was_changed_on_the_disk_never_leaves_in_a_pack_that_holds()
    {
        var run = await Finished("the window is whole");
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("the window is whole"u8));
        await File.WriteAllTextAsync(Path.Combine(site.Office.Server.DataFolder, "files", sha256[..2], sha256), "the window is broken", TestContext.Current.CancellationToken);

        var holds = true;
        try
        {
            holds = EvidencePackVerifier.Verify(await Download(run), await Key()).Holds;
        }
        catch (HttpRequestException)
        {
            holds = false; // The download broke off.
        }
        Assert.False(holds);
    }
}
