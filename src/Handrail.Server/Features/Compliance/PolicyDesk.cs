using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Linting;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <summary>A policy with what it takes to work on it.</summary>
/// <param name="Binding">What binds now: the organization's own text, else the library's.</param>
/// <param name="Own">Null while nobody has taken it.</param>
/// <param name="Revisions">All of them, the latest first.</param>
/// <param name="Names">Of members, by id.</param>
public sealed record PolicyDesk(Policy Binding, OwnPolicy? Own, IReadOnlyList<PolicyRevision> Revisions, IReadOnlyDictionary<string, string> Names)
{
    public static readonly Refusal.NotFound Unknown = new("There is no such policy.");
    public static readonly Refusal.NotFound NotTaken = new("You have not taken this policy; the library's text holds.");
    public static readonly Refusal.NotFound NoDraft = new("Nobody is writing a draft of this policy.");

    public PolicyRevision? Draft => Revisions.FirstOrDefault(revision => revision.State == PolicyState.Draft);
    public PolicyRevision? InForce => Revisions.FirstOrDefault(revision => revision.State == PolicyState.InForce);

    public string AuthorsOf(PolicyRevision revision) => string.Join(" and ", revision.AuthorIds.Select(id => Names.GetValueOrDefault(id, "somebody")));

    /// <summary>Rows are tracked, so that a change may go on with them.</summary>
    internal static async Task<Outcome<PolicyDesk>> Load(Workbench bench, string id)
    {
        if (await bench.Policies.Find(bench.Db, id, bench.Stop) is not { } binding) return Unknown;
        var own = await bench.Db.OwnPolicies.SingleOrDefaultAsync(row => row.Name == id, bench.Stop);
        var revisions = own is null ? [] : await bench.Db.PolicyRevisions.Where(row => row.Policy == id).OrderByDescending(row => row.Number).ToListAsync(bench.Stop);
        return new PolicyDesk(binding, own, revisions, await MemberNames.ById(bench.Db, bench.Stop));
    }

    /// <summary>Only what the organization has taken.</summary>
    internal static async Task<Outcome<PolicyDesk>> LoadOwn(Workbench bench, string id) =>
        !(await Load(bench, id)).Granted(out var desk, out var unknown) ? unknown : desk.Own is null ? NotTaken : desk;

    /// <summary>What a second look finds, with the organization's own procedures where it has those that the policy names.</summary>
    public static async Task<IReadOnlyList<LintFinding>> Lint(Workbench bench, Policy policy)
    {
        var catalogue = bench.Library.Catalogue;
        var procedures = catalogue.Procedures.ToDictionary(file => "procedures/" + file.Key, file => file.Value);
        var links = policy.Clauses.SelectMany(clause => clause.Procedures.Select(link => link.Target)).Concat(SetLimit.In(policy).Select(set => set.Target)).OfType<string>().Distinct().ToList();
        var names = links.Select(SopLinks.NameIn).ToList();
        var numbers = names.SelectMany(name => Labels.TryReadSop(name, out var number) ? [number.Number] : Array.Empty<int>()).ToList();
        var own = await (from sop in bench.Db.Sops
                         join revision in bench.Db.Revisions on sop.GoverningId equals revision.Id
                         where !sop.Retired && (names.Contains(sop.FileName) || numbers.Contains(sop.Number))
                         select new { sop, revision }).AsNoTracking().ToListAsync(bench.Stop);
        foreach (var one in own)
            foreach (var link in links.Where(link => SopLinks.Means(link, one.sop)))
                procedures[RelativePath.From(Folder, Uri.UnescapeDataString(link.Split('#', '?')[0]))] = bench.Texts.Read(one.revision.Sha256, one.revision.Text, one.sop.FileName);
        return PolicyLint.Check(policy, new() { Folder = Folder, Procedures = procedures, Controls = catalogue.ControlIds(), Frameworks = catalogue.Frameworks.Select(framework => framework.Id).ToHashSet() });
    }

    /// <summary>Where the policies of the library stand, as links in them count.</summary>
    const string Folder = "policies";
}
