using CsCheck;
using Handrail.Core.Compliance;

namespace Handrail.Core.Tests.Compliance;

public class PackReaderTests
{
    [Fact]
    public void A_pack_is_a_list_of_procedures_with_their_reasons()
    {
        var pack = Read("""
            title: Small business
            for: up to 30 people
            summary: What keeps an office working.
            only-here: [backup/customer-data.md, ai]
            with-frameworks: [iso42001]
            procedures:
              - procedure: access/offboard
                why: Nobody keeps access.
              - procedure: backup/customer-data.md
                why: It can be done by one person.
                instead-of: [backup/schedule]
            """);
        Assert.Equal(("packs-own", "Small business", "up to 30 people", "What keeps an office working."), (pack.Id, pack.Title, pack.For, pack.Summary));
        Assert.Equal(["access/offboard.md: Nobody keeps access. ()", "backup/customer-data.md: It can be done by one person. (backup/schedule.md)"], pack.Entries.Select(entry => $"{entry.Procedure}: {entry.Why} ({string.Join(", ", entry.InsteadOf)})"));
        Assert.Equal(["iso42001"], pack.WithFrameworks);
        Assert.Empty(pack.Notes);
        Assert.True(pack.Reserves("backup/customer-data.md") && pack.Reserves("ai/model.md"));
        Assert.False(pack.Reserves("air/port.md") || pack.Reserves("access/offboard.md"));
    }

    [Theory]
    [InlineData("", "pack-empty")]
    [InlineData("- a list", "pack-empty")]
    [InlineData("title: [", "pack-unreadable")]
    [InlineData("title: x\ncolour: blue", "key-unknown")]
    [InlineData("title: [not, a, word]", "key-unknown")]
    [InlineData("procedures:\n  - procedure: a", "entry-unreadable")]
    [InlineData("procedures:\n  - why: a", "entry-unreadable")]
    [InlineData("procedures:\n  - procedure: a\n    why: b\n    how: c", "entry-unreadable")]
    [InlineData("procedures: [a]", "entry-unreadable")]
    [InlineData("procedures:\n  - {procedure: a, why: b}\n  - {procedure: a.md, why: c}", "procedure-twice")]
    [InlineData("a: &x [1]\nb: *x", "pack-unreadable")]
    [InlineData("? [a]\n: b", "pack-unreadable")]
    [InlineData("...\n6}4T4D", "pack-unreadable")]
    [InlineData("key: [a, b]\n[: \nlgSS]g_@t_!!str ", "pack-unreadable")]
    [InlineData("a: !!KO'$+B:a_-\nsTW---\n", "pack-unreadable")]
    public void What_cannot_be_read_is_noted(string yaml, string code) => Assert.Contains(Read(yaml).Notes, note => note.Code == code);

    [Fact]
    public void What_can_be_read_beside_it_is_read() => Assert.Equal("Ours", Read("title: Ours\ncolour: blue").Title);

    [Fact]
    public void Absurd_depth_and_length_are_refused()
    {
        Assert.Contains(Read(new string('[', 100_000)).Notes, note => note.Code == "pack-unreadable");
        Assert.Contains(Read("procedures: [" + string.Join(',', Enumerable.Repeat("a", 50_000)) + "]").Notes, note => note.Code == "pack-unreadable");
    }

    static readonly string[] Pieces = ["title: a\n", "procedures:\n", "  - procedure: x\n", "    why: y\n", "- ", "? ", ": ", "[", "]", "{", "}", ",", "#", "&x ", "*x", "!t ", "!!str ", "|\n", ">\n", "'", "\"", "%YAML 1.1\n", "---\n", "...\n", "\t", "\n", "  ", "\\x", "@", "\0", "\uFEFF"];

    [Fact]
    public void Any_text_is_read_or_noted() =>
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]), Gen.String[0, 6]).List[0, 20].Select(string.Concat).Sample(text => Assert.NotNull(Read(text).Notes), iter: 5000);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"id":"x","name":"X","title":"","note":"","controls":[]}""")]
    [InlineData("""{"id":"","name":"X","controls":[{"id":"1","title":"a"}]}""")]
    [InlineData("""{"id":"x","name":"X","controls":[null]}""")]
    public void A_framework_that_cannot_be_read_is_refused(string json) => Assert.NotNull(Framework.Read(json).Refusal);

    [Fact]
    public void A_framework_names_its_controls()
    {
        var framework = Framework.Read("""{"id":"x","name":"X","title":"The X","note":"ours","controls":[{"id":"1.2","title":"Be good"}]}""").Value;
        Assert.Equal("x:1.2", framework.IdOf(framework.Controls[0]));
    }

    [Fact]
    public void A_catalogue_names_the_files_it_could_not_read()
    {
        var catalogue = Catalogue.Of([("frameworks/x.json", "{"), ("frameworks/README.txt", "words"), ("policies/p.md", "## Clauses\n1. A. {#a}"), ("procedures/f/q.md", "## Steps\n1. Do it")]);
        Assert.Equal("frameworks/x.json", Assert.Single(catalogue.Unread).Path);
        Assert.Equal(["f/q.md"], catalogue.Procedures.Keys);
        Assert.Contains("p#a", catalogue.ClauseIds());
        Assert.Null(catalogue.FindClause("p"));
        Assert.Null(catalogue.FindClause("p#b"));
        Assert.NotNull(catalogue.FindClause("p#a"));
    }

    static Pack Read(string yaml) => PackReader.Read(yaml, "packs/packs-own.yaml");
}
