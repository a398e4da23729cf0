using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

/// <param name="Pictures">By the path the text names them with.</param>
/// <param name="Origin">In words, for the journal.</param>
public sealed record GivenTemplate(string Family, string FileName, Procedure Procedure, IReadOnlyDictionary<string, FileContent> Pictures, string Origin)
{
    public Id<Sop>? From { get; init; }
    public IReadOnlyList<string>? TurnedBack { get; init; }
}

/// <summary>A template of one's own, or the next edition of the one with its file name, within a change that is under way.</summary>
static class KeepTemplate
{
    public const string FamilyField = "family";
    const int LongestSummary = 500;

    public static async Task<Outcome<OwnTemplate>> Within(Change change, GivenTemplate given, Workbench bench)
    {
        if (given.Procedure.Title is not { Length: > 0 and <= 300 }) return new Refusal.Invalid("title", "A template has a title of at most 300 characters.");
        if (!IsName(given.Family)) return new Refusal.Invalid(FamilyField, "Name the family in at most 100 letters, digits and hyphens, as a folder is called: facilities, user-account-management.");
        if (given.FileName is not { Length: <= OwnTemplate.LongestName } || !given.FileName.EndsWith(".md", StringComparison.Ordinal) || !IsName(given.FileName[..^3])) return new Refusal.Invalid("title", "From this title no file name can be made; say it with letters and digits.");
        if (bench.Library.Named(given.FileName) is { } shipped) return new Refusal.Conflict($"The library that comes with Handrail has a template of this name, “{shipped.Procedure.Title}”. Give yours another title.");
        var (db, sha256) = (bench.Db, ProcedureTexts.Hash(given.Procedure.Source));
        var row = db.OwnTemplates.Local.FirstOrDefault(row => row.FileName == given.FileName) ?? await db.OwnTemplates.SingleOrDefaultAsync(row => row.FileName == given.FileName, bench.Stop);
        if (row is null)
        {
            row = new OwnTemplate
            {
                Id = Id<OwnTemplate>.New(change.At), OrganizationId = bench.By.OrganizationId, Family = given.Family, FileName = given.FileName,
                Title = "", Summary = "", Steps = 0, Text = "", Sha256 = "", Edition = 0, KeptAt = change.At,
            };
            db.OwnTemplates.Add(row);
        }
        (row.Title, row.Summary, row.Steps) = (given.Procedure.Title, AddProcedure.Shorten(given.Procedure.Header.Summary ?? "", LongestSummary), given.Procedure.Main.Sum(phase => phase.Steps.Count));
        (row.Text, row.Sha256, row.Edition, row.SopId, row.KeptAt, row.IsWithdrawn) = (given.Procedure.Source, sha256, row.Edition + 1, given.From, change.At, false);
        await KeepPictures(change, row, given, bench);
        var kept = await change.Append(row.Subject, new TemplateKept(row.Path, row.Title, row.Edition, sha256, given.Origin, given.TurnedBack is { Count: > 0 } names ? names : null), bench.Stop);
        return kept.Map(_ => row);
    }

    static async Task KeepPictures(Change change, OwnTemplate row, GivenTemplate given, Workbench bench)
    {
        var before = await bench.Db.OwnTemplateImages.Where(image => image.TemplateId == row.Id).ToListAsync(bench.Stop);
        bench.Db.OwnTemplateImages.RemoveRange(before.Where(image => !given.Pictures.ContainsKey(image.Path)));
        foreach (var (path, picture) in given.Pictures)
        {
            await StoredFiles.Keep(bench.Db, change, bench.By, picture, Path.GetFileName(path), bench.Stop);
            if (before.Find(image => image.Path == path) is { } image) image.Sha256 = picture.Sha256;
            else bench.Db.OwnTemplateImages.Add(new OwnTemplateImage { OrganizationId = row.OrganizationId, TemplateId = row.Id, Path = AddProcedure.Shorten(path, 500), Sha256 = picture.Sha256 });
        }
    }

    /// <summary>What is the name of a folder or file on every system, and says so in a repository.</summary>
    public static bool IsName(string name) => name is { Length: > 0 and <= 100 } && Placeholders.Key(name) == name && name[0] != '-';

    /// <summary>"Lock the doors" is lock-the-doors.md.</summary>
    public static string FileNameOf(string title) => (Placeholders.Key(title).Trim('-') is var key && key.Length > 100 ? key[..100].Trim('-') : key) + ".md";

    public static async Task<Outcome<OwnTemplate>> Withdraw(string path, Workbench bench)
    {
        await using var change = await bench.Begin();
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (await bench.Db.OwnTemplates.SingleOrDefaultAsync(row => row.FileName == name && !row.IsWithdrawn, bench.Stop) is not { } row || row.Path != path) return OwnDoors.NoTemplate;
        row.IsWithdrawn = true;
        await change.Append(row.Subject, new TemplateWithdrawn(row.Path, row.Title), bench.Stop);
        await change.Commit(bench.Stop);
        return row;
    }
}
