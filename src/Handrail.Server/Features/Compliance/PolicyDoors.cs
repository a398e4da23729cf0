using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Compliance;

/// <summary>Every door of policies: reading them for everybody, making them the organization's own for whoever writes procedures.</summary>
static class PolicyDoors
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services.AddSingleton<PoliciesInForce>().AddSingleton<MeasureRuns>();

    public static void Map(IEndpointRouteBuilder app)
    {
        ReadPolicies.Map(app);
        ApprovePolicy.Map(app);
        app.MapPost(Links.Policies, async (HttpRequest request, [AsParameters] Workbench bench) =>
            (await request.ReadFormAsync(bench.Stop))["policy"].ToString() is { Length: > 0 } one ? SeeOr(await WritePolicy.Take(one, bench), Links.PolicyDraft(one)) : SeeOr(await WritePolicy.TakeServed(bench), Links.Policies))
            .Needs(Permission.Member);
        app.MapPost("/policies/{policy}/draft/opening", async (string policy, [AsParameters] Workbench bench) => SeeOr(await WritePolicy.Open(policy, bench), Links.PolicyDraft(policy))).Needs(Permission.Member);
        app.MapPost("/policies/{policy}/draft/discard", async (string policy, [AsParameters] Workbench bench) => SeeOr(await WritePolicy.Discard(policy, bench), Links.Policy(policy))).Needs(Permission.Member);
        app.MapGet("/policies/{policy}/draft", (string policy, [AsParameters] Workbench bench) => Show(policy, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/policies/{policy}/draft", Save).Needs(Permission.Member);
        app.MapGet("/policies/{policy}/history", async (string policy, [AsParameters] Workbench bench) =>
            (await PolicyDesk.LoadOwn(bench, policy)).Granted(out var desk, out var unknown) ? Answers.Page<PolicyHistoryPage>(new { Desk = desk }) : Answers.Refuse(unknown));
        app.MapGet("/policies/{policy}/comparison", Compare);
    }

    static IResult SeeOr<T>(Outcome<T> outcome, string path) => outcome.Granted(out _, out var refusal) ? Answers.SeeOther(path) : Answers.Refuse(refusal);

    static async Task<IResult> Save(string policy, HttpRequest request, [AsParameters] Workbench bench)
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var typed = new PolicyInput(form["text"].ToString(), form["summary"].ToString().Trim(), form["basedOn"].ToString());
        if ((await WritePolicy.Save(policy, typed, bench)).Granted(out _, out var refusal)) return Answers.SeeOther(form["then"] == "approve" ? Links.PolicyApproval(policy) : Links.PolicyDraft(policy));
        bench.Db.ChangeTracker.Clear();
        return await Show(policy, typed, refusal, bench);
    }

    static async Task<IResult> Show(string id, PolicyInput? typed, Refusal? refusal, Workbench bench)
    {
        if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out var unknown)) return Answers.Refuse(unknown);
        if (desk.Draft is not { } draft) return Answers.Refuse(PolicyDesk.NoDraft);
        var mine = typed is null ? draft.Text : TypedText.Keep(draft.Text, typed.Text);
        // Both texts, when somebody saved in between; then saving again means to put one's own in the place of theirs.
        var form = new PolicyForm(mine, typed?.Summary ?? draft.Summary, draft.Mark);
        if (typed is not null && typed.BasedOn != draft.Mark) form = form with { Theirs = draft };
        var findings = await PolicyDesk.Lint(bench, PolicyReader.Read(mine, id + ".md"));
        var model = new { Desk = desk, Draft = draft, Form = form, Findings = findings, Refusal = refusal };
        return refusal is null ? Answers.Page<PolicyDraftPage>(model) : Answers.PageAgain<PolicyDraftPage>(refusal, model);
    }

    /// <summary>Version 0 is what the library says.</summary>
    static async Task<IResult> Compare(string policy, int? from, int? to, [AsParameters] Workbench bench)
    {
        if (!(await PolicyDesk.LoadOwn(bench, policy)).Granted(out var desk, out var unknown)) return Answers.Refuse(unknown);
        var latest = desk.Revisions.Select(revision => revision.Number).DefaultIfEmpty().Max();
        var (first, second) = (from ?? latest - 1, to ?? latest);
        return Text(first) is { } before && Text(second) is { } after
            ? Answers.Page<PolicyComparisonPage>(new { Desk = desk, From = first, To = second, Difference = WordDiff.Of(before, after) })
            : Answers.Refuse(new Refusal.NotFound("The policy has no such version."));

        string? Text(int number) => number <= 0 ? bench.Library.Catalogue.Policies.FirstOrDefault(one => one.Id == policy)?.Source : desk.Revisions.FirstOrDefault(revision => revision.Number == number)?.Text;
    }
}
