using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Variants;

/// <param name="Suffix">Empty to have it made from the department's name.</param>
public sealed record VariantInput(string Department, string Suffix);

/// <summary>A department begins its own variant of a procedure: a draft with the base's number and words.</summary>
static class MakeVariant
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/variants/new", (string sop, [AsParameters] Workbench bench) => Show(sop, new("", ""), null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/variants", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new VariantInput(form["department"].ToString().Trim(), form["suffix"].ToString().Trim().ToUpperInvariant());
            return (await Handle(sop, input, bench)).Granted(out var made, out var refusal) ? Answers.SeeOther(Links.DraftSteps(made.Label)) : await Show(sop, input, refusal, bench);
        }).Needs(Permission.Member);
        ShowDifference.Map(app);
    }

    static async Task<IResult> Show(string sop, VariantInput typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Load(sop, bench)).Granted(out var view, out var not)) return Answers.Refuse(not);
        var groups = await bench.Db.Groups.AsNoTracking().OrderBy(group => group.Name).Select(group => group.Name).ToListAsync(bench.Stop);
        var model = new { View = view, Groups = groups, Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<MakeVariantPage>(model) : Answers.PageAgain<MakeVariantPage>(refusal, model);
    }

    /// <summary>What a variant can be made of: in force, else the draft.</summary>
    static async Task<Outcome<SopView>> Load(string sop, Workbench bench)
    {
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, sop, null, bench.Stop)).Granted(out var view, out var unknown)) return unknown;
        var of = view.Sop;
        return of.Suffix.Length > 0 ? new Refusal.Conflict($"{of.Label} is a variant itself, and a variant has none of its own. Make one of {Labels.Sop(of.Prefix, of.Number, "")}.")
            : of.Retired ? new Refusal.Conflict($"{of.Label} is not followed any more, so a variant of it would follow nothing.")
            : view;
    }

    static async Task<Outcome<Sop>> Handle(string sop, VariantInput input, Workbench bench)
    {
        var key = Placeholders.Key(input.Department);
        if (input.Department.Length is 0 or > Role.LongestName || input.Department.Any(char.IsControl) || key.Length is 0 or > Role.LongestName) return new Refusal.Invalid("department", $"Name the department in at most {Role.LongestName} characters: “Laboratory”.");
        if (input.Suffix.Length > 0 && !VariantSuffix.IsOne(input.Suffix)) return new Refusal.Invalid("suffix", $"A suffix begins with a letter; up to {VariantSuffix.Longest} letters and digits, such as LAB.");
        await using var change = await bench.Begin();
        if (!(await Load(sop, bench)).Granted(out var view, out var not)) return not;
        var @base = view.Sop;
        var others = await bench.Db.Variants.Where(row => row.BaseId == @base.Id).Join(bench.Db.Sops, row => row.SopId, of => of.Id, (row, of) => new { row.DepartmentKey, of }).ToListAsync(bench.Stop);
        if (others.Find(other => other.DepartmentKey == key && !other.of.Retired) is { } had) return new Refusal.Invalid("department", $"{had.of.Label} is the variant for {input.Department} already.");
        if (others.Find(other => other.of.Suffix == input.Suffix) is { } named) return new Refusal.Invalid("suffix", $"There is {named.of.Label} already. Choose another, or leave it empty.");
        // A suffix that somebody may not know of is taken all the same; then theirs gets a number behind it.
        var taken = await AddProcedure.Suffixes(bench.Db, @base.Number, bench.Stop);
        var suffix = input.Suffix.Length > 0 ? VariantSuffix.Free(input.Suffix, taken) : VariantSuffix.Of(input.Department, taken);
        var copy = await NewProcedureDoors.Copied(view, view.Revision.Text, @base.Label, bench);
        var given = copy with { FileName = await NewProcedureDoors.FreeName($"{Path.GetFileNameWithoutExtension(@base.FileName)} {suffix}", bench), As = new(@base, suffix, view.Revision.Number, input.Department) };
        if (!(await AddProcedure.Within(change, bench.Db, bench.Texts, bench.By, given, bench.Stop)).Granted(out var made, out var tooLong)) return tooLong;
        var followed = view.Revision;
        bench.Db.Variants.Add(new Variant { OrganizationId = bench.By.OrganizationId, SopId = made.Id, BaseId = @base.Id, Department = input.Department, DepartmentKey = key, FollowsId = followed.Id, Text = followed.Text, Sha256 = followed.Sha256, Secrecy = followed.Secrecy });
        await change.Commit(bench.Stop);
        return made;
    }
}
