using System.Text;
using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Features.People;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Editing;

/// <param name="CopyOf">The procedure whose text it begins with: its number, the title behind it if they like, or its title; empty for a blank one.</param>
public sealed record BlankInput(string Title, string Family, string Owner, string CopyOf);

/// <summary>A procedure written here, from a blank page or from a copy.</summary>
static class NewProcedureDoors
{
    /// <summary>Of more, the number or the title is typed.</summary>
    const int MostOffered = 500;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.NewProcedure, (string? copy, [AsParameters] Workbench bench) => Show(new("", "", "", copy ?? ""), null, bench)).Needs(Permission.Member);
        app.MapPost(Links.NewProcedure, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new BlankInput(form["title"].ToString().Trim(), form["family"].ToString().Trim(), form["owner"].ToString().Trim(), form["copy"].ToString().Trim());
            return (await Handle(input, bench)).Granted(out var sop, out var refusal) ? Answers.SeeOther(Links.DraftSteps(sop.Label)) : await Show(input, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(BlankInput typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var sops = await bench.Db.Sops.AsNoTracking().Where(sop => !sop.Retired).ByNumber().Take(MostOffered).ToListAsync(bench.Stop);
        var model = new { Sops = sops, Families = (await FilterChoices.Families(bench.Db).ToListAsync(bench.Stop)).Concat(bench.Library.Templates.Select(template => template.Family)).Where(family => family.Length > 0).Distinct().Order().ToList(), Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<NewProcedurePage>(model) : Answers.PageAgain<NewProcedurePage>(refusal, model);
    }

    public static async Task<Outcome<Sop>> Handle(BlankInput input, Workbench bench)
    {
        if (input.Title is not { Length: > 0 and <= 200 } || input.Title.Any(char.IsControl)) return new Refusal.Invalid("title", "Give it a title of at most 200 characters: what is done, beginning with a verb.");
        if (input.Family.Length > 100 || input.Family.Any(char.IsControl)) return new Refusal.Invalid("family", "Name the family in at most 100 characters.");
        if (input.CopyOf.Length > 400 || input.CopyOf.Any(char.IsControl)) return new Refusal.Invalid("copy", "Name the procedure by its number or its title.");
        if (input.Owner.Length > 200 || input.Owner.Any(char.IsControl)) return new Refusal.Invalid("owner", "Name the role in at most 200 characters.");
        await using var change = await bench.Begin();
        var given = input.CopyOf.Length == 0 ? Blank(input) : await Copy(input, bench);
        if (!given.Granted(out var text, out var unknown)) return unknown;
        var added = await AddProcedure.Within(change, bench.Db, bench.Texts, bench.By, text with { FileName = await FreeName(input.Title, bench) }, bench.Stop);
        if (added.Granted(out _, out _)) await change.Commit(bench.Stop);
        return added;
    }

    static Outcome<NewProcedure> Blank(BlankInput input) => new NewProcedure("", Skeleton.Of(input.Title, input.Family, input.Owner), "written here", []);

    /// <summary>The same text under its own title.</summary>
    static async Task<Outcome<NewProcedure>> Copy(BlankInput input, Workbench bench)
    {
        var (number, title) = (input.CopyOf.Split(' ')[0], input.CopyOf);
        var label = Labels.TryReadSop(number, out _) ? number : (await bench.Db.Sops.AsNoTracking().Where(sop => sop.Title == title && !sop.Retired).ByNumber().FirstOrDefaultAsync(bench.Stop))?.Label;
        if (label is null) return new Refusal.Invalid("copy", $"No procedure has the number or the title “{title}”.");
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, label, null, bench.Stop)).Granted(out var view, out _)) return new Refusal.Invalid("copy", $"There is no procedure {label}, or you may not see it.");
        return await Copied(view, Skeleton.Retitled(view.Procedure, input.Title), $"copy: {view.Sop.Label} v{view.Revision.Number}", bench);
    }

    /// <summary>What begins with a text made from another's; the pictures come along.</summary>
    public static async Task<NewProcedure> Copied(SopView view, string text, string origin, Workbench bench)
    {
        var images = await (from image in bench.Db.RevisionImages join file in bench.Db.StoredFiles on image.Sha256 equals file.Sha256 where image.RevisionId == view.Revision.Id select new { image.Path, file.Sha256, file.Length, file.MediaType }).AsNoTracking().ToListAsync(bench.Stop);
        return new NewProcedure("", text, origin, [.. images.Select(image => KeyValuePair.Create(image.Path, new FileContent(image.Sha256, image.Length, image.MediaType)))]);
    }

    /// <summary>The name other procedures link to: "Lock the doors" is lock-the-doors.md, or lock-the-doors-2.md when that is taken.</summary>
    public static async Task<string> FreeName(string title, Workbench bench)
    {
        var name = Placeholders.Key(title) is { Length: > 0 } key ? key[..Math.Min(key.Length, 100)] : "procedure";
        var taken = (await bench.Db.Sops.AsNoTracking().Where(sop => sop.FileName.StartsWith(name)).Select(sop => sop.FileName).ToListAsync(bench.Stop)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var n = 1; ; n++)
            if (new StringBuilder(name).Append(n == 1 ? "" : $"-{n}").Append(".md").ToString() is var free && !taken.Contains(free)) return free;
    }
}
