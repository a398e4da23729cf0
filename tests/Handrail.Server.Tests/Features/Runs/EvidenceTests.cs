using System.Net;
using System.Security.Cryptography;
using System.Text;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Runs;

public sealed class EvidenceTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    async Task<(string Run, string Sha256)> Attached(string name, byte[] content)
    {
        var run = await Ada.Run(Samples.Doors);
        await Ada.Act(run, "front", "evidence", ("evidence", new Upload(name, content)));
        return (run, Sha256(content));
    }

    string OnDisk(string sha256) => Path.Combine(office.Server.DataFolder, "files", sha256[..2], sha256);

    [Fact]
    public async Task The_hash_of_the_bytes_is_shown_and_the_bytes_come_back()
    {
        var content = Encoding.UTF8.GetBytes("locked at nine");
        var (run, sha256) = await Attached("note.txt", content);

        Assert.Contains(sha256, (await Ada.See(run, "front")).Text, StringComparison.Ordinal);
        var served = await Ada.Http.GetAsync($"/files/{sha256}");
        Assert.Equal(content, await served.Content.ReadAsByteArrayAsync());
        Assert.Equal(["FileStored"], await office.Kinds("file/" + sha256));
    }

    [Fact]
    public async Task A_picture_is_shown_and_anything_else_is_only_downloaded_whatever_it_calls_itself()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 9];
        var page = "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray();
        await Attached("a.html", png);
        await Attached("b.png", page);

        var shown = await Ada.Http.GetAsync($"/files/{Sha256(png)}");
        Assert.Equal("image/png", shown.Content.Headers.ContentType!.MediaType);
        Assert.Null(shown.Content.Headers.ContentDisposition);
        var downloaded = await Ada.Http.GetAsync($"/files/{Sha256(page)}");
        Assert.Equal("application/octet-stream", downloaded.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", downloaded.Content.Headers.ContentDisposition!.DispositionType);
        foreach (var answer in new[] { shown, downloaded })
        {
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_was_changed_on_the_disk_is_not_handed_out()
    {
        var (_, sha256) = await Attached("photo.txt", "the seal is whole"u8.ToArray());
        await File.WriteAllTextAsync(OnDisk(sha256), "the seal is torn ", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ada.Get($"/files/{sha256}")).Status);
    }

    [Fact]
    public async Task The_same_file_for_two_runs_is_stored_once()
    {
        var content = "twice"u8.ToArray();
        await Attached("one.txt", content);
        var (_, sha256) = await Attached("two.txt", content);

        Assert.Equal(["FileStored"], await office.Kinds("file/" + sha256));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ada\\seal.txt", "seal.txt")]
    public async Task The_name_of_a_file_is_only_its_name(string sent, string kept)
    {
        var (run, _) = await Attached(sent, Encoding.UTF8.GetBytes(sent));

        Assert.Equal(kept, (await Ada.See(run, "front")).Find(".evidence-files a")!.TextContent);
    }

    [Fact]
    public async Task A_file_nobody_here_holds_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/files/" + new string('a', 64))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/files/" + new string('z', 64))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/files/abc")).Status);
    }

    [Fact]
    public async Task A_reason_stands_in_for_evidence_there_is_none_of_and_is_a_deviation()
    {
        var run = await Ada.Start(await Ada.Publish(Samples.LockUp), ("f-building", "West House"));

        await Ada.Complete(run, "panel", ("f-zone", "Attic"), ("confirmed", "yes"), ("withoutEvidence", "No camera is allowed here"));

        Assert.Equal(["RunStarted", "FieldsRecorded", "FieldsRecorded", "StepCompleted", "DeviationNoted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_field_takes_a_file_at_the_start_and_in_a_step_and_the_pack_has_both()
    {
        var sop = await Ada.Publish("# Read a report\n\n## Before you start\n- Record: Report (file, required)\n\n## Steps\n1. Sign the summary {#sign}\n   - Record: Summary (file, required)\n");
        var missing = await (await Ada.Get($"/procedures/{sop}/runs/new")).Submit($"form[action='/procedures/{sop}/runs']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);

        var run = await Ada.Start(sop, ("f-report", Doing.File("report.csv", "host,finding")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Ada.TryAct(run, "sign", "completion", ("outcome", "done"))).Status);
        await Ada.Complete(run, "sign", ("f-summary", Doing.File("summary.txt", "nothing found")));

        var record = (await Ada.Get($"/runs/{run}/record")).Text;
        Assert.Contains("report.csv", record, StringComparison.Ordinal);
        Assert.Contains("summary.txt", record, StringComparison.Ordinal);
        using var pack = new MemoryStream(await Ada.Http.GetByteArrayAsync($"/runs/{run}/pack"));
        var report = Handrail.Core.Journal.Packs.EvidencePackVerifier.Verify(pack);
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal(2, report.Files);
    }

    [Fact]
    public async Task A_field_does_not_take_a_file_that_the_organization_does_not_hold()
    {
        var sop = await Ada.Publish("# Read a report\n\n## Before you start\n- Record: Report (file, required)\n\n## Steps\n1. Read it\n");

        var refused = await Ada.Post($"/procedures/{sop}/runs", ("f-report", new string('a', 64)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }
}
