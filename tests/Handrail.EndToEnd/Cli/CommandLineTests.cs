using System.Text.RegularExpressions;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Cli;

/// <summary>What is true of every command.</summary>
public sealed partial class CommandLineTests : IDisposable
{
    readonly Shell _shell = new();

    [Fact]
    public async Task The_document_and_the_program_list_the_same_commands()
    {
        var offered = Offered().Matches((await _shell.Run("--help")).Out.Split("Commands:")[1]).Select(match => match.Groups[1].Value).ToList();
        var documented = Documented().Matches(await File.ReadAllTextAsync(Path.Combine(Built.Root, "docs", "cli.md"), TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value);
        Assert.Equal(["lint", "show", "flow", "run", "verify", "import", "export", "binder"], offered);
        Assert.Equal(offered, documented);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("show")]
    [InlineData("flow")]
    [InlineData("run")]
    [InlineData("verify")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("binder")]
    public async Task The_help_of_a_command_ends_with_an_example(string command)
    {
        var help = await _shell.Run(command, "--help");
        Assert.Equal(0, help.Code);
        Assert.Contains($"handrail {command} ", help.Out.Split("Example:")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_one_line() => Assert.Matches(@"^handrail \d+\.\d+\.\d+\n$", (await _shell.Run("--version")).Out);

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("lint")]
    [InlineData("flow --upside-down x.md")]
    public async Task A_command_line_that_makes_no_sense_is_invalid_and_prints_no_data(string line)
    {
        var answered = await _shell.Run(line.Split(' '));
        Assert.Equal((2, ""), (answered.Code, answered.Out));
        Assert.Contains("--help", answered.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("show")]
    [InlineData("flow")]
    [InlineData("run")]
    [InlineData("verify")]
    public async Task A_file_that_is_not_there_is_not_found(string command)
    {
        var answered = await _shell.Run(command, "nowhere.md");
        Assert.Equal((3, ""), (answered.Code, answered.Out));
        Assert.Contains("nowhere.md", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_text_is_invalid()
    {
        await File.WriteAllBytesAsync(_shell.Path("picture.md"), [0x89, 0x50, 0xFF, 0xFE], TestContext.Current.CancellationToken);
        Assert.Equal(2, (await _shell.Run("show", "picture.md")).Code);
    }

    [Fact]
    public async Task A_text_cannot_command_the_terminal()
    {
        _shell.Write("hostile.md", "# Title \u001b[2J\n\n1. Do [red]it[/] \u001b]0;owned\u0007\n");
        var answered = await _shell.Run("show", "hostile.md");
        Assert.DoesNotContain('\u001b', answered.Out);
        Assert.Contains("[red]it[/]", answered.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Offered();

    [GeneratedRegex(@"^## handrail (\w+)", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
