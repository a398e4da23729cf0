using System.IO.Compression;
using System.Text;
using CsCheck;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using static Handrail.Core.Tests.Journal.Packs.SampleJournal;

namespace Handrail.Core.Tests.Journal.Packs;

/// <summary>Archives that are damaged, or made to harm whoever opens them: always a report, never an exception.</summary>
public class HostileArchiveTests
{
    [Theory]
    [InlineData("")]
    [InlineData("not a zip file")]
    [InlineData("PK\u0005\u0006")]
    public void What_is_no_archive_is_reported(string content)
    {
        var report = Verify(Encoding.Latin1.GetBytes(content));
        Assert.Equal("the archive", Assert.Single(report.Findings).Place);
        Assert.False(report.Holds);
    }

    [Theory]
    [InlineData("../entries/2.json")]
    [InlineData("/etc/passwd")]
    [InlineData("entries\\2.json")]
    [InlineData("entries/../2.json")]
    [InlineData("procedures/../../x.md")]
    [InlineData("entries/02.json")]
    [InlineData("entries/-2.json")]
    [InlineData("entries/99999999999999999999.json")]
    [InlineData("files/ABCDEF")]
    [InlineData("files/")]
    [InlineData("notes.txt")]
    public async Task A_name_that_does_not_belong_is_reported(string name) =>
        Assert.Equal(($"\"{name}\"", "no such file belongs in an evidence pack"), Only(Verify(Pack(Unpack(await Zip(Usual().Pack())).Append((name, [1]))))));

    [Theory]
    [InlineData("entries/3.json", "entries/3.json")]
    [InlineData("procedures/SOP-014-v3.md", "procedures/sop-014-V3.md")]
    public async Task The_same_name_twice_is_reported(string path, string again)
    {
        var files = Unpack(await Zip(Usual().Pack()));
        Assert.Equal((again, "it is in the archive twice"), Only(Verify(Pack(files.Append((again, files.Single(file => file.Path == path).Content))))));
    }

    [Fact]
    public async Task A_truncated_pack_is_reported()
    {
        var zip = await Zip(Usual().Pack());
        Gen.Int[0, zip.Length - 1].Sample(length => Assert.False(Verify(zip[..length]).Holds), iter: 200);
    }

    [Fact]
    public async Task Damage_anywhere_in_the_archive_is_reported_or_harmless()
    {
        var zip = Pack(Unpack(await Zip(Usual().Pack())));
        var files = Contents(zip);
        Gen.Select(Gen.Int[0, zip.Length - 1], Gen.Byte[1, 255]).Array[1, 4].Sample(changes =>
        {
            var damaged = (byte[])zip.Clone();
            foreach (var (at, change) in changes) damaged[at] ^= change;
            // Time stamps and the like may change unnoticed; names and contents may not.
            if (Verify(damaged).Holds) Assert.Equal(files, Contents(damaged));
        }, iter: 2000);
    }

    [Fact]
    public void Random_bytes_between_the_marks_of_a_zip_are_reported()
    {
        string[] marks = ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007"];
        var record = Gen.Select(Gen.Int[0, 4], Gen.Frequency((1, Gen.Byte), (2, Gen.Const((byte)0)), (1, Gen.Const((byte)255))).Array[0, 80]);
        record.Array[1, 6].Sample(records => Assert.False(Verify([.. records.SelectMany(part => Encoding.Latin1.GetBytes(marks[part.Item1]).Concat(part.Item2))]).Holds), iter: 2000);
    }

    [Fact]
    public async Task A_file_that_unpacks_to_far_more_than_the_archive_is_not_read_to_its_end()
    {
        var bomb = With(await Zip(Usual().Pack()), "index.html", new byte[100_000_000]);
        Assert.InRange(bomb.Length, 0, 300_000);
        Assert.Contains(new PackFinding("index.html", "the archive unpacks to far more than its own size, so it was not read further"), Verify(bomb).Findings);
    }

