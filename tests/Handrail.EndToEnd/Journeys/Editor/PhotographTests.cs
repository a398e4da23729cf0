using System.Text;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys.Editor;

/// <summary>Pictures as cameras take them.</summary>
public sealed class PhotographTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    [Fact]
    public async Task A_photograph_is_cut_and_keeps_nothing_of_its_camera()
    {
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        var sop = await Writer.Draft(page, "Lock up with a photograph", Writer.Doors);
        await Writer.Open(page, sop, "front");
        await page.Locator("#f-picture > summary").ClickAsync();
        await page.Locator("#f-file").SetInputFilesAsync(new FilePayload { Name = "DSC_0042.jpg", MimeType = "image/jpeg", Buffer = await Screens.Photograph(page, width: 400, height: 300) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cut to a part" }).ClickAsync();
        foreach (var (side, value) in new[] { ("Left", "200"), ("Top", "0"), ("Width", "100"), ("Height", "80") }) await page.Locator("#marks").GetByLabel(side).FillAsync(value);
        await page.GetByLabel("What it shows, for whoever does not see it").FillAsync("The lock");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the picture in" }).ClickAsync();
        await page.Locator("#read-front img").WaitForAsync();

        var picture = await Screens.Stored(page, "The lock");

        Assert.Equal((100, 80), (picture.Width, picture.Height));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(picture.File), StringComparison.Ordinal);
        Assert.DoesNotContain("51 30 26 N", Encoding.Latin1.GetString(picture.File), StringComparison.Ordinal);

        // Beside every step it is dropped nowhere, and the page stays; on a step that is not open, it opens it.
        Assert.True(await Screens.Drop(page, "h1", width: 40, height: 40));
        Assert.True(await Screens.Drop(page, "#read-back .instruction", width: 300, height: 8000));
        await page.Locator("#words[data-step=back]").WaitForAsync();
        await page.GetByLabel("What it shows, for whoever does not see it").FillAsync("The whole hall");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the picture in" }).ClickAsync();
        await page.Locator("#read-back img").WaitForAsync();
        var high = await Screens.Stored(page, "The whole hall");
        Assert.Equal((150, 4000), (high.Width, high.Height));
        Assert.Empty(ada.Complaints);
    }
}
