using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Compliance;

/// <summary>The policies of the library in the organization's words: each clause with what carries it out here.</summary>
static class ReadPolicies
{
    static readonly Refusal.NotFound Unknown = new("There is no such policy in the library.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Policies, ([AsParameters] Workbench bench) => Answers.Page<PoliciesPage>(new { Policies = bench.Library.Catalogue.Policies }));
        app.MapGet("/policies/{policy}", async (string policy, [AsParameters] Workbench bench) =>
        {
            var catalogue = bench.Library.Catalogue;
            if (catalogue.Policies.FirstOrDefault(one => one.Id == policy) is not { } found) return Answers.Refuse(Unknown);
            var known = await Values.Now(bench.Db, bench.By, bench.Stop);
            return Answers.Page<PolicyPage>(new
            {
                Policy = found,
                Catalogue = catalogue,
                Taken = await TakeFromLibrary.Taken(bench.Db, bench.Stop),
                Fill = (Func<string, string>)(text => Placeholders.Fill(text, key => known.GetValueOrDefault(key))),
            });
        });
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