    [Theory]
    [InlineData("entries/3.json", 65_536)]
    [InlineData("payloads/3.json", 1024 * 1024 + 1)]
    [InlineData("payloads/3.salt", 33)]
    [InlineData("head.txt", 65_537)]
    public async Task A_file_longer_than_its_kind_may_be_is_reported(string path, int length) =>
        Assert.Contains(Verify(With(await Zip(Usual().Pack()), path, new byte[length])).Findings, finding => finding.Place == path && finding.Problem.StartsWith("it is longer than", StringComparison.Ordinal));

    [Fact]
    public async Task Too_many_files_are_reported()
    {
        var zip = Pack(Unpack(await Zip(Usual().Pack())).Concat(Enumerable.Range(100, 50).Select(i => ($"entries/{i}.json", new byte[1]))));
        var report = EvidencePackVerifier.Verify(new MemoryStream(zip), limits: new(MaxFiles: 40));
        Assert.Equal("the archive", Assert.Single(report.Findings).Place);
    }

    [Fact]
    public void A_list_of_files_longer_than_the_limit_is_not_read()
    {
        var zip = Pack(Enumerable.Range(0, 200_000).Select(i => ($"entries/{i}.json", Array.Empty<byte>())), CompressionLevel.NoCompression);
        var report = EvidencePackVerifier.Verify(new MemoryStream(zip), limits: new(MaxFiles: 10));
        Assert.Equal("the archive", Assert.Single(report.Findings).Place);
    }

    [Fact]
    public async Task Findings_stop_at_a_limit()
    {
        var zip = Pack(Unpack(await Zip(Usual().Pack())).Concat(Enumerable.Range(100, 50).Select(i => ($"entries/{i}.json", new byte[1]))));
        Assert.Equal(7, EvidencePackVerifier.Verify(new MemoryStream(zip), limits: new(MaxFindings: 7)).Findings.Count);
    }

    [Theory]
    [InlineData("""{"format":"handrail-evidence-pack","version":2,"title":"","subjects":[],"made":"2026-03-01T09:30:00Z","missing":[],"files":[]}""", "format version 2")]
    [InlineData("""{"format":"handrail-evidence-pack","version":1,"title":null,"subjects":[],"made":"2026-03-01T09:30:00Z","missing":[],"files":[]}""", "cannot be read")]
    [InlineData("""{"format":"handrail-evidence-pack","version":1,"title":"","subjects":[null],"made":"2026-03-01T09:30:00Z","missing":[],"files":[]}""", "not the list")]
    [InlineData("""{"format":"handrail-evidence-pack","version":1,"title":"","subjects":[],"made":"2026-03-01T09:30:00Z","missing":[null],"files":[null]}""", "not the list")]
    [InlineData("""{"format":"handrail-evidence-pack","version":1,"title":"\ud800","subjects":[],"made":"2026-03-01T09:30:00Z","missing":[],"files":[]}""", "cannot be read")]
    [InlineData("""{"format":"another","version":1,"title":"","subjects":[],"made":"2026-03-01T09:30:00Z","missing":[],"files":[]}""", "not the list")]
    [InlineData("[]", "cannot be read")]
    [InlineData("null", "not the list")]
    public async Task A_list_that_cannot_be_read_is_reported(string manifest, string problem) =>
        Assert.Contains(Verify(With(await Zip(Usual().Pack()), "manifest.json", Encoding.UTF8.GetBytes(manifest))).Findings, finding => finding.Place == "manifest.json" && finding.Problem.Contains(problem, StringComparison.Ordinal));

    static List<(string, Digest)> Contents(byte[] zip) => [.. Unpack(zip).Select(file => (file.Path, Digest.Of(file.Content)))];

    static (string, string) Only(PackReport report)
    {
        var finding = Assert.Single(report.Findings);
        return (finding.Place, finding.Problem);
    }
}
