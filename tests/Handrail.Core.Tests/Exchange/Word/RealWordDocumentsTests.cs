using System.Text.RegularExpressions;
using Handrail.Core.Exchange.Word;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Exchange.Word;

/// <summary>Word documents that nobody here wrote, beside what their authors or another program say is in them.</summary>
public partial class RealWordDocumentsTests
{
    /// <summary>The author keeps the same plan as Markdown. The document has a title page more.</summary>
    [Fact]
    public void A_plan_of_forty_pages_is_read_as_its_author_wrote_it_in_Markdown()
    {
        var (truth, read) = (ProcedureDump.Of(Plan()), ProcedureDump.Of(Markdown("docx/counteractive+incident-response-plan-template/examples/plan.docx")));

        Assert.Equal(truth.Steps.Select(step => Plain(step.Text)), read.Steps.Select(step => Plain(step.Text)));
        Assert.Equal(truth.Headings.Skip(1).Select(Plain), read.Headings.Skip(2).Select(Plain));
        Assert.Equal(truth.Tables, read.Tables);
        Assert.True(Kept(WordsIn(truth.Text), WordsIn(read.Text)) > 0.999);
        Assert.True(Kept(WordsIn(read.Text), WordsIn(truth.Text)) > 0.995);
        // Addresses of pages: all. Within the plan most lead to places that were never written.
        Assert.Equal(1, Kept(truth.Links.Where(IsPage), read.Links));
    }

    [Fact]
    public void Its_steps_are_those_of_the_Markdown()
    {
        static IEnumerable<string> Steps(string text) => ProcedureReader.Read(text).AllSteps.Select(step => $"{step.Number} {Plain(step.Instruction)}");

        var (truth, read) = (Steps(Plan()), Steps(Markdown("docx/counteractive+incident-response-plan-template/examples/plan.docx")));

        Assert.Equal(truth, read);
    }

    /// <summary>What the other program found, in its own notation.</summary>
    [Theory]
    [InlineData("headers"), InlineData("inline_images"), InlineData("links"), InlineData("lists"), InlineData("lists_continuing"), InlineData("lists_restarting"), InlineData("notes"), InlineData("tables")]
    public void A_document_holds_what_another_reader_finds_in_it(string name)
    {
        var (native, read) = (Case($"docx/jgm+pandoc/test/docx/{name}.native"), ProcedureDump.Of(Markdown($"docx/jgm+pandoc/test/docx/{name}.docx")));

        Assert.Equal(NativeWord().Matches(native).Select(word => Plain(Unescaped(word.Groups[1].Value))).Order(StringComparer.Ordinal), WordsIn(read.Text).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(Count(native, @"\bHeader\s+\d"), read.Headings.Count);
        Assert.Equal(Count(native, @", Table\b"), read.Tables);
        Assert.Equal(Count(native, @"\bImage \("), read.Images.Count);
        Assert.Equal(NativeLink().Matches(native).Select(link => link.Groups[1].Value).Where(link => link != "#my_bookmark"), read.Links);
    }

    [Theory]
    [InlineData("lists", "## Some nested lists\n\n1. one\n2. two\n   1. a\n   2. b\n\n- one\n- two\n  - three\n    - four\n\n      Sub paragraph\n\n- Same list\n- Different list adjacent to the one above.")]
    [InlineData("lists_continuing", "1. Foo\n2. Bar\n3. Baz\n\nInterruption.\n\n4. Bop")]
    [InlineData("lists_restarting", "2. Foo\n3. Bar\n4. Baz\n\nInterruption\n\n1. Bop.")]
    public void Lists_nest_and_count_as_another_reader_nests_and_counts_them(string name, string markdown) => Assert.Equal(markdown, Markdown($"docx/jgm+pandoc/test/docx/{name}.docx"));

    static int Count(string text, string pattern) => Regex.Count(text, pattern);

    static string Unescaped(string text) => text.Replace("\\\"", "\"", StringComparison.Ordinal);

    static bool IsPage(string address) => address.StartsWith("http", StringComparison.Ordinal);

    static IEnumerable<string> WordsIn(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(word => word.Length > 0);

    /// <summary>Word turns quotes and dashes into finer ones.</summary>
    static string Plain(string text) => string.Join(' ', Regex.Matches(text.ToLowerInvariant(), @"[\p{L}\p{N}]+").Select(word => word.Value));

    /// <summary>How much of one is in the other, counted with repetitions.</summary>
    static double Kept(IEnumerable<string> of, IEnumerable<string> within)
    {
        var there = within.CountBy(one => one).ToDictionary();
        var all = of.CountBy(one => one).ToList();
        return (double)all.Sum(one => Math.Min(one.Value, there.GetValueOrDefault(one.Key))) / all.Sum(one => one.Value);
    }

    static string Markdown(string file)
    {
        using var content = File.OpenRead(Place(file));
        using var document = WordDocument.Open(content, Path.GetFileName(file), "pictures").Value;
        return document.Markdown;
    }

    /// <summary>One heading of it stands right below a list, without an empty line: to the program that made the document of it, its words belong to the item.</summary>
    static string Plan() => Case("markdown/counteractive+incident-response-plan-template/examples/plan.md").Replace("\n## Playbook: Ransomware", " ## Playbook: Ransomware", StringComparison.Ordinal);

    static string Case(string file) => File.ReadAllText(Place(file));

    static string Place(string file)
    {
        var folder = SharedFolder.Find("cases");
        Assert.SkipWhen(folder is null, "The shared cases are not here.");
        return Path.Combine(folder, file);
    }

    [GeneratedRegex(@"\bStr\s+""((?:[^""\\]|\\.)*)""")]
    private static partial Regex NativeWord();

    [GeneratedRegex(@"\] \(""([^""]*)"",""""\)\s*[,\]]")]
    private static partial Regex NativeLink();
}
