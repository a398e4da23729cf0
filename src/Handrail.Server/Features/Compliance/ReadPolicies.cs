using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <summary>The policies in the organization's words: each clause with what carries it out here, and how its limits were kept.</summary>
static class ReadPolicies
{
    const int PageSize = 50;
    static readonly Refusal.NotFound NoClause = new("The policy has no such clause.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Policies, async ([AsParameters] Workbench bench) =>
        {
            var own = await bench.Db.OwnPolicies.AsNoTracking().Where(row => row.InForce != null || row.Draft != null).ToDictionaryAsync(row => row.Name, bench.Stop);
            return Answers.Page<PoliciesPage>(new
            {
                Policies = (await bench.Policies.All(bench.Db, bench.Stop)).Select(policy => (policy, own.GetValueOrDefault(policy.Id))).ToList(),
                Served = bench.By.Permission >= Permission.Member ? await WritePolicy.Served(bench) : [],
                bench.Now,
            });
        });
        app.MapGet("/policies/{policy}", async (string policy, [AsParameters] Workbench bench) =>
            (await PolicyDesk.Load(bench, policy)).Granted(out var desk, out var unknown)
                ? Answers.Page<PolicyPage>(new
                {
                    Desk = desk,
                    Member = bench.By,
                    bench.Library.Catalogue,
                    Limits = (await LimitReport.Load(bench.Db, bench.Texts, [.. SetLimit.In(desk.Binding)], bench.Now, bench.Stop)).ToLookup(report => report.Set.Clause),
                    bench.Now,
                    Taken = await TakeFromLibrary.Taken(bench.Db, bench.Stop),
                    Fill = await Filled(bench, desk.InForce),
                })
                : Answers.Refuse(unknown));
        app.MapGet("/policies/{policy}/clauses/{clause}", async (string policy, string clause, int? page, [AsParameters] Workbench bench) =>
        {
            if (!(await PolicyDesk.Load(bench, policy)).Granted(out var desk, out var unknown)) return Answers.Refuse(unknown);
            var found = desk.Binding;
            if (found.Find(clause) is not { } shown) return Answers.Refuse(NoClause);
            var number = Math.Clamp(page ?? 1, 1, 10_000);
            var runs = await Runs(bench, found, shown, number);
            return Answers.Page<ClausePage>(new
            {
                Policy = found,
                Clause = shown,
                Reports = await LimitReport.Load(bench.Db, bench.Texts, [.. SetLimit.In(found).Where(set => set.Clause == shown)], bench.Now, bench.Stop),
                Runs = runs.Take(PageSize).ToList(),
                HasMore = runs.Count > PageSize,
                PageNumber = number,
                Fill = await Filled(bench, desk.InForce),
                bench.Now,
            });
        });
    }

    /// <summary>What is in force says what it said when it was approved.</summary>
    static async Task<Func<string, string>> Filled(Workbench bench, PolicyRevision? inForce)
    {
        var known = inForce?.FrozenEnvironment is { } frozen ? Values.Thaw(frozen) : await Values.Now(bench.Db, bench.By, bench.Stop);
        return text => Placeholders.Fill(text, key => known.GetValueOrDefault(key));
    }

    /// <summary>One more than a page holds, where there are more.</summary>
    static async Task<List<(RunByLimit Run, string Words)>> Runs(Workbench bench, Policy policy, Clause clause, int page)
    {
        var (policyId, anchor) = (MeasuredRun.Name(policy.Id), MeasuredRun.Name(clause.Anchor));
        var rows = await (from measured in bench.Db.MeasuredRuns.AsNoTracking()
                          join run in bench.Db.Runs on measured.RunId equals run.Id
                          where measured.Policy == policyId && measured.Clause == anchor
                          orderby measured.At descending, run.Number descending, measured.Measure
                          select new { measured, run.Number, run.Title }).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(bench.Stop);
        return rows.ConvertAll(row => (new RunByLimit(Labels.Run(row.Number), row.Title, row.measured.At, row.measured.Read()), row.measured.Words));
    }

    /// <summary>The limit in words, with the events by their names and without their links.</summary>
    public static string InWords(Limit limit) => limit switch
    {
        Limit.Within { OnlyIf: not null } within => $"{within.Most} from {within.From.Words} to {within.To.Words}, in some cases",
        Limit.Within within => $"{within.Most} from {within.From.Words} to {within.To.Words}",
        Limit.Every every => $"every {every.Most}: {every.Procedure?.Text ?? every.What}",
        Limit.Keep keep => $"at least {keep.Least}: {keep.What}",
        _ => limit.Text,
    };

    /// <summary>The path of a procedure of the library from the place of a policy.</summary>
    public static string PathOf(ProcedureLink link)
    {
        const string Folder = "../procedures/";
        var target = Uri.UnescapeDataString(link.Target.Split('#', '?')[0]);
        return target.StartsWith(Folder, StringComparison.Ordinal) ? target[Folder.Length..] : target;
    }
}
