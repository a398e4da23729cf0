using System.Text.RegularExpressions;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;

namespace Handrail.Server.Tests.Docs;

/// <summary>docs/api.md says what the server does.</summary>
public sealed partial class ApiTextTests(Furnished site) : IClassFixture<Furnished>
{
    static readonly string Text = File.ReadAllText(Path.Combine(ArchitectureTests.Root(), "docs", "api.md"));

    [Fact]
    public async Task Every_operation_is_listed_and_no_other() =>
        Assert.Equal((await ApiOperations.Of(site)).Select(operation => operation.Name).Order(), OperationRow().Matches(Text).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}").Order());

    [Fact]
    public void Every_code_is_explained_and_no_other() =>
        Assert.Equal(Problems.Codes, CodeRow().Matches(Text[Text.IndexOf("| `code` |", StringComparison.Ordinal)..]).Select(row => row.Groups[1].Value));

    [GeneratedRegex(@"^\| `([A-Z]+)` \| `(/api/[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex OperationRow();

    [GeneratedRegex(@"^\| `([a-z-]+)` \| \d", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
