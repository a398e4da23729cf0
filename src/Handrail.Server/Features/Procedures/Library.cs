using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Updating;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <param name="Path">family/file-name.md below library/procedures.</param>
public sealed record Template(string Path, string Family, Procedure Procedure)
{
    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Of its text: another edition has another.</summary>
    public string Sha256 { get; } = ProcedureTexts.Hash(Procedure.Source);
}

/// <summary>The shipped procedures, policies, packs and frameworks: read once from the files beside the program.</summary>
public sealed class Library
{
    readonly Lazy<Catalogue> _catalogue;
    readonly Lazy<IReadOnlyList<Template>> _templates;

    public Library(string folder)
    {
        _catalogue = new(() => Directory.Exists(folder) ? Catalogue.Of(Files(folder)) : Catalogue.Empty);
        _templates = new(() => [.. Catalogue.Procedures.Select(file => new Template(file.Key, file.Key.Split('/')[0], file.Value))]);
    }

    public Catalogue Catalogue => _catalogue.Value;

    public IReadOnlyList<Template> Templates => _templates.Value;

    public Template? Find(string path) => Templates.FirstOrDefault(template => template.Path == path);

    /// <summary>By its file name, wherever it is filed now.</summary>
    public Template? Named(string fileName) => Templates.FirstOrDefault(template => template.FileName == fileName);

    public InterviewGuide? GuideOf(string family) => Catalogue.Guides.FirstOrDefault(guide => guide.Family == family);

    static IEnumerable<(string Path, string Text)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)));
}

/// <summary>Looking through the library, and taking a procedure from it as a draft of one's own.</summary>
static class TakeFromLibrary
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Library, async (CurrentMember member, HandrailDb db, Library library, CancellationToken stop) =>
            Answers.Page<LibraryPage>(new { Templates = library.Templates, Taken = await Taken(db, stop), MayTake = member.Permission >= Permission.Member, MayAdopt = member.IsAdministrator }));

        app.MapPost(Links.Library, async (HttpRequest request, CurrentMember member, HandrailDb db, Library library, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var tools = member.IsAdministrator ? TemplatePreview.Tried(key => form[key].ToString()) : new Dictionary<SystemKind, string>();
            var taken = await Handle(form["template"].ToString(), tools, member, db, library, texts, clock, stop);
            return taken.Granted(out var sop, out var refusal) ? Answers.SeeOther(Links.Sop(sop.Label)) : Answers.Refuse(refusal);
        }).Needs(Permission.Member);
        TemplatePreview.Map(app);
        UpdateFromOriginal.Map(app);
    }

    public static async Task<IReadOnlyDictionary<string, string>> Taken(HandrailDb db, CancellationToken stop) =>
        (await db.Sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.FileName, sop.Prefix, sop.Number, sop.Suffix }).ToListAsync(stop)).DistinctBy(sop => sop.FileName).ToDictionary(sop => sop.FileName, sop => Labels.Sop(sop.Prefix, sop.Number, sop.Suffix));

    /// <param name="tools">What was named while choosing; goes into the inventory where nothing of its kind is there.</param>
    public static async Task<Outcome<Sop>> Handle(string path, IReadOnlyDictionary<SystemKind, string> tools, CurrentMember by, HandrailDb db, Library library, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        if (library.Find(path) is not { } template) return new Refusal.NotFound("There is no such procedure in the library.");
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Sops.FirstOrDefaultAsync(sop => sop.FileName == template.FileName && !sop.Retired, stop) is { } had) return new Refusal.Conflict($"You have it already: {had.Label} {had.Title}.");
        var known = await Values.Now(db, by, stop);
        foreach (var (kind, tool) in tools.Where(tool => SystemKindWords.Of(tool.Key).Placeholder is { } placeholder && !known.ContainsKey(Placeholders.Key(placeholder))))
            if (await NameTools.Within(change, db, by, kind, tool, stop) is { } refusal) return refusal;
        var added = await Within(change, template, db, texts, by, stop);
        if (added.Granted(out _, out _)) await change.Commit(stop);
        return added;
    }

    /// <summary>The template as a draft, within a change that is under way.</summary>
    public static async Task<Outcome<Sop>> Within(Change change, Template template, HandrailDb db, ProcedureTexts texts, CurrentMember by, CancellationToken stop)
    {
        var added = await AddProcedure.Within(change, db, texts, by, new(template.FileName, template.Procedure.Source, "library: " + template.FileName[..^3], []), stop);
        if (added.Granted(out var sop, out _))
            db.AdoptedTemplates.Add(new AdoptedTemplate { OrganizationId = by.OrganizationId, SopId = sop.Id, FileName = template.FileName, Text = template.Procedure.Source, Sha256 = template.Sha256 });
        return added;
    }
}
