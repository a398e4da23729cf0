using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Own;

/// <param name="EditionOf">The path of the template this is the next edition of; empty for a new one.</param>
/// <param name="Turned">The <see cref="OwnWord.Id"/>s of the words that become names again.</param>
/// <param name="BasedOn">The hash of the text that was looked at.</param>
/// <param name="ForEverybody">A procedure that only some may read becomes a template that everybody here reads.</param>
public sealed record TemplateInput(string Title, string Family, string Summary, string EditionOf, IReadOnlySet<string> Turned, string BasedOn, bool ForEverybody);

/// <summary>The form: what the text would be, and what the person is asked.</summary>
/// <param name="Words">That can be turned back.</param>
/// <param name="Names">Of members who still stand in the text.</param>
/// <param name="Editions">Templates this could be the next edition of, the likeliest first.</param>
public sealed record TemplateForm(SopView View, Procedure Procedure, IReadOnlyList<OwnWord> Words, IReadOnlyList<string> Names, IReadOnlyList<OwnTemplate> Editions, IReadOnlyList<string> Families, TemplateInput Typed)
{
    public bool IsGuarded => View.Sop.Secrecy != Secrecy.Open || View.Revision.Secrecy != Secrecy.Open;
}

/// <summary>Makes a procedure into a template: its tailored words become names again where the person says so, and the library offers it to everybody here.</summary>
static class MakeTemplate
{
    static readonly Refusal.Forbidden Guarded = new("Not everybody may read this procedure. Only an administrator makes it a template, because everybody in the organization reads that.");
    static readonly Refusal.Invalid Undecided = new("everybody", "Say that everybody in the organization may read the template, though not the procedure; or do not make one.");
    static readonly Refusal.Conflict Moved = new("The procedure changed since you looked. Below is what it says now; choose again.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/as-template", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/as-template", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var typed = new TemplateInput(form["title"].ToString().Trim(), form["family"].ToString().Trim(), form["summary"].ToString().Trim(), form["editionOf"].ToString(), form["turn"].OfType<string>().ToHashSet(StringComparer.Ordinal), form["basedOn"].ToString(), form["everybody"] == "yes");
            return (await Handle(sop, typed, bench)).Granted(out var template, out var refusal) ? Answers.SeeOther(Links.Template(template.Path)) : await Show(sop, typed, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, TemplateInput? typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Load(sop, typed, bench)).Granted(out var form, out var unknown)) return Answers.Refuse(unknown);
        if (form.IsGuarded && !bench.By.IsAdministrator) return Answers.Refuse(Guarded);
        var model = new { Form = form, WasTyped = typed is not null && typed.BasedOn == form.View.Revision.Sha256, Refusal = refusal };
        return refusal is null ? Answers.Page<MakeTemplatePage>(model) : Answers.PageAgain<MakeTemplatePage>(refusal, model);
    }

    static async Task<Outcome<TemplateForm>> Load(string label, TemplateInput? typed, Workbench bench)
    {
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, label, null, bench.Stop)).Granted(out var view, out var unknown)) return unknown;
        var editions = await Editions(view.Sop, bench);
        var given = typed ?? new(await TitleFor(view.Procedure, editions, bench), editions.Count > 0 ? editions[0].Family : Placeholders.Key(view.Sop.Family), view.Procedure.Header.Summary ?? "", editions.Count > 0 ? editions[0].Path : "", new HashSet<string>(), view.Revision.Sha256, false);
        // As written; the title and the summary of the form are put in when it is kept, and hold no words to turn back.
        var anchored = new Edit.WriteAnchors().Apply(view.Procedure);
        var procedure = anchored.Granted(out var read, out _) ? read : view.Procedure;
        var members = await bench.Db.Members.AsNoTracking().Select(member => new { member.Name, member.Email }).ToListAsync(bench.Stop);
        return new TemplateForm(view, procedure, OwnWords.In(procedure, await WordsOf(view, bench)), [.. members.SelectMany(member => new[] { member.Name, member.Email }).Where(name => name.Length >= OwnWords.Shortest && Tools.NamedIn(procedure.Source, name).Any()).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
            editions, await Families(bench), given);
    }

    /// <summary>That of the template it is the next edition of, else its own; empty where the library has a template called so already.</summary>
    static async Task<string> TitleFor(Procedure procedure, IReadOnlyList<OwnTemplate> editions, Workbench bench)
    {
        if (editions is [var latest, ..]) return latest.Title;
        var fileName = KeepTemplate.FileNameOf(procedure.Title);
        return bench.Library.Named(fileName) is not null || await bench.Db.OwnTemplates.AnyAsync(row => row.FileName == fileName && !row.IsWithdrawn, bench.Stop) ? "" : procedure.Title;
    }

    /// <summary>What the revision was tailored with, then what is known today. Roles are called the same everywhere, so they stay.</summary>
    static async Task<Dictionary<string, string>> WordsOf(SopView view, Workbench bench)
    {
        var words = await Values.Now(bench.Db, bench.By, bench.Stop);
        foreach (var (key, value) in view.Environment) words[key] = value;
        foreach (var role in await bench.Db.Roles.AsNoTracking().Select(role => role.Key).ToListAsync(bench.Stop)) words.Remove(role);
        return words;
    }

    /// <summary>Those made from this procedure, and the one it was made from.</summary>
    static async Task<List<OwnTemplate>> Editions(Sop sop, Workbench bench)
    {
        var adopted = await bench.Db.AdoptedTemplates.AsNoTracking().Where(row => row.SopId == sop.Id).Select(row => row.OwnTemplateId).SingleOrDefaultAsync(bench.Stop);
        return await bench.Db.OwnTemplates.AsNoTracking().Where(row => !row.IsWithdrawn && (row.SopId == sop.Id || row.Id == adopted)).OrderByDescending(row => row.KeptAt).ToListAsync(bench.Stop);
    }

    static async Task<List<string>> Families(Workbench bench) =>
        [.. bench.Library.Templates.Select(template => template.Family).Concat(await bench.Db.OwnTemplates.AsNoTracking().Select(row => row.Family).ToListAsync(bench.Stop)).Distinct().Order(StringComparer.Ordinal)];

    static async Task<Outcome<OwnTemplate>> Handle(string sop, TemplateInput input, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Load(sop, input, bench)).Granted(out var form, out var unknown)) return unknown;
        if (form.View.Revision.Sha256 != input.BasedOn) return Moved;
        if (form.IsGuarded && !bench.By.IsAdministrator) return Guarded;
        if (form.IsGuarded && !input.ForEverybody) return Undecided;
        var edition = form.Editions.FirstOrDefault(row => row.Path == input.EditionOf);
        if (input.EditionOf.Length > 0 && edition is null) return OwnDoors.NoTemplate;
        if (input.Summary.Length > 500) return new Refusal.Invalid("summary", "At most 500 characters.");
        if (!Write(form, input, edition).Granted(out var procedure, out var unwritable)) return unwritable;
        var fileName = edition?.FileName ?? KeepTemplate.FileNameOf(input.Title);
        if (edition is null && await bench.Db.OwnTemplates.AnyAsync(row => row.FileName == fileName && !row.IsWithdrawn, bench.Stop)) return new Refusal.Invalid("title", "There is a template of this name in your library. Give this one another title, or make it the next edition from the procedure that one was made from.");
        var turned = form.Words.Where(word => input.Turned.Contains(word.Id)).Select(word => word.Key).Distinct().ToList();
        var kept = await KeepTemplate.Within(change, new(edition?.Family ?? input.Family, fileName, procedure, await Pictures(form.View, procedure, bench), form.IsGuarded ? "a procedure that not everybody may read" : $"{form.View.Sop.Label} v{form.View.Revision.Number}") { From = form.View.Sop.Id, TurnedBack = turned }, bench);
        if (kept.Granted(out _, out _)) await change.Commit(bench.Stop);
        return kept;
    }

    static Outcome<Procedure> Write(TemplateForm form, TemplateInput input, OwnTemplate? edition)
    {
        var turned = ProcedureReader.Read(OwnWords.TurnBack(form.Procedure.Source, form.Words.Where(word => input.Turned.Contains(word.Id))), form.View.Sop.FileName);
        return new Edit.All(
            new Edit.SetTitle(input.Title),
            new Edit.SetHeader("family", edition?.Family ?? input.Family),
            new Edit.SetHeader("summary", input.Summary.Length == 0 ? [] : [input.Summary])).Apply(turned);
    }

    static async Task<Dictionary<string, FileContent>> Pictures(SopView view, Procedure procedure, Workbench bench)
    {
        var named = ShownPictures.In(procedure.Source).Select(shown => shown.Path).ToHashSet(StringComparer.Ordinal);
        var images = await (from image in bench.Db.RevisionImages join file in bench.Db.StoredFiles on image.Sha256 equals file.Sha256 where image.RevisionId == view.Revision.Id select new { image.Path, file.Sha256, file.Length, file.MediaType }).AsNoTracking().ToListAsync(bench.Stop);
        return images.Where(image => named.Contains(image.Path)).ToDictionary(image => image.Path, image => new FileContent(image.Sha256, image.Length, image.MediaType));
    }
}
