using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings.Numbering;

/// <summary>What numbers begin with, per family. A number that was given never changes, and no two procedures ever share one.</summary>
static class SetNumbering
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Numbering, ([AsParameters] Workbench bench) => Show("", "", null, bench));
        app.MapPost(Links.Numbering, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var (family, prefix) = (form["family"].ToString().Trim().ToLowerInvariant(), form["prefix"].ToString().Trim().ToUpperInvariant());
            return (await Handle(family, prefix, bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Numbering) : await Show(family, prefix, refusal, bench);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(string family, string prefix, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var set = await bench.Db.FamilyPrefixes.AsNoTracking().OrderBy(row => row.Family).ToListAsync(bench.Stop);
        var families = await bench.Db.Sops.AsNoTracking().Where(sop => sop.Family != "").Select(sop => sop.Family).Distinct().ToListAsync(bench.Stop);
        var model = new { Member = bench.By, Set = set, Families = families.Concat(bench.Library.Templates.Select(template => template.Family)).Distinct().Order().ToList(), Family = family, Prefix = prefix, Refusal = refusal };
        return refusal is null ? Answers.Page<NumberingPage>(model) : Answers.PageAgain<NumberingPage>(refusal, model);
    }

    static async Task<Outcome<FamilyPrefix>> Handle(string family, string prefix, Workbench bench)
    {
        if (!Labels.IsPrefix(prefix)) return new Refusal.Invalid("prefix", $"A number begins with a letter; up to {Labels.LongestPrefix} letters and digits, such as SOP or IR.");
        if (prefix == "R") return new Refusal.Invalid("prefix", "R is what the numbers of runs begin with.");
        if (family.Length > 100) return new Refusal.Invalid("family", "Name the family in at most 100 characters.");
        await using var change = await bench.Begin();
        var row = await bench.Db.FamilyPrefixes.SingleOrDefaultAsync(set => set.Family == family, bench.Stop);
        if (row is null) bench.Db.FamilyPrefixes.Add(row = new FamilyPrefix { OrganizationId = bench.By.OrganizationId, Family = family, Prefix = prefix });
        else row.Prefix = prefix;
        var said = await change.Append("numbering", new NumberingSet(family.Length == 0 ? "all procedures" : family, prefix), bench.Stop);
        if (said.Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return row;
    }
}
