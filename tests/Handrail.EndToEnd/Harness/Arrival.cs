using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Harness;

/// <summary>
/// Waits for a page by asking the page. Playwright's WaitForURLAsync and WaitForLoadStateAsync look first and listen after:
/// what happens in between is missed, and they wait for ever.
/// </summary>
public static class Arrival
{
    const int Patience = 30_000;

    /// <param name="address">A regular expression.</param>
    public static async Task ArriveAt(this IPage page, string address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(address), new() { Timeout = Patience });
        await page.Complete();
    }

    /// <summary>Does what leads to another page, and waits for it; its address may be the same.</summary>
    public static async Task LeadsOn(this IPage page, Func<Task> act)
    {
        await page.EvaluateAsync("document.documentElement.dataset.before = ''");
        await act();
        await page.Locator("html:not([data-before])").WaitForAsync();
        await page.Complete();
    }

    /// <summary>The whole document and what belongs to it is there.</summary>
    public static async Task Complete(this IPage page)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await page.EvaluateAsync<string>("document.readyState") != "complete") patience.Token.ThrowIfCancellationRequested();
    }
}
