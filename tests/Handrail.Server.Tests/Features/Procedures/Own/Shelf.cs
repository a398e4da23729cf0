using System.IO.Compression;
using System.Net;
using System.Text;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Own;

/// <summary>What people do with the templates and packs of their library.</summary>
static class Shelf
{
    public static string Text(string title, string step = "Turn the key") => $"---\ntitle: {title}\nsummary: About it.\n---\n# {title}\n\n## Steps\n\n1. {step} {{#turn}}\n2. Look whether it holds {{#look}}\n";

    /// <returns>The path of the new template.</returns>
    public static async Task<string> Template(this Browser browser, string title, string family = "facilities", string? text = null, params Upload[] pictures)
    {
        var name = title.ToLowerInvariant().Replace(' ', '-');
        var accepted = await (await browser.Bring([Doing.File(name + ".md", text ?? Text(title)), .. pictures])).Submit("form#accept", ("take", name + ".md"));
        var made = await (await browser.Get(accepted.Location + "/as-template")).Submit("main form[method=post]", ("title", title), ("family", family));
        Assert.True(made.Status == HttpStatusCode.SeeOther, made.Text);
        return Uri.UnescapeDataString(made.Location!["/library/preview?template=".Length..]);
    }

    /// <returns>The id of the new pack.</returns>
    public static async Task<string> Pack(this Browser browser, string title, params string[] paths)
    {
        var form = await browser.Get("/library/packs/form?" + string.Join('&', paths.Select(path => "take=" + Uri.EscapeDataString(path))));
        var kept = await form.Submit("form#pack", [("title", title), ("for", "people"), ("summary", "All of it."), .. paths.Select(path => ($"why:{path}", (object)$"Because of {path[(path.LastIndexOf('/') + 1)..]}."))]);
        Assert.True(kept.Status == HttpStatusCode.SeeOther, kept.Text);
        return Uri.UnescapeDataString(kept.Location!["/library/packs?id=".Length..]);
    }

    /// <returns>The files of the zip by their paths.</returns>
    public static async Task<SortedDictionary<string, byte[]>> Export(this Browser browser, string query)
    {
        using var answer = await browser.Http.GetAsync("/library/export?" + query);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using (var part = entry.Open()) await part.CopyToAsync(content);
            files[entry.FullName] = content.ToArray();
        }
        return files;
    }

    public static Upload Zip(params IEnumerable<KeyValuePair<string, byte[]>> files) => ImportTests.Zip("library.zip", [.. files.Select(file => (file.Key, file.Value))]);

    public static Upload Zip(params (string Path, string Text)[] files) => Zip(files.Select(file => KeyValuePair.Create(file.Path, Encoding.UTF8.GetBytes(file.Text))));

    /// <returns>The page after the files were read.</returns>
    public static async Task<Page> BringTemplates(this Browser browser, params Upload[] files)
    {
        var brought = await (await browser.Get("/library/import")).Submit("form[action='/library/import']", [.. files.Select(file => ("files", (object)file))]);
        Assert.True(brought.Status == HttpStatusCode.SeeOther, brought.Text);
        return await browser.Get(brought.Location!);
    }
}
