using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>A procedure becomes a template, the template part of a pack, the pack a file, and the file templates again.</summary>
public sealed class OwnLibraryTests(Chromium chromium)
{
    const string Text = "# Lock up at Little Dental\n\n## Steps\n\n1. Look into Okta whether everybody has gone {#gone}\n2. Lock the door {#door}\n";

    [Fact]
    public async Task A_procedure_becomes_a_template_of_a_pack_that_leaves_as_a_file_and_comes_back()
    {
        await using var server = await RunningServer.Start();
        await using var visit = await chromium.Visit(server.Url);
        var (look, page) = (new Look(visit), visit.Page);
        await ClaimedServer.Claim(server, visit);

        await page.GotoAsync("/environment/tools");
        await page.GetByLabel("Identity provider").FillAsync("Okta");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "These are ours" }).ClickAsync());
        await page.GotoAsync("/procedures/import");
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = "lock-up.md", MimeType = "text/markdown", Buffer = System.Text.Encoding.UTF8.GetBytes(Text) });
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Read them" }).ClickAsync());
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Accept as drafts" }).First.ClickAsync());

        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Make a template of it" }).ClickAsync());
        await page.GetByText("“Okta” →").WaitForAsync();
        await look.Here("make-template");
        await page.GetByLabel("Title").FillAsync("Lock up");
        await page.GetByLabel("Family").FillAsync("facilities");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Put it into the library" }).ClickAsync());
        await page.GetByText("yours, edition 1").WaitForAsync();
        await look.At("library-with-own", "/library");

        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Make a pack" }).ClickAsync());
        await page.GetByLabel("Lock up", new() { Exact = true }).CheckAsync();
        await page.Locator("details.family > summary").Filter(new() { HasText = "User account management" }).ClickAsync();
        await page.GetByLabel("Offboard a leaver", new() { Exact = true }).CheckAsync();
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Go on with these" }).ClickAsync());
        await page.GetByLabel("Title").FillAsync("Every evening");
        await page.GetByLabel("Why").First.FillAsync("Doors are open until somebody locks them.");
        await look.Here("pack-form");
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Keep the pack" }).ClickAsync());
        await page.GetByText("Doors are open until somebody locks them.").WaitForAsync();
        await look.Here("pack");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        Assert.Equal("every-evening.zip", download.SuggestedFilename);
        await page.LeadsOn(() => page.GetByRole(AriaRole.Link, new() { Name = "Share with…" }).ClickAsync());
        await page.GotoAsync("/library/import");
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = download.SuggestedFilename, MimeType = "application/zip", Buffer = await File.ReadAllBytesAsync(await download.PathAsync()) });
        await page.LeadsOn(() => page.GetByRole(AriaRole.Button, new() { Name = "Read it" }).ClickAsync());
        await page.GetByText("You have exactly this already.").First.WaitForAsync();
        await look.Here("templates-preview");

        look.Conclude();
    }
}
