using System.Globalization;
using System.Security.Cryptography;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Reading;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Binder;

/// <summary>
/// Writes a binder one procedure after the other, and in each one picture after the other, so that what it takes does not grow with how many there are. What is in force
/// while the list is made is in it, though another version comes into force before its turn. Whatever goes wrong on the way cuts the file off; whole is one that says at its end that it is.
/// </summary>
/// <param name="address">Of the server, as text.</param>
sealed class BinderFile(BinderContents contents, string address, FileStore files, IServiceProvider services, Workbench bench)
{
    /// <summary>Stands where something is written that is not rendered; no text can contain it.</summary>
    readonly string _mark = "here" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    sealed record Picture(string Sha256, string MediaType);

    public async Task Write(Stream body)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        var page = await Rendered.Html<BinderPage>(services, new() { [nameof(BinderPage.Contents)] = contents, [nameof(BinderPage.Address)] = address, [nameof(BinderPage.Sheets)] = new MarkupString(_mark) });
        var parts = page.Split(_mark);
        await Put(text, "<!DOCTYPE html>\n" + parts[0]);
        var unseen = await Unseen.All(bench.Db, bench.Stop);
        foreach (var line in contents.Lines) await Write(text, line, unseen);
        await Put(text, parts[1]);
    }

    async Task Write(StreamWriter text, BinderLine line, Unseen unseen)
    {
        var view = await Load(line, unseen);
        var pictures = await Pictures(line);
        var shown = new List<Picture>();
        var markup = Articles.MarkupOf(view, contents.LinkTo, path => pictures.TryGetValue(Uri.UnescapeDataString(path), out var picture) ? Shown(picture) : null, view.Sop.Label + ".");
        var html = await Rendered.Html<BinderSheet>(services, new() { [nameof(BinderSheet.View)] = view, [nameof(BinderSheet.Line)] = line, [nameof(BinderSheet.Markup)] = markup, [nameof(BinderSheet.Holders)] = contents.Holders });
        var at = 0;
        for (int next; (next = html.IndexOf(_mark, at, StringComparison.Ordinal)) >= 0;)
        {
            await Put(text, html[at..next]);
            at = html.IndexOf('.', next) + 1;
            await Put(text, shown[int.Parse(html.AsSpan(next + _mark.Length, at - 1 - next - _mark.Length), NumberStyles.None, CultureInfo.InvariantCulture)]);
        }
        await Put(text, html[at..]);

        string Shown(Picture picture)
        {
            shown.Add(picture);
            return string.Create(CultureInfo.InvariantCulture, $"{_mark}{shown.Count - 1}.");
        }
    }

    /// <exception cref="InvalidOperationException">Whoever asked may not read it any more.</exception>
    async Task<SopView> Load(BinderLine line, Unseen unseen)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        var found = await db.Revisions.AsNoTracking().Where(row => row.Id == line.Revision)
            .Select(row => new { Revision = row, Publisher = db.Members.Where(member => member.Id == row.PublishedById).Select(member => member.Name).FirstOrDefault() }).SingleAsync(stop);
        var (sop, revision) = (line.Sop, found.Revision);
        return new(sop, revision, bench.Texts.Read(revision.Sha256, revision.Text, sop.FileName), await Values.Of(db, bench.By, revision, stop), found.Publisher, []) { Unseen = unseen.In(revision.Text) };
    }

    /// <summary>Those that can be shown, by path: what has changed on the disk is not, as everywhere.</summary>
    async Task<IReadOnlyDictionary<string, Picture>> Pictures(BinderLine line)
    {
        var stored = await (from image in bench.Db.RevisionImages
                            join file in bench.Db.StoredFiles on image.Sha256 equals file.Sha256
                            where image.RevisionId == line.Revision
                            select new { image.Path, Picture = new Picture(file.Sha256, file.MediaType) }).AsNoTracking().ToListAsync(bench.Stop);
        var whole = new Dictionary<string, Picture>();
        foreach (var one in stored) if (MediaTypes.IsPicture(one.Picture.MediaType) && await files.IsIntact(one.Picture.Sha256, bench.Stop)) whole[one.Path] = one.Picture;
        return whole;
    }

    Task Put(StreamWriter text, string html) => text.WriteAsync(html.AsMemory(), bench.Stop);

    async Task Put(StreamWriter text, Picture picture)
    {
        await Put(text, $"data:{picture.MediaType};base64,");
        await text.FlushAsync(bench.Stop);
        await using var encoded = new CryptoStream(files.Open(picture.Sha256) ?? throw new FileNotFoundException($"The file {picture.Sha256} is missing from the store."), new ToBase64Transform(), CryptoStreamMode.Read);
        await encoded.CopyToAsync(text.BaseStream, bench.Stop);
    }
}
