using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>What axe finds against WCAG 2.2 level AA, in sentences a person can act on.</summary>
static class Accessibility
{
    static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Axe's binding for Playwright opens a second page for every answer, for the sake of frames from elsewhere. There are none here, and it takes three times as long.
    const string Ask = """
        async all => (await axe.run(document, { resultTypes: ["violations"], runOnly: all ? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] : { type: "rule", values: ["color-contrast", "link-in-text-block"] } }))
            .violations.flatMap(violation => violation.nodes.map(node =>
                `${violation.id}: ${violation.help}\n    ${node.html}\n    ${[...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")}`))
        """;

    /// <param name="all">False for what depends on colours alone: in another scheme a page that was looked at is the same in everything else.</param>
    public static async Task<IReadOnlyList<string>> Violations(IPage page, bool all = true)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(Ask, all);
    }
}
