using System.IO.Compression;
using Handrail.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Handrail.EndToEnd.Journeys;

/// <summary>Runbooks that organisations really use go in as they are. They lie in a folder "shared" beside the repository, where they are there at all.</summary>
public sealed class RealCasesTests(ClaimedServer server) : IClassFixture<ClaimedServer>
{
    const string Banner = "alphagov+govuk-developer-docs/source/manual/emergency-publishing.html.md";
    const string BannerPictures = "alphagov+govuk-developer-docs/source/manual/images/emergency_publishing";
    const string Patch = "strongdm+comply/themes/comply-soc2/procedures/patch.md";
    const string Rotation = "mattrussi+gitlab-com-runbooks/docs/gitaly/gitaly-token-rotation.md";

    [Fact]
    public async Task Runbooks_come_in_with_their_pictures_and_one_is_published_and_run_to_its_end()
    {
        var cases = Cases() ?? throw Skipped();
        await using var ada = await server.SignedIn();
        var page = ada.Page;
        await Desk.Bring(page, Zip(cases), Text(cases, Patch), Text(cases, Rotation));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("3 files, 3 ready");
        await Desk.Accept(page);

        var banner = await Desk.LabelOf(page, "Deploy an emergency banner");
        await page.GotoAsync("/procedures/" + banner);
        var pictures = page.Locator("main article img");
        await Assertions.Expect(pictures).Not.ToHaveCountAsync(0);
        foreach (var picture in await pictures.AllAsync())
        {
            await picture.ScrollIntoViewIfNeededAsync(); // Pictures may load only when they come into view.
            await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await picture.EvaluateAsync<int>("picture => picture.naturalWidth") > 0, await picture.GetAttributeAsync("src"));
        }

        var patch = await Desk.LabelOf(page, "OS Patch Procedure");
        await Desk.Publish(page, patch);
        await Desk.Start(page, patch);
        await Walk.On(page);
        Assert.True(await Walk.HasEnded(page), await Walk.Standing(page));
        Assert.Empty(ada.Complaints);
    }

    [Fact]
    public async Task A_whole_folder_comes_in_with_the_pictures_in_it()
    {
        var folder = Directory.CreateTempSubdirectory("handrail-folder-");
        try
        {
            folder.CreateSubdirectory("images");
            folder.CreateSubdirectory(".git");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lamp.md"), "# Look at the lamp\n\n## Steps\n1. Look\n\n   ![The lamp](images/lamp.png)\n2. Leave\n");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".git", "HEAD"), "ref: refs/heads/main");
            await using var ada = await server.SignedIn();
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "images", "lamp.png"), await ada.Page.ScreenshotAsync());
            var page = ada.Page;
            await page.GotoAsync("/procedures/import");
            await page.GetByLabel("Or a folder").SetInputFilesAsync(folder.FullName);
            await page.GetByRole(AriaRole.Button, new() { Name = "Read them" }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("One procedure, ready");
            await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("HEAD");

            await Desk.Accept(page);

            await page.GotoAsync("/procedures/" + await Desk.LabelOf(page, "Look at the lamp"));
            await Assertions.Expect(page.Locator("main article img")).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await page.Locator("main article img").EvaluateAsync<int>("picture => picture.naturalWidth") > 0);
            Assert.Empty(ada.Complaints);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static FilePayload Text(string cases, string path) =>
        new() { Name = Path.GetFileName(path), MimeType = "text/markdown", Buffer = File.ReadAllBytes(Path.Combine(cases, path)) };

    /// <summary>The runbook and its pictures, at the places where it expects them.</summary>
    static FilePayload Zip(string cases)
    {
        var folder = Path.Combine(cases, Path.GetDirectoryName(Banner)!);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(cases, BannerPictures)).Append(Path.Combine(cases, Banner)))
                archive.CreateEntryFromFile(file, Path.GetRelativePath(folder, file).Replace('\\', '/'));
        }
        return new() { Name = "banner.zip", MimeType = "application/zip", Buffer = zip.ToArray() };
    }

    static string? Cases()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "cases", "markdown") is var path && Directory.Exists(path)) return path;
        return null;
    }

    static Exception Skipped()
    {
        Assert.Skip("There is no folder shared/cases/markdown beside the repository.");
        return new InvalidOperationException();
    }
}
