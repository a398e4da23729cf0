using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Procedures.Updating;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>What of the library is looked at.</summary>
/// <param name="Words">Each stands in the title, the summary or the family.</param>
/// <param name="Show">"new" for what has not been taken, "tools" for what says how in a tool of the inventory, else everything.</param>
public sealed record Shelf(string Words, string Family, string Show)
{
    public const string NotTaken = "new", OurTools = "tools";

    public bool IsAll => Words.Length + Family.Length + Show.Length == 0;

    public bool Has(string title, string? summary, string family, bool isTaken) => (Family.Length == 0 || Family == family) && !(isTaken && Show == NotTaken)
        && Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word => $"{title} {summary} {FamilyWords.Of(family)}".Contains(word, StringComparison.CurrentCultureIgnoreCase));

    public static bool IsWrittenFor(IEnumerable<string> tools, Procedure procedure) =>
        procedure.AllSteps.SelectMany(step => step.Details).Select(detail => detail.Tool).OfType<string>().Distinct().Any(label => tools.Any(tool => Tools.IsMeantBy(label, tool)));
}

/// <summary>Looking through the library, and taking a procedure from it as a draft of one's own.</summary>
static class TakeFromLibrary
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Library, async (string? q, string? family, string? show, [AsParameters] Workbench bench) =>
        {
            var shelf = new Shelf((q ?? "").Trim(), family ?? "", show ?? "");
            var (taken, tools) = (await Taken(bench.Db, bench.Stop), shelf.Show == Shelf.OurTools ? (await Inventory.InUse(bench.Db, bench.Stop)).ConvertAll(system => system.InWords) : []);
            return Answers.Page<LibraryPage>(new
            {
                Shelf = shelf,
                Templates = bench.Library.Templates.Where(template => shelf.Has(template.Procedure.Title, template.Procedure.Header.Summary, template.Family, taken.ContainsKey(template.FileName)) && (shelf.Show != Shelf.OurTools || Shelf.IsWrittenFor(tools, template.Procedure))).ToList(),
                Families = bench.Library.Templates.Select(template => template.Family).Distinct().ToList(),
                Own = shelf.Show == Shelf.OurTools ? [] : (await OwnShelf.Lines(bench)).Where(line => shelf.Has(line.Title, line.Summary, line.Family, taken.ContainsKey(line.FileName))).ToList(),
                Packs = shelf.IsAll ? await OwnShelf.Packs(bench) : [],
                Taken = taken,
                MayTake = bench.By.Permission >= Permission.Member,
                MayAdopt = bench.By.IsAdministrator,
            });
        });

        app.MapPost(Links.Library, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var tools = bench.By.IsAdministrator ? TemplatePreview.Tried(key => form[key].ToString()) : new Dictionary<SystemKind, string>();
            var taken = await Handle(form["template"].ToString(), tools, bench);
            return taken.Granted(out var sop, out var refusal) ? Answers.SeeOther(Links.Sop(sop.Label)) : Answers.Refuse(refusal);
        }).Needs(Permission.Member);
        TemplatePreview.Map(app);
        UpdateFromOriginal.Map(app);
        OwnDoors.Map(app);
    }

    public static async Task<IReadOnlyDictionary<string, string>> Taken(HandrailDb db, CancellationToken stop) =>
        (await db.Sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.FileName, sop.Prefix, sop.Number, sop.Suffix }).ToListAsync(stop)).DistinctBy(sop => sop.FileName).ToDictionary(sop => sop.FileName, sop => Labels.Sop(sop.Prefix, sop.Number, sop.Suffix));

    /// <param name="tools">What was named while choosing; goes into the inventory where nothing of its kind is there.</param>
    public static async Task<Outcome<Sop>> Handle(string path, IReadOnlyDictionary<SystemKind, string> tools, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (await OwnShelf.Find(path, bench) is not { } template) return new Refusal.NotFound("There is no such procedure in the library.");
        if (await bench.Db.Sops.FirstOrDefaultAsync(sop => sop.FileName == template.FileName && !sop.Retired, bench.Stop) is { } had) return new Refusal.Conflict($"You have it already: {had.Label} {had.Title}.");
        var known = await Values.Now(bench.Db, bench.By, bench.Stop);
        foreach (var (kind, tool) in tools.Where(tool => SystemKindWords.Of(tool.Key).Placeholder is { } placeholder && !known.ContainsKey(Placeholders.Key(placeholder))))
            if (await NameTools.Within(change, bench.Db, bench.By, kind, tool, bench.Stop) is { } refusal) return refusal;
        var added = await Within(change, template, bench);
        if (added.Granted(out _, out _)) await change.Commit(bench.Stop);
        return added;
    }

    /// <summary>The template as a draft, within a change that is under way.</summary>
    public static async Task<Outcome<Sop>> Within(Change change, Template template, Workbench bench)
    {
        var origin = $"{(template.Own is null ? "library" : "own library")}: {template.FileName[..^3]}";
        var added = await AddProcedure.Within(change, bench.Db, bench.Texts, bench.By, new(template.FileName, template.Procedure.Source, origin, [.. template.Pictures]), bench.Stop);
        if (added.Granted(out var sop, out _))
            bench.Db.AdoptedTemplates.Add(new AdoptedTemplate { OrganizationId = bench.By.OrganizationId, SopId = sop.Id, OwnTemplateId = template.Own?.Id, FileName = template.FileName, Text = template.Procedure.Source, Sha256 = template.Sha256 });
        return added;
    }
}
