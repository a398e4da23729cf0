using CsCheck;
using Handrail.Core.Compliance;
using Handrail.Core.Tests.Library;

namespace Handrail.Core.Tests.Compliance;

public sealed class PackWriterTests
{
    static readonly Gen<string> Words = Gen.OneOf(Gen.Char["ab c:#-'\"\\{}[]&*!|>%@`,.?\t\n\u00e4\u2028"].Array[1, 12].Select(letters => new string(letters)), OneOf("yes", "null", "12", "- a", "a: b", " a", "a ", "~", "2026-01-01")).Where(text => text.Trim().Length > 0);

    static readonly Gen<PackEntry> Entries = Gen.Select(OneOf("own/a/b.md", "a/b-c.md", "x/y.md", "own/facilities/schließen.md"), Words, OneOf("x/z.md", "p/q.md").Array[0, 2], (procedure, why, instead) => new PackEntry(procedure, why, instead));

    static readonly Gen<Pack> Packs = Gen.Select(Words, Words, Words, Words.Array[0, 2], Entries.Array[0, 4], (title, whom, summary, only, entries) => new Pack("mine", title, whom, summary, only, [], [.. entries.DistinctBy(entry => entry.Procedure)], []));

    static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    static string Told(Pack pack) => string.Join('\n', [pack.Id, pack.Title, pack.For, pack.Summary, .. pack.OnlyHere, .. pack.WithFrameworks, .. pack.Entries.SelectMany(entry => entry.InsteadOf.Prepend(entry.Why).Prepend(entry.Procedure))]);

    [Fact]
    public void What_is_written_reads_back_as_the_same_pack() => Packs.Sample(pack =>
    {
        var read = PackReader.Read(PackWriter.Write(pack), "mine.yaml");
        Assert.Empty(read.Notes);
        Assert.Equal(Told(pack), Told(read));
    }, iter: 3_000);

    [Fact]
    public void The_shipped_packs_are_written_as_they_stand()
    {
        foreach (var pack in Shipped.Catalogue.Packs) Assert.Equal(Told(pack), Told(PackReader.Read(PackWriter.Write(pack), pack.Id + ".yaml")));
    }
}
