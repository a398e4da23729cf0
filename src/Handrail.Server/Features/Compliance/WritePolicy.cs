using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Proposing;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Compliance;

/// <param name="BasedOn">What was edited, by <see cref="PolicyRevision.Mark"/>: when somebody saved in between, nothing is overwritten.</param>
public sealed record PolicyInput(string Text, string Summary, string BasedOn);

/// <summary>What stands in the form of a draft.</summary>
/// <param name="Theirs">What somebody else saved meanwhile; null when nobody did.</param>
public sealed record PolicyForm(string Text, string Summary, string BasedOn, PolicyRevision? Theirs = null);

/// <summary>Takes policies from the library, and keeps the text of their drafts. What is in force stays as it is meanwhile.</summary>
static class WritePolicy
{
    /// <summary>The draft somebody is writing already, else one that begins with the library's text.</summary>
    public static Task<Outcome<PolicyRevision>> Take(string id, Workbench bench) => Open(() => PolicyDesk.Load(bench, id), bench);

    /// <summary>The draft somebody is writing already, else the next one of a policy that was taken.</summary>
    public static Task<Outcome<PolicyRevision>> Open(string id, Workbench bench) => Open(() => PolicyDesk.LoadOwn(bench, id), bench);

    static async Task<Outcome<PolicyRevision>> Open(Func<Task<Outcome<PolicyDesk>>> load, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await load()).Granted(out var desk, out var unknown)) return unknown;
        if (desk.Draft is { } begun) return begun;
        if (!(await Begin(change, desk, bench)).Granted(out var draft, out var refusal)) return refusal;
        await change.Commit(bench.Stop);
        return draft;
    }

    /// <summary>Takes every policy of the library that the organization's procedures carry out enough of and that it does not have yet.</summary>
    public static async Task<Outcome<int>> TakeServed(Workbench bench)
    {
        await using var change = await bench.Begin();
        var served = await Served(bench);
        if (await TakeWithin(change, served, bench) is { } refusal) return refusal;
        if (served.Count > 0) await change.Commit(bench.Stop);
        return served.Count;
    }

    /// <param name="ids">Of policies nobody has taken.</param>
    public static async Task<Refusal?> TakeWithin(Change change, IReadOnlyList<string> ids, Workbench bench)
    {
        foreach (var id in ids)
        {
            if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out var unknown)) return unknown;
            if ((await Begin(change, desk, bench)).Refusal is { } refusal) return refusal;
        }
        return null;
    }

    /// <summary>The ids of policies of the library that procedures the reader may read carry out enough of, and that nobody has taken.</summary>
    public static async Task<IReadOnlyList<string>> Served(Workbench bench)
    {
        var (taken, named) = (await Taken(bench), await Serving.Policies(bench.Db).ToListAsync(bench.Stop));
        var open = bench.Library.Catalogue.Policies.Where(policy => named.Contains(policy.Id) && !taken.Contains(policy.Id)).ToList();
        if (open.Count == 0) return [];
        var ids = open.ConvertAll(policy => policy.Id);
        var clauses = await bench.Db.Servings.Where(row => row.Kind == ServedKind.Clause && ids.Contains(row.Of) && bench.Db.Sops.Any(sop => sop.Id == row.SopId && !sop.Retired)).Select(row => row.Name).Distinct().ToHashSetAsync(bench.Stop);
        return [.. open.Where(policy => new ServedPolicy(policy, [.. policy.Clauses.Where(clause => clauses.Contains(policy.IdOf(clause)))], []).IsWorthTaking).Select(policy => policy.Id)];
    }

    /// <summary>The ids of policies of the library that these procedures carry out enough of, and that nobody has taken.</summary>
    public static async Task<IReadOnlyList<string>> ServedBy(IEnumerable<Procedure> procedures, Workbench bench) =>
        [.. (await NotTaken(procedures, bench)).Where(served => served.IsWorthTaking).Select(served => served.Policy.Id)];

    /// <summary>The policies of the library that these procedures name and that nobody has taken, those of which they carry out too little too.</summary>
    public static async Task<IReadOnlyList<ServedPolicy>> NotTaken(IEnumerable<Procedure> procedures, Workbench bench)
    {
        var taken = await Taken(bench);
        return [.. ServedPolicies.Of(procedures, bench.Library.Catalogue).Where(served => !taken.Contains(served.Policy.Id))];
    }

    static Task<List<string>> Taken(Workbench bench) => bench.Db.OwnPolicies.Where(own => own.InForce != null || own.Draft != null).Select(own => own.Name).ToListAsync(bench.Stop);

    static async Task<Outcome<PolicyRevision>> Begin(Change change, PolicyDesk desk, Workbench bench)
    {
        var (policy, number) = (desk.Binding, desk.Revisions.Select(revision => revision.Number).DefaultIfEmpty().Max() + 1);
        var own = desk.Own;
        if (own is null) bench.Db.OwnPolicies.Add(own = new OwnPolicy { OrganizationId = bench.By.OrganizationId, Name = policy.Id, Title = "", TakenAt = change.At });
        if (desk.InForce is null) own.Describe(policy);
        own.Draft = number;
        var draft = new PolicyRevision
        {
            OrganizationId = bench.By.OrganizationId,
            Policy = policy.Id,
            Number = number,
            State = PolicyState.Draft,
            Text = policy.Source,
            Sha256 = ProcedureTexts.Hash(policy.Source),
            Authors = bench.By.Id.ToString(),
            CreatedAt = change.At,
            ChangedAt = change.At,
        };
        bench.Db.PolicyRevisions.Add(draft);
        Fact fact = desk.InForce is { } from ? new PolicyDraftOpened(policy.Id, number, from.Number, draft.Sha256) : new PolicyTaken(policy.Id, policy.Title, "library: " + policy.Id, draft.Sha256);
        return (await change.Append(own.Subject, fact, bench.Stop)).Map(_ => draft);
    }

    public static async Task<Outcome<PolicyRevision>> Save(string id, PolicyInput input, Workbench bench)
    {
        if (TypedText.Refuses("text", input.Text) is { } unreadable) return unreadable;
        if (input.Summary.Length > PolicyRevision.LongestSummary) return new Refusal.Invalid("summary", $"Say it in at most {PolicyRevision.LongestSummary:N0} characters.");
        await using var change = await bench.Begin();
        if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out var unknown)) return unknown;
        if (desk is not { Draft: { } draft, Own: { } own }) return PolicyDesk.NoDraft;
        var text = TypedText.Keep(draft.Text, input.Text);
        if ((text, input.Summary) == (draft.Text, draft.Summary)) return draft;
        if (input.BasedOn != draft.Mark) return new Refusal.Conflict("Somebody else saved this draft meanwhile. Nothing of either text is lost: both are below.");
        (draft.Text, draft.Sha256, draft.Summary) = (text, ProcedureTexts.Hash(text), input.Summary);
        draft.WrittenBy(bench.By.Id, change.At);
        if (desk.InForce is null) own.Describe(bench.Policies.Read(draft));
        if ((await change.Append(own.Subject, new PolicyDraftSaved(id, draft.Number, draft.Sha256), bench.Stop)).Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return draft;
    }

    public static async Task<Outcome<PolicyRevision>> Discard(string id, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await PolicyDesk.Load(bench, id)).Granted(out var desk, out var unknown)) return unknown;
        if (desk is not { Draft: { } draft, Own: { } own }) return PolicyDesk.NoDraft;
        (draft.State, draft.ChangedAt, own.Draft) = (PolicyState.Discarded, change.At, null);
        if ((await change.Append(own.Subject, new PolicyDraftDiscarded(id, draft.Number), bench.Stop)).Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return draft;
    }
}
