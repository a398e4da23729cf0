using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <summary>How far a control is served: by nothing of the organization's own though the library has something, by nothing at all, by drafts only, by a procedure in force.</summary>
public enum Served { Offered, No, DraftOnly, InForce }

/// <param name="Own">The organization's procedures that name it, those in force first.</param>
/// <param name="Offered">What the library has for it and nobody has taken.</param>
public sealed record ServedControl(Control Control, Served Served, IReadOnlyList<Sop> Own, IReadOnlyList<Template> Offered, IReadOnlyList<(Policy Policy, Clause Clause)> Clauses);

/// <summary>Standards and laws, each control with what serves it; the gaps first.</summary>
static class ReadFrameworks
{
    static readonly Refusal.NotFound Unknown = new("Nothing is known here about this standard or law.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Frameworks, async ([AsParameters] Workbench bench) =>
        {
            var (serving, taken, binding) = (await Own(bench, null), await Taken(bench), await bench.Policies.All(bench.Db, bench.Stop));
            return Answers.Page<FrameworksPage>(new { Frameworks = bench.Library.Catalogue.Frameworks.Select(framework => (framework, Of(framework, serving, taken, binding, bench.Library))).ToList() });
        });
        app.MapGet("/frameworks/{framework}", async (string framework, [AsParameters] Workbench bench) =>
            bench.Library.Catalogue.Frameworks.FirstOrDefault(one => one.Id == framework) is { } found
                ? Answers.Page<FrameworkPage>(new { Framework = found, Controls = Of(found, await Own(bench, found), await Taken(bench), await bench.Policies.All(bench.Db, bench.Stop), bench.Library) })
                : Answers.Refuse(Unknown));
    }

    /// <summary>The procedures that name a control, those in force first, by the control.</summary>
    /// <param name="only">The controls of one framework; null for all.</param>
    static async Task<ILookup<string, Sop>> Own(Workbench bench, Framework? only)
    {
        var servings = bench.Db.Servings.AsNoTracking().Where(row => row.Kind == ServedKind.Control);
        if (only is not null) servings = servings.Where(row => row.Of == only.Id);
        var rows = from row in servings join sop in bench.Db.Sops.AsNoTracking() on row.SopId equals sop.Id where !sop.Retired orderby sop.PublishedId == null, sop.Number, sop.Suffix select new { row.Name, sop };
        return (await rows.ToListAsync(bench.Stop)).ToLookup(row => row.Name, row => row.sop);
    }

    /// <summary>The file names of what is not offered any more.</summary>
    static async Task<IReadOnlySet<string>> Taken(Workbench bench) => (await TakeFromLibrary.Taken(bench.Db, bench.Stop)).Keys.ToHashSet();

    static List<ServedControl> Of(Framework framework, ILookup<string, Sop> own, IReadOnlySet<string> taken, IReadOnlyList<Policy> policies, Library library) =>
        [
            .. from control in framework.Controls
               let id = framework.IdOf(control)
               let mine = own[id].ToList()
               let offered = library.Templates.Where(template => template.Procedure.Header.Controls.Contains(id) && !taken.Contains(template.FileName)).ToList()
               let served = mine.Count == 0 ? offered.Count > 0 ? Served.Offered : Served.No : mine.Exists(sop => sop.PublishedId is not null) ? Served.InForce : Served.DraftOnly
               orderby served
               select new ServedControl(control, served, mine, offered,
                   [.. from policy in policies from clause in policy.Clauses where clause.Controls.Contains(id) select (policy, clause)])
        ];
}
