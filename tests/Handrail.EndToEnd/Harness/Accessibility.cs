using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>What axe finds against WCAG 2.2 level AA, in sentences a person can act on.</summary>
static class Accessibility
{
    static readonly AxeRunOptions Level = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };

    public static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        var result = await page.RunAxe(Level);
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}\n    {node.Html}\n    {Advice(node)}"))];
    }

    static string Advice(AxeResultNode node) => string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
}
