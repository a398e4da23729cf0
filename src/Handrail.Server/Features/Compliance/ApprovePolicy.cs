using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Compliance;

/// <summary>An administrator who did not write it signs a policy, with the password once more, and it is in force: from then on runs are measured by its limits.</summary>
static class ApprovePolicy
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/policies/{policy}/approval", (string policy, string? then, [AsParameters] Workbench bench) => Show(policy, then == Next, null, bench));
        app.MapGet(Links.NextPolicyToSign, async (string? after, [AsParameters] Workbench bench) => Answers.SeeOther(InTurn(await WaitingPolicies.ToSignAfter(after ?? "", bench))));
        app.MapPost("/policies/{policy}/approval", async (string policy, HttpRequest request, [AsParameters] Workbench bench, [FromServices] SignInManager<Account> signIn) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            if (!(await PolicyDesk.Load(bench, policy)).Granted(out var desk, out var unknown)) return Answers.Refuse(unknown);
            if (desk.Draft is null) return Answers.Refuse(PolicyDesk.NoDraft);
            // Asked before it is signed, while it still has its place among them.
            var left = form["then"] == Next ? await WaitingPolicies.ToSignAfter(policy, bench) : null;
            var refusal = await SignRevision.Reauthenticate(bench, signIn, form["password"].ToString()) ?? (await Handle(policy, form["seen"].ToString(), bench)).Refusal;
            if (refusal is null) return Answers.SeeOther(left is null ? Links.Policy(policy) : InTurn(left));
            bench.Db.ChangeTracker.Clear();
            return await Show(policy, left is not null, refusal, bench);
        }).Needs(Permission.Member);
    }

    /// <summary>What a page says that is one of several to sign.</summary>
    const string Next = "next";

    static string InTurn(IReadOnlyList<string> policies) => policies is [var next, ..] ? Links.PolicyApprovalInTurn(next) : Links.Policies;

    static async Task<IResult> Show(string id, bool inTurn, Refusal? refusal, Workbench bench)
    {
        if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out var unknown)) return Answers.Refuse(unknown);
        if (desk.Draft is not { } draft) return Answers.Refuse(refusal ?? PolicyDesk.NoDraft);
        var obstacle = await Obstacle(bench, bench.Policies.Read(draft), await Values.Now(bench.Db, bench.By, bench.Stop));
        var model = new { Desk = desk, Draft = draft, Right = await RightOf(desk, bench), Obstacle = obstacle, Difference = WordDiff.Of(desk.Binding.Source, draft.Text), Left = inTurn ? (await WaitingPolicies.ToSignAfter(id, bench)).Count : (int?)null, Refusal = refusal };
        return refusal is null ? Answers.Page<PolicyApprovalPage>(model) : Answers.PageAgain<PolicyApprovalPage>(refusal, model);
    }

    public static async Task<Outcome<SigningRight>> RightOf(PolicyDesk desk, Workbench bench)
    {
        var people = await PeopleHere.All(bench.Db, bench.Now, bench.Stop);
        return people.FirstOrDefault(person => person.Id == bench.By.Id.ToString()) is { } me && desk.Draft is { } draft
            ? PolicyApproval.RightOf(me, draft.AuthorIds, people)
            : PolicyDesk.NoDraft;
    }

    /// <summary>Why this text cannot come into force as it is; null when it can.</summary>
    public static async Task<Refusal?> Obstacle(Workbench bench, Policy policy, IReadOnlyDictionary<string, string> values)
    {
        if (Placeholders.In(policy.Source).FirstOrDefault(placeholder => !values.ContainsKey(placeholder.Key)) is { } open)
            return new Refusal.Conflict($"Say what “{open.Name.Replace('_', ' ')}” stands for, in the text or under Environment; people cannot keep a blank.");
        return (await PolicyDesk.Lint(bench, policy)).FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error ? new Refusal.Conflict($"An error stops it: {error.Message}") : null;
    }

    /// <param name="seen">The hash of the text that was read.</param>
    public static async Task<Outcome<PolicyRevision>> Handle(string id, string seen, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out var unknown)) return unknown;
        if (!(await Within(change, desk, seen, bench)).Granted(out var signed, out var refusal)) return refusal;
        await change.Commit(bench.Stop);
        return signed;
    }

    /// <summary>The same as a part of a change that does more.</summary>
    public static async Task<Outcome<PolicyRevision>> Within(Data.Change change, PolicyDesk desk, string seen, Workbench bench)
    {
        if (desk is not { Draft: { } draft, Own: { } own }) return PolicyDesk.NoDraft;
        if (!(await RightOf(desk, bench)).Granted(out var right, out var refusal)) return refusal;
        if (seen != draft.Sha256) return new Refusal.Conflict("It is not the text you were looking at: somebody saved the draft meanwhile. Read it before you sign.");
        var (policy, values) = (bench.Policies.Read(draft), await Values.Now(bench.Db, bench.By, bench.Stop));
        if (await Obstacle(bench, policy, values) is { } obstacle) return obstacle;

        if (desk.InForce is { } before) (before.State, before.SupersededAt) = (PolicyState.Superseded, change.At);
        var used = Values.UsedBy(draft.Text, values);
        (draft.State, draft.InForceAt, draft.FrozenEnvironment) = (PolicyState.InForce, change.At, Values.Freeze(used));
        draft.Approval = $"by {bench.By.Name} {right.InWords}";
        (own.InForce, own.InForceSince, own.Draft) = (draft.Number, change.At, null);
        own.ReviewDueAt = policy.Header.Review?.After(change.At);
        own.Describe(policy);
        var summary = draft.Summary.Length > 0 ? draft.Summary : "No summary was given.";
        var fact = new PolicyPublished(own.Name, draft.Number, draft.Sha256, own.Title, summary, PolicyApproval.Meaning, right.InWords, Values.Stated(used));
        if ((await change.Append(own.Subject, fact, bench.Stop)).Refusal is { } tooLong) return tooLong;
        return draft;
    }
}
