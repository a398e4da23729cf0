using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;
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
        app.MapGet(Links.Frameworks, async ([AsParameters] Workbench bench, [FromServices] PoliciesInForce policies) =>
        {
            var (own, binding) = (await Own(bench), await policies.All(bench.Db, bench.Stop));
            return Answers.Page<FrameworksPage>(new { Frameworks = bench.Library.Catalogue.Frameworks.Select(framework => (framework, Of(framework, own, binding, bench.Library))).ToList() });
        });
        app.MapGet("/frameworks/{framework}", async (string framework, [AsParameters] Workbench bench, [FromServices] PoliciesInForce policies) =>
            bench.Library.Catalogue.Frameworks.FirstOrDefault(one => one.Id == framework) is { } found
                ? Answers.Page<FrameworkPage>(new { Framework = found, Controls = Of(found, await Own(bench), await policies.All(bench.Db, bench.Stop), bench.Library) })
                : Answers.Refuse(Unknown));
    }

    /// <summary>Every procedure that is not retired, with the controls its text names: the text in force, else the draft.</summary>
    static async Task<IReadOnlyList<(Sop Sop, IReadOnlyList<string> Controls)>> Own(Workbench bench) =>
        [.. (await (from sop in bench.Db.Sops.AsNoTracking()
                    join revision in bench.Db.Revisions.AsNoTracking() on sop.PublishedId ?? sop.LatestId equals revision.Id
                    where !sop.Retired
                    orderby sop.PublishedId == null, sop.Number, sop.Suffix
                    select new { sop, revision.Sha256, revision.Text }).ToListAsync(bench.Stop))
            .Select(row => (row.sop, bench.Texts.Read(row.Sha256, row.Text, row.sop.FileName).Header.Controls))];

    static List<ServedControl> Of(Framework framework, IReadOnlyList<(Sop Sop, IReadOnlyList<string> Controls)> own, IReadOnlyList<Policy> policies, Library library)
    {
        var taken = own.Select(procedure => procedure.Sop.FileName).ToHashSet();
        return
        [
            .. from control in framework.Controls
               let id = framework.IdOf(control)
               let mine = own.Where(procedure => procedure.Controls.Contains(id)).Select(procedure => procedure.Sop).ToList()
               let offered = library.Templates.Where(template => template.Procedure.Header.Controls.Contains(id) && !taken.Contains(template.FileName)).ToList()
               let served = mine.Count == 0 ? offered.Count > 0 ? Served.Offered : Served.No : mine.Exists(sop => sop.PublishedId is not null) ? Served.InForce : Served.DraftOnly
               orderby served
               select new ServedControl(control, served, mine, offered,
                   [.. from policy in policies from clause in policy.Clauses where clause.Controls.Contains(id) select (policy, clause)])
        ];
    }
}
