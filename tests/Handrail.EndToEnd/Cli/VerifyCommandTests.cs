using System.IO.Compression;
using System.Text;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using Handrail.Core.Running;

namespace Handrail.EndToEnd.Cli;

/// <summary>The auditor's side: packs that hold, and packs that somebody changed.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    static readonly JournalKey Key = JournalKey.FromSeed("handrail.example/northwind", Digest.Of("northwind"u8).ToArray()).Value;

    readonly Shell _shell = new();

    [Fact]
    public async Task A_pack_that_holds_is_told_entry_by_entry()
    {
        await Write("good.zip");
        var answered = await _shell.Run("verify", "good.zip", "--key", Key.Public.ToString());
        Assert.True(answered.Code == 0, answered.Out);
        Assert.Contains("Ada Pine started the run “Offboard Bob” of SOP-014 v3.", answered.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing is wrong with this pack.", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_key_the_report_says_what_that_means()
    {
        await Write("good.zip");
        Assert.Contains("The key came out of the pack itself", (await _shell.Run("verify", "good.zip")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_entry_is_named_and_fails()
    {
        await Write("bad.zip");
        Change("bad.zip", "payloads/1.json", text => text.Replace("disable", "disarmy", StringComparison.Ordinal));
        var answered = await _shell.Run("verify", "bad.zip", "--key", Key.Public.ToString());
        Assert.Equal(2, answered.Code);
        Assert.Contains("entry 1 (StepCompleted, run/R-7): ", answered.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing is wrong", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_key_fails()
    {
        await Write("good.zip");
        var other = JournalKey.FromSeed("handrail.example/northwind", Digest.Of("another"u8).ToArray()).Value;
        Assert.Equal(2, (await _shell.Run("verify", "good.zip", "--key", other.Public.ToString())).Code);
    }

    [Fact]
    public async Task What_is_no_key_or_no_pack_is_invalid()
    {
        await Write("good.zip");
        Assert.Equal(2, (await _shell.Run("verify", "good.zip", "--key", "a door key")).Code);
        var answered = await _shell.Run("verify", _shell.Write("note.zip", "no archive at all"));
        Assert.Equal(2, answered.Code);
        Assert.Contains("Nothing in this file could be checked.", answered.Out, StringComparison.Ordinal);
    }

    async Task Write(string name)
    {
        var at = new Instant(1_772_357_400_000_000);
        var who = new Core.Journal.Actor("7", "Ada Pine");
        Fact[] facts = [new RunStarted("Offboard Bob", RunKind.Live, "SOP-014 v3", null), new StepCompleted("disable", 1, null, null)];
        var entries = facts.Select((fact, i) => JournalEntry.Compose(i, at, "run/R-7", i == 0 ? null : i - 1, who, fact, Digest.Of(Encoding.UTF8.GetBytes($"salt {i}")).ToArray()).Value).ToList();
        var leaves = entries.Select(entry => MerkleTree.Leaf(entry.Leaf)).ToArray();
        var pack = new EvidencePack
        {
            Title = "Run R-7, Offboard Bob",
            Subjects = ["run/R-7"],
            Made = at,
            Head = new TreeHead(Key.Public.Name, leaves.Length, MerkleTree.Root(leaves)).Sign(Key),
            IndexHtml = "<!doctype html><title>R-7</title>",
            Entries = entries.Select((entry, i) => new PackedEntry(i, entry.Leaf, entry.Payload, entry.Salt, MerkleProof.Inclusion(i, leaves.Length, (_, index) => leaves[index]))).ToAsyncEnumerable(),
        };
        await using var file = File.Create(_shell.Path(name));
        await EvidencePackWriter.Write(file, pack, Key, TestContext.Current.CancellationToken);
    }

    void Change(string zip, string path, Func<string, string> change)
    {
        using var archive = ZipFile.Open(_shell.Path(zip), ZipArchiveMode.Update);
        using var content = archive.GetEntry(path)!.Open();
        using var reader = new StreamReader(content);
        var text = reader.ReadToEnd();
        var changed = Encoding.UTF8.GetBytes(change(text));
        Assert.NotEqual(Encoding.UTF8.GetBytes(text), changed);
        content.SetLength(0);
        content.Write(changed);
    }

    public void Dispose() => _shell.Dispose();
}
