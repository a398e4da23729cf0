using System.Net;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Updating;

/// <summary>The library ships a template in two editions; the organization took the first, made it its own, and hears of the second.</summary>
public sealed class UpdateFromTemplateTests : IAsyncLifetime
{
    const string First = """
        ---
        title: Close up
        family: facilities
        ---
        # Close up

        ## Purpose

        Nothing stays open.

        ## Steps

        1. Close the window {#window}
        2. Lock the door {#door}
        3. Set the alarm {#alarm}

        ## Records

        Kept for a year.

        """;

    static readonly string Second = First.Replace("Close the window", "Close every window", StringComparison.Ordinal)
        .Replace("2. Lock the door {#door}", "2. Switch the light off {#light}\n3. Draw the curtain {#curtain}\n4. Lock the door twice {#door}", StringComparison.Ordinal).Replace("3. Set the alarm", "5. Set the alarm", StringComparison.Ordinal);

    readonly string _library = Directory.CreateTempSubdirectory("handrail-library-").FullName;
    readonly TestServer _server;
    Browser _ada = null!;
    string _sop = "";

    public UpdateFromTemplateTests() => _server = new() { LibraryFolder = _library };

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        Ship(First);
        _ada = await _server.Claimed();
        _sop = (await _ada.Post("/library", ("template", "facilities/close-up.md"))).Location!["/procedures/".Length..];
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_library, recursive: true);
    }

    void Ship(string text)
    {
        Directory.CreateDirectory(Path.Combine(_library, "procedures", "facilities"));
        File.WriteAllText(Path.Combine(_library, "procedures", "facilities", "close-up.md"), text);
        // Pages that were kept are made anew after a while.
        _server.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    string Template => $"/procedures/{_sop}/update";

    Task<Page> Look() => _ada.Get(Template);

    async Task<string> Latest() => await _server.InDatabase(db => db.Revisions.IgnoreQueryFilters().OrderByDescending(row => row.Number).Select(row => row.Text).FirstAsync());

    Task<List<string>> Kinds() => _server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Subject == "procedure/" + _sop).OrderBy(row => row.Index).Select(row => row.Kind).ToListAsync());

    async Task Save(string old, string now)
    {
        var page = await _ada.Get($"/procedures/{_sop}/draft");
        var saved = await page.Submit("main form[method=post]", ("text", (await Latest()).Replace(old, now, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
    }

    static IEnumerable<string> Names(Page page) => page.All(".difference h3").Select(heading => heading.ChildNodes[0].TextContent.Trim());

    static IEnumerable<string> Ticked(Page page) => page.All("input[name=take]").Where(box => box.HasAttribute("checked")).Select(box => box.GetAttribute("value")!);

    [Fact]
    public async Task While_the_template_is_the_one_that_was_taken_nothing_is_said()
    {
        Assert.DoesNotContain("template has improved", (await _ada.Get($"/procedures/{_sop}")).Text, StringComparison.Ordinal);
        Assert.Null((await _ada.Get("/")).Find("#improved"));
        Assert.Null((await Look()).Find("input[name=edition]"));
    }

    [Fact]
    public async Task A_new_edition_is_told_on_the_page_and_today_and_taken_whole_where_nothing_is_our_own()
    {
        Ship(Second);

        Assert.Equal(Template, (await _ada.Get($"/procedures/{_sop}")).Find(".notice a")!.GetAttribute("href"));
        Assert.Equal(Template, (await _ada.Get("/")).Find("section[aria-labelledby=improved] a")!.GetAttribute("href"));
        var page = await Look();
        Assert.Equal(["step/window", "step/light", "step/curtain", "step/door"], Ticked(page));

        var taken = await page.Submit("main form[method=post]", ("do", "take"));

        Assert.Equal($"/procedures/{_sop}/draft/steps", taken.Location);
        Assert.Equal(Second, await Latest());
        Assert.Equal(["ProcedureAdded", "DraftSaved", "TemplateTaken"], await Kinds());
        Assert.Null((await _ada.Get("/")).Find("#improved"));
        Assert.Null((await Look()).Find("input[name=edition]"));
    }

    [Fact]
    public async Task What_both_changed_stays_ours_and_is_shown_with_all_three_texts()
    {
        await Save("Lock the door {#door}", "Lock the oak door {#door}\n   - Role: Porter");
        await Save("Kept for a year.", "Kept for two years.");
        Ship(Second);

        var page = await Look();

        Assert.Equal(["Close every window", "Switch the light off", "Draw the curtain", "Lock the door twice"], Names(page));
        Assert.Equal(["step/window", "step/light", "step/curtain"], Ticked(page));
        var both = page.Find("section[aria-labelledby=changed-by-both]")!;
        Assert.Equal(["twice"], both.QuerySelectorAll("dd:first-of-type ins").Select(word => word.TextContent.Trim()));
        Assert.Contains("oak", string.Concat(both.QuerySelectorAll("dd:last-of-type ins").Select(word => word.TextContent)), StringComparison.Ordinal);

        await page.Submit("main form[method=post]", ("do", "take"));

        var text = await Latest();
        Assert.Equal(Second.Replace("4. Lock the door twice {#door}", "4. Lock the oak door {#door}\n   - Role: Porter", StringComparison.Ordinal).Replace("for a year", "for two years", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Beside_what_is_in_force_a_draft_is_begun_with_what_was_ticked()
    {
        await _ada.TryPublish(_sop);
        Ship(Second);

        var taken = await (await Look()).Submit("main form[method=post]", ("do", "take"), ("take", "step/window"));

        Assert.Equal($"/procedures/{_sop}/draft/steps", taken.Location);
        Assert.Equal(First.Replace("Close the window", "Close every window", StringComparison.Ordinal), await Latest());
        Assert.Equal(["DraftOpened", "TemplateTaken"], (await Kinds())[^2..]);
        Assert.Equal(2, await _server.InDatabase(db => db.Revisions.IgnoreQueryFilters().CountAsync()));
        // What was left is not offered again.
        Assert.Null((await Look()).Find("input[name=edition]"));
    }

    [Fact]
    public async Task Not_now_is_remembered_until_the_next_edition()
    {
        Ship(Second);
        Assert.Equal($"/procedures/{_sop}", (await (await Look()).Submit("main form[method=post]", ("do", "later"))).Location);

        Assert.Null((await _ada.Get("/")).Find("#improved"));
        Assert.DoesNotContain("template has improved", (await _ada.Get($"/procedures/{_sop}")).Text, StringComparison.Ordinal);
        Assert.Equal("TemplatePassedOver", (await Kinds())[^1]);
        Assert.Equal(First, await Latest());

        Ship(Second.Replace("Kept for a year.", "Kept for three years.", StringComparison.Ordinal));

        Assert.NotNull((await _ada.Get("/")).Find("#improved"));
        Assert.Equal(5, Ticked(await Look()).Count());
    }

    [Fact]
    public async Task A_text_that_changed_since_it_was_looked_at_is_not_written_over()
    {
        Ship(Second);
        var page = await Look();
        await Save("Kept for a year.", "Kept for two years.");

        var refused = await page.Submit("main form[method=post]", ("do", "take"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("choose again", refused.Text, StringComparison.Ordinal);
        Assert.Contains("two years", await Latest(), StringComparison.Ordinal);
        Assert.Contains("Close the window", await Latest(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_of_ones_own_has_no_template_and_leads_back_to_itself()
    {
        var own = await _ada.Add("# Own\n\n## Steps\n1. Go {#go}\n", "own.md");

        Assert.Equal($"/procedures/{own}", (await _ada.Get($"/procedures/{own}/update")).Location);
    }
}
