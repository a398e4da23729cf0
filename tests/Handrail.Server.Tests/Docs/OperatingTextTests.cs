using System.Text.RegularExpressions;

namespace Handrail.Server.Tests.Docs;

/// <summary>docs/operating.md names the settings that the code reads, and no other.</summary>
public sealed partial class OperatingTextTests
{
    /// <summary>The platform reads these two itself.</summary>
    static readonly string[] OfThePlatform = ["Logging:LogLevel:Default", "urls"];

    [Fact]
    public void Every_setting_that_is_read_is_documented_and_no_other()
    {
        var read = Directory.EnumerateFiles(Path.Combine(ArchitectureTests.Root(), "src", "Handrail.Server"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Read().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
        var text = File.ReadAllText(Path.Combine(ArchitectureTests.Root(), "docs", "operating.md"));
        var from = text.IndexOf("## Settings", StringComparison.Ordinal);
        var documented = Row().Matches(text[from..text.IndexOf("## The data folder", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value);

        Assert.Equal(read.Concat(OfThePlatform).Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"[cC]onfiguration(?:\.GetValue<\w+>\(|\[)""([^""]+)""")]
    private static partial Regex Read();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
