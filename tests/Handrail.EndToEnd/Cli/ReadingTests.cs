using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace Handrail.EndToEnd.Cli;

/// <summary>lint, show and flow, on the library and on small texts.</summary>
public sealed class ReadingTests : IDisposable
{
    const string Broken = "# Broken\n\n## Steps\n\n1. Was it found?\n   - Yes: go to [nowhere](#nowhere)\n   - No: continue\n2. See [the other](other.md) and [a third](third.md).\n\n   ![gone](gone.png)\n   ![there](there.png)\n";

    readonly Shell _shell = new();

    [Fact]
    public async Task The_whole_library_is_clean()
    {
        var answered = await _shell.Run("lint", Shell.Library());
        Assert.True(answered.Code == 0, answered.Out);
        Assert.DoesNotContain(": error: ", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_finding_names_file_line_and_column_and_errors_make_it_fail()
    {
        _shell.Write("broken.md", Broken);
        _shell.Write("other.md", "# Other\n\n1. Look.\n");
        _shell.Write("there.png", "");
        var answered = await _shell.Run("lint", "broken.md", "other.md");
        Assert.Equal(2, answered.Code);
        Assert.Contains("broken.md:6:27: error: link-broken There is no step or section \"#nowhere\".", answered.Out, StringComparison.Ordinal);
        Assert.Contains("broken.md:8:44: error: link-broken There is no procedure \"third.md\".", answered.Out, StringComparison.Ordinal);
        Assert.Contains("broken.md:10:12: error: image-missing The image \"gone.png\" is missing.", answered.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("there.png", answered.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\"other.md\"", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_alone_are_no_failure()
    {
        var answered = await _shell.Run("lint", _shell.Write("bare.md", "# Bare\n\n1. Look at the log.\n"));
        Assert.Equal(0, answered.Code);
        Assert.Contains("bare.md:1:1: warning: purpose-missing ", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_findings_as_JSON_are_the_same()
    {
        var plain = await _shell.Run("lint", _shell.Write("broken.md", Broken));
        var json = JsonDocument.Parse((await _shell.Run("lint", "--json", "broken.md")).Out).RootElement;
        Assert.Equal(plain.Out.Trim().Split('\n'), json.EnumerateArray().Select(one =>
            $"{one.GetProperty("file")}:{one.GetProperty("line")}:{one.GetProperty("column")}: {one.GetProperty("severity")}: {one.GetProperty("code")} {one.GetProperty("message")}"));
    }

    [Fact]
    public async Task Show_tells_steps_decisions_and_checkpoints()
    {
        var answered = await _shell.Run("show", Shell.Library("backup-and-recovery/restore-a-file.md"));
        Assert.Equal(0, answered.Code);
        Assert.Contains("  2. Are many files missing, renamed or unreadable?  [decision]\n", answered.Out, StringComparison.Ordinal);
        Assert.Contains("Yes → start Ransomware and destructive intrusion (../incident-response/ransomware.md)", answered.Out, StringComparison.Ordinal);
        Assert.Contains("Checkpoint: the file is there with the expected date and size", answered.Out, StringComparison.Ordinal);
        Assert.Contains("If it fails: step C1 “Try the next older copy”", answered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_as_JSON_is_one_object_with_all_the_file_holds()
    {
        var dump = JsonDocument.Parse((await _shell.Run("show", "--json", Shell.Library("backup-and-recovery/restore-a-file.md"))).Out).RootElement;
        Assert.Equal("Look in the recycle bin and version history", dump.GetProperty("steps")[2].GetProperty("text").GetString()!.Split(" {")[0]);
        Assert.Equal(["steps", "headings", "links", "images", "tables", "code_blocks", "text"], dump.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task The_chart_is_an_SVG_file_on_its_own()
    {
        var file = Shell.Library("user-account-management/remove-privileged-access.md");
        var answered = await _shell.Run("flow", file, "-o", "chart.svg");
        Assert.Equal((0, ""), (answered.Code, answered.Out));
        var chart = XDocument.Load(_shell.Path("chart.svg")).Root!;
        Assert.Equal("svg", chart.Name.LocalName);
        Assert.Contains(chart.Descendants(), element => element.Name.LocalName == "style");
        Assert.Equal(await File.ReadAllTextAsync(_shell.Path("chart.svg"), TestContext.Current.CancellationToken), (await _shell.Run("flow", file)).Out);
    }

    [Fact]
    public async Task The_chart_in_words_names_every_way_on()
    {
        var answered = await _shell.Run("flow", "--text", Shell.Library("backup-and-recovery/restore-a-file.md"));
        Assert.Contains("2. Are many files missing, renamed or unreadable? ", answered.Out, StringComparison.Ordinal);
        Assert.Contains("No: continue with step 3", answered.Out, StringComparison.Ordinal);
    }

    /// <summary>The independent reading of real documents, where they are at hand.</summary>
    [Fact]
    public async Task What_show_tells_of_real_documents_is_what_another_reader_counts()
    {
        var cases = Cases();
        if (cases is null) Assert.Skip("The folder shared/cases is not beside the repository.");
        var document = Directory.EnumerateFiles(Path.Combine(cases, "markdown"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        _shell.Write("dump.json", (await _shell.Run("show", "--json", document)).Out);
        using var scored = Process.Start(new ProcessStartInfo("python3", [Path.Combine(cases, "score.py"), document, _shell.Path("dump.json")]) { RedirectStandardOutput = true })!;
        var score = JsonDocument.Parse(await scored.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("score").GetDouble();
        Assert.True(score >= 99, $"{document}: {score}");
    }

    static string? Cases()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "cases") is var path && File.Exists(Path.Combine(path, "score.py"))) return path;
        return null;
    }

    public void Dispose() => _shell.Dispose();
}
