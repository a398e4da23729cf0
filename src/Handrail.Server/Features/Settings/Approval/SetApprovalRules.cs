using System.Globalization;
using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings.Approval;

/// <param name="Scope">"", "family/..." or "classification/...".</param>
public sealed record RuleInput(string Scope, ApprovalRule Rule);

/// <summary>Who approves procedures: for all, and otherwise for a family or a classification.</summary>
static class SetApprovalRules
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.ApprovalRules, (string? scope, [AsParameters] Workbench bench) => Show(scope ?? "", null, null, bench));
        app.MapPost(Links.ApprovalRules, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var input = Read(await request.ReadFormAsync(bench.Stop));
            return (await Handle(input, bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.ApprovalRules) : await Show(input.Scope, input.Rule, refusal, bench);
        }).Needs(Permission.Administrator);
        app.MapPost(Links.ApprovalRules + "/removal", async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var scope = (await request.ReadFormAsync(bench.Stop))["scope"].ToString();
            return (await Remove(scope, bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.ApprovalRules) : Answers.Refuse(refusal);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(string scope, ApprovalRule? typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var rules = await bench.Db.ApprovalRules.AsNoTracking().OrderBy(row => row.Scope).ToListAsync(bench.Stop);
        var sops = await bench.Db.Sops.AsNoTracking().Where(sop => !sop.Retired).Select(sop => new { sop.Family, sop.Classification }).Distinct().ToListAsync(bench.Stop);
        var general = rules.Find(row => row.Scope.Length == 0)?.Rule ?? ApprovalRule.Default;
        var model = new
        {
            Member = bench.By,
            Rules = rules.Where(row => row.Scope.Length > 0).ToList(),
            General = general,
            Scopes = sops.Where(sop => sop.Family.Length > 0).Select(sop => ApprovalRules.ForFamily(sop.Family)).Concat(sops.Where(sop => sop.Classification.Length > 0).Select(sop => ApprovalRules.ForClassification(sop.Classification))).Concat(ApprovalRules.Guarded).Concat(rules.Select(row => row.Scope)).Append(scope).Where(name => name.Length > 0).Distinct().Order().ToList(),
            Roles = (await Roles.ByMember(bench.Db, bench.Stop)).Values.SelectMany(roles => roles).Distinct(StringComparer.OrdinalIgnoreCase).Order().ToList(),
            Scope = scope,
            Rule = typed ?? rules.Find(row => row.Scope == scope)?.Rule ?? general,
            Refusal = refusal,
        };
        return refusal is null ? Answers.Page<ApprovalRulesPage>(model) : Answers.PageAgain<ApprovalRulesPage>(refusal, model);
    }

    /// <summary>Rows of the form whose number of people is empty or 0 ask for nobody.</summary>
    static RuleInput Read(IFormCollection form)
    {
        var steps = form["count"].Select((count, at) => (Count: int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var people) ? people : 0, Who: form["who"].ElementAtOrDefault(at)?.Trim() ?? ""))
            .Where(step => step.Count > 0).Select(step => new ApprovalStep(step.Who.Length == 0 ? null : step.Who, step.Count));
        return new(form["scope"].ToString().Trim().ToLowerInvariant(), new([.. steps], form["inOrder"] == "yes", Enum.TryParse<DirectPublication>(form["direct"], out var direct) && Enum.IsDefined(direct) ? direct : DirectPublication.Never));
    }

    public static async Task<Outcome<ApprovalRuleRow>> Handle(RuleInput input, Workbench bench)
    {
        if (input.Scope.Length > 150 || input.Scope is not "" && !input.Scope.StartsWith("family/", StringComparison.Ordinal) && !input.Scope.StartsWith("classification/", StringComparison.Ordinal))
            return new Refusal.Invalid("scope", "A rule is for all procedures, for a family or for a classification.");
        if (input.Rule.Refuses() is { } refusal) return refusal;
        await using var change = await bench.Begin();
        var kept = await Within(change, input, bench);
        if (kept.Granted(out _, out _)) await change.Commit(bench.Stop);
        return kept;
    }

    /// <summary>Within a change that is under way; the rule makes sense.</summary>
    public static async Task<Outcome<ApprovalRuleRow>> Within(Change change, RuleInput input, Workbench bench)
    {
        var row = await bench.Db.ApprovalRules.SingleOrDefaultAsync(rule => rule.Scope == input.Scope, bench.Stop);
        var steps = JsonSerializer.Serialize(input.Rule.Steps);
        if (row is null) bench.Db.ApprovalRules.Add(row = new ApprovalRuleRow { OrganizationId = bench.By.OrganizationId, Scope = input.Scope, Steps = steps, InOrder = input.Rule.InOrder, Direct = input.Rule.Direct });
        else (row.Steps, row.InOrder, row.Direct) = (steps, input.Rule.InOrder, input.Rule.Direct);
        var said = await change.Append("approval" + (input.Scope.Length == 0 ? "" : "/" + Placeholder(input.Scope)), new ApprovalRuleSet(input.Scope, input.Rule.InWords, input.Rule.Direct), bench.Stop);
        await NameReaders.Anew(bench.Db, bench.Texts, bench.Stop);
        return said.Map(_ => row);
    }

    static async Task<Outcome<string>> Remove(string scope, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (scope.Length == 0 || await bench.Db.ApprovalRules.SingleOrDefaultAsync(rule => rule.Scope == scope, bench.Stop) is not { } row) return new Refusal.NotFound("There is no such rule any more.");
        bench.Db.ApprovalRules.Remove(row);
        var said = await change.Append("approval/" + Placeholder(scope), new ApprovalRuleRemoved(scope), bench.Stop);
        if (said.Refusal is { } tooLong) return tooLong;
        await NameReaders.Anew(bench.Db, bench.Texts, bench.Stop);
        await change.Commit(bench.Stop);
        return scope;
    }

    /// <summary>A subject of the journal is printable ASCII without blanks.</summary>
    static string Placeholder(string scope) => string.Join('/', scope.Split('/', 2).Select(part => Uri.EscapeDataString(part))) is { Length: <= 180 } name ? name : "other";
}
