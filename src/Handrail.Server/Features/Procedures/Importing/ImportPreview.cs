using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Importing;

/// <summary>One text of an import, read: what became of it, before anything is kept.</summary>
/// <param name="KnownAs">The procedure that has exactly this text already.</param>
public sealed record ReadFile(ImportFile File, Procedure Procedure, IReadOnlyList<LintFinding> Findings, string? KnownAs)
{
    public int Steps => Procedure.AllSteps.Count();
    public int Decisions => Procedure.AllSteps.Count(step => step.IsDecision);
    public int Checkpoints => Procedure.AllSteps.Count(step => step.Verify is not null);
    public int Phases => Procedure.Main.Count(phase => phase.Title.Length > 0);
    public IEnumerable<Section> StaysText => Procedure.Sections.Where(section => section.Kind == SectionKind.Other);
}

/// <summary>The second half of an import: look, then accept.</summary>
static class ImportPreview
{
    static readonly Refusal.NotFound Gone = new("This import does not exist any more. Choose the files again.");
    static readonly Refusal.Invalid NothingChosen = new("take", "Tick at least one procedure to accept.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/import/{id:guid}", (Guid id, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) => Show(new(id), null, db, texts, stop)).Needs(Permission.Member);
        app.MapPost("/procedures/import/{id:guid}", async (Guid id, HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
        {
            var chosen = (await request.ReadFormAsync(stop))["take"].OfType<string>().ToHashSet(StringComparer.Ordinal);
            var accepted = await Accept(new(id), chosen, member, db, texts, clock, stop);
            if (!accepted.Granted(out var sops, out var refusal)) return await Show(new(id), refusal, db, texts, stop);
            return Answers.SeeOther(sops is [var only] ? Links.Sop(only.Label) : Links.Procedures);
        }).Needs(Permission.Member);
    }

    static IQueryable<ImportFile> Files(Id<Import> id, HandrailDb db) => db.ImportFiles.Where(file => file.ImportId == id && db.Imports.Any(import => import.Id == id && !import.IsForLibrary)).OrderBy(file => file.Path);

    static async Task<IResult> Show(Id<Import> id, Refusal? refusal, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        var files = await Files(id, db).AsNoTracking().ToListAsync(stop);
        if (files.Count == 0) return Answers.Refuse(Gone);
        var read = await Read(files, db, texts, stop);
        var model = new { Import = id, Files = read, Pictures = files.Count(file => file.Sha256 is not null), LeftOut = files.Where(file => file.LeftOut is not null).ToList(), Refusal = refusal };
        return refusal is null ? Answers.Page<ImportPreviewPage>(model) : Answers.PageAgain<ImportPreviewPage>(refusal, model);
    }

    static async Task<List<ReadFile>> Read(List<ImportFile> files, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        var pictures = files.Where(file => file.Sha256 is not null).Select(file => file.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = await db.Sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.Prefix, sop.Number, sop.Suffix, sop.FileName }).ToListAsync(stop);
        var procedures = known.SelectMany(sop => new[] { Labels.Sop(sop.Prefix, sop.Number, sop.Suffix), Labels.Sop(sop.Number, sop.Suffix), sop.FileName }).Concat(files.Where(file => file.Text is not null).Select(file => file.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var around = await KnownAround.Load(db, null, stop);
        var read = new List<ReadFile>();
        foreach (var file in files.Where(file => file.Text is not null))
        {
            var sha256 = ProcedureTexts.Hash(file.Text!);
            var procedure = texts.Read(sha256, file.Text!, Path.GetFileName(file.Path));
            var findings = Lint.Check(procedure, around with { Folder = FolderOf(file.Path), Procedures = procedures, Images = pictures });
            var same = await (from revision in db.Revisions join sop in db.Sops on revision.SopId equals sop.Id where revision.Sha256 == sha256 && !sop.Retired select sop).AsNoTracking().FirstOrDefaultAsync(stop);
            read.Add(new(file, procedure, findings, same?.Label));
        }
        return read;
    }

    /// <summary>Each chosen text becomes a procedure with a draft; the pictures it names come along. All or none.</summary>
    public static async Task<Outcome<IReadOnlyList<Sop>>> Accept(Id<Import> id, IReadOnlySet<string> chosen, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        var files = await Files(id, db).ToListAsync(stop);
        if (files.Count == 0) return Gone;
        var pictures = files.Where(file => file.Sha256 is not null).DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).ToDictionary(file => file.Path, file => new FileContent(file.Sha256!, file.Length, file.MediaType!), StringComparer.OrdinalIgnoreCase);
        var added = new List<Sop>();
        foreach (var file in files.Where(file => file.Text is not null && chosen.Contains(file.Path)))
        {
            if (file.AcceptedAs is { } number) return new Refusal.Conflict($"{file.Path} was accepted already, as {Labels.Sop(number)}.");
            var named = ShownPictures.In(file.Text!).Select(shown => shown.Path).SelectMany(path => pictures.TryGetValue(Resolve(FolderOf(file.Path), path), out var picture) ? [KeyValuePair.Create(path, picture)] : Array.Empty<KeyValuePair<string, FileContent>>());
            var sop = await AddProcedure.Within(change, db, texts, by, new(Path.GetFileName(file.Path), file.Text!, "file: " + Path.GetFileName(file.Path), [.. named]), stop);
            if (!sop.Granted(out var made, out var refusal)) return refusal;
            file.AcceptedAs = made.Number;
            added.Add(made);
        }
        if (added.Count == 0) return NothingChosen;
        await change.Commit(stop);
        return added;
    }

    static string FolderOf(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : "";

    /// <summary>A relative path as seen from a folder; what leads outside resolves to something that is not there.</summary>
    internal static string Resolve(string folder, string path)
    {
        var parts = new List<string>(path.StartsWith('/') ? [] : folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..") { if (parts.Count == 0) return ""; parts.RemoveAt(parts.Count - 1); }
            else if (part != ".") parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
