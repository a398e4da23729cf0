using System.IO.Compression;
using System.Text;
using CsCheck;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using static Handrail.Core.Tests.Journal.Packs.SampleJournal;

namespace Handrail.Core.Tests.Journal.Packs;

public class EvidencePackTests
{
    [Fact]
    public async Task A_sound_pack_holds_and_says_what_it_holds()
    {
        var journal = Usual();
        var report = Verify(await Zip(journal.Pack()));
        Assert.Empty(report.Findings);
        Assert.True(report.Holds);
        Assert.Equal(journal.Head, report.Head);
        Assert.Equal(Key.Public, report.Key);
        Assert.Equal([2, 3, 5, 7], report.Entries.Select(entry => entry.Index));
        Assert.Equal("Ada Lovelace published SOP-014 v3 Offboard a leaver: New identity provider.", report.Entries[0].Sentence);
        Assert.Equal((1, 1), (report.Files, report.Revisions));
        Assert.Equal(("Run R-1042, Offboard a leaver", "run/R-1042"), (report.Title, Assert.Single(report.Subjects)));
    }

    [Fact]
    public async Task A_pack_has_the_files_it_promises_in_a_fixed_order() => Assert.Equal(
        [
            "README.txt", "index.html", "key.txt", "head.txt", "heads/5.txt",
            "entries/2.json", "payloads/2.json", "payloads/2.salt", "proofs/2.tlog-proof",
            "entries/3.json", "payloads/3.json", "payloads/3.salt", "proofs/3.tlog-proof",
            "entries/5.json", "payloads/5.json", "payloads/5.salt", "proofs/5.tlog-proof",
            "entries/7.json", "payloads/7.json", "payloads/7.salt", "proofs/7.tlog-proof",
            "procedures/SOP-014-v3.md", $"files/{Digest.Of(Screenshot).ToHex()}", "manifest.json", "seal.txt",
        ], Unpack(await Zip(Usual().Pack())).Select(file => file.Path));

    [Fact]
    public async Task The_same_content_makes_the_same_bytes() => Assert.Equal(await Zip(Usual().Pack()), await Zip(Usual().Pack()));

    [Fact]
    public async Task The_leaf_stands_in_the_pack_as_it_is_stored()
    {
        var journal = Usual();
        Assert.Equal(journal.Entries[5].Leaf, Unpack(await Zip(journal.Pack())).Single(file => file.Path == "entries/5.json").Content);
    }

    [Fact]
    public async Task A_pack_can_be_written_to_a_stream_that_only_goes_forward()
    {
        var zip = new MemoryStream();
        await using (var forward = new BufferedStream(new GZipStream(zip, CompressionMode.Compress, leaveOpen: true)))
            await EvidencePackWriter.Write(forward, Usual().Pack(), Key, TestContext.Current.CancellationToken);
        zip.Position = 0;
        var unzipped = new MemoryStream();
        await new GZipStream(zip, CompressionMode.Decompress).CopyToAsync(unzipped, TestContext.Current.CancellationToken);
        Assert.Empty(Verify(unzipped.ToArray()).Findings);
    }

    [Fact]
    public async Task A_pack_that_was_unpacked_and_packed_again_still_holds() =>
        Assert.Empty(Verify(Pack(Unpack(await Zip(Usual().Pack())).AsEnumerable().Reverse(), CompressionLevel.SmallestSize)).Findings);

    [Fact]
    public async Task Any_changed_byte_of_any_file_is_found_and_its_file_or_entry_named()
    {
        var files = Unpack(await Zip(Usual().Pack()));
        Gen.Select(Gen.Int[0, files.Count - 1], Gen.Double.Unit, Gen.Byte[1, 255]).Sample((which, where, change) =>
        {
            var (path, content) = files[which];
            var changed = (byte[])content.Clone();
            changed[(int)(where * content.Length)] ^= change;
            AssertNamed(path, Verify(Pack(files.Select(file => file.Path == path ? (path, changed) : file), CompressionLevel.NoCompression)));
        }, iter: 600);
    }

    [Fact]
    public async Task Every_missing_file_is_named()
    {
        var zip = await Zip(Usual().Pack());
        Assert.All(Unpack(zip), file => AssertNamed(file.Path, Verify(With(zip, file.Path, null))));
    }

    [Fact]
    public async Task Every_shortened_lengthened_or_emptied_file_is_named()
    {
        var zip = await Zip(Usual().Pack());
        Assert.All(Unpack(zip), file =>
        {
            AssertNamed(file.Path, Verify(With(zip, file.Path, file.Content[..^1])));
            AssertNamed(file.Path, Verify(With(zip, file.Path, [.. file.Content, (byte)'\n'])));
            AssertNamed(file.Path, Verify(With(zip, file.Path, [])));
        });
    }

    [Fact]
    public async Task A_changed_payload_is_named_with_its_entry()
    {
        var zip = await Zip(Usual().Pack());
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Usual().Entries[5].Payload).Replace("Babbage", "Cabbage", StringComparison.Ordinal));
        Assert.Contains("entry 5 (MemberJoined, run/R-1042): payload does not match its commitment: payload or salt was changed", Found(With(zip, "payloads/5.json", changed)));
    }

    [Fact]
    public async Task A_redacted_entry_still_verifies_and_the_report_says_so()
    {
        var journal = Usual();
        journal.Append(Run, new EntryRedacted(5, "Erasure request of 2 March."));
        journal.Redacted.Add(5);
        var report = Verify(await Zip(journal.Pack(2, 3, 5, 7, 8)));
        Assert.Empty(report.Findings);
        Assert.Equal("MemberJoined about run/R-1042; who and what was removed.", report.Entries.Single(entry => entry.Redacted).Sentence);
        Assert.Contains("entry 5 (MemberJoined, run/R-1042): who and what was removed by Ada Lovelace, 2026-03-01T09:38:00.000000Z: Erasure request of 2 March.", report.Remarks);
    }

    [Fact]
    public async Task A_redaction_that_no_entry_explains_is_remarked_upon()
    {
        var journal = Usual();
        journal.Redacted.Add(5);
        Assert.Contains("entry 5 (MemberJoined, run/R-1042): who and what is not in the pack, and no entry in it says why.", Verify(await Zip(journal.Pack())).Remarks);
    }

    [Fact]
    public async Task A_fact_of_a_newer_version_still_verifies()
    {
        var journal = Usual();
        journal.Append(Run, new UnknownFact("MoonLanded", System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>("""{"crew":2}""")));
        var report = Verify(await Zip(journal.Pack(2, 3, 5, 7, 8)));
        Assert.Empty(report.Findings);
        Assert.Equal("Ada Lovelace recorded MoonLanded about run/R-1042.", report.Entries[^1].Sentence);
    }

    static void AssertNamed(string path, PackReport report)
    {
        var entry = PackPaths.IndexOf(path) is { } index ? $"entry {index}" : path;
        Assert.Contains(report.Findings, finding => finding.Place == path || finding.Place == entry || finding.Place.StartsWith(entry + " ", StringComparison.Ordinal));
        Assert.False(report.Holds);
    }

    static IEnumerable<string> Found(byte[] zip) => Verify(zip).Findings.Select(finding => finding.ToString());
}
