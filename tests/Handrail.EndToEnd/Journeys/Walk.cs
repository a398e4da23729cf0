using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Works through a run as somebody does who has what every step asks for.</summary>
static class Walk
{
    /// <summary>More acts than any run of these tests has; a run that never ends must not hang them.</summary>
    const int Enough = 150;

    static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>What the run screen can ask for, in the order in which to look, and the button that answers. Of a decision it is the last answer.</summary>
    static readonly (string Form, string Button)[] Asked =
    [
        ("form[action$='/finish']", "button"),
        ("form[action$='/verification']", "button[value=confirmed]"),
        ("form[action$='/condition']", "button[value=yes]"),
        ("form[action$='/items']", "button"),
        ("form:has(button[formaction$='/approval'])", "button[formaction$='/approval']"),
        ("form.answers", "button[name=answer]"),
        ("form[data-step]", "button[value=done]"),
    ];

    /// <summary>Does what the screen asks for.</summary>
    /// <returns>False when there is nothing for this person to do: the run has ended, or waits for somebody else.</returns>
    public static async Task<bool> Act(IPage page)
    {
        var now = page.Locator("#now");
        foreach (var (selector, button) in Asked)
        {
            var form = now.Locator("> " + selector);
            if (await form.CountAsync() == 0) continue;
            await FillIn(form);
            await Press(page, form.Locator(button).Last);
            return true;
        }
        return false;
    }

    /// <summary>Acts until there is nothing left for this person to do.</summary>
    public static async Task<int> On(IPage page)
    {
        for (var acts = 0; acts < Enough; acts++)
        {
            var before = await Standing(page);
            if (!await Act(page)) return acts;
            Assert.False(await page.Locator(".notice.bad[role=alert]").IsVisibleAsync(), $"Refused at {before}: {await Standing(page)}");
        }
        throw new InvalidOperationException($"The run is not over after {Enough} acts. {await Standing(page)}");
    }

    public static Task<bool> HasEnded(IPage page) => page.Locator("#now .verdict a[href$='/record']").IsVisibleAsync();

    /// <summary>The step on the screen.</summary>
    public static ILocator Instruction(IPage page) => page.Locator("#now > h1.instruction");

    public static Task<string> Standing(IPage page) => page.Locator("#now").InnerTextAsync();

    /// <summary>Presses a button that sends a form, and waits for the page that answers; its address may be the same.</summary>
    public static Task Press(IPage page, ILocator button) => page.LeadsOn(() => button.ClickAsync());

    /// <summary>Puts something fitting into every control that is seen.</summary>
    public static async Task FillIn(ILocator form)
    {
        foreach (var control in await form.Locator(":is(input:not([type=hidden]), textarea, select):visible").AllAsync())
        {
            switch (await control.EvaluateAsync<string>("control => control.type"))
            {
                case "checkbox" or "radio": await control.CheckAsync(); break;
                case "file": await control.SetInputFilesAsync(new FilePayload { Name = "proof.png", MimeType = "image/png", Buffer = Picture }); break;
                case "number": await control.FillAsync("3"); break;
                case "date": await control.FillAsync("2026-01-05"); break;
                case "datetime-local": await control.FillAsync("2026-01-05T16:50"); break;
                case "url": await control.FillAsync("https://tickets.northwind.example/1"); break;
                case "select-one": await control.SelectOptionAsync(new SelectOptionValue { Index = 1 }); break;
                case "textarea": await control.FillAsync("Payroll"); break;
                default: await control.FillAsync(ClaimedServer.Name); break;
            }
        }
    }
}
