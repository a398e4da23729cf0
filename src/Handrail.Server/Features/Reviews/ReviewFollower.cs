using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Core.Journal;
using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Reviews;

/// <summary>
/// Keeps <see cref="ReviewOutlook"/> in step with the journal: told of every fact that can be a reason for a review, in the transaction that writes it, whichever use
/// case it comes from. What a fact costs here does not grow with the history.
/// </summary>
sealed class ReviewFollower(ProcedureTexts texts, PoliciesInForce policies, Mentions mentions)
{
    public static bool Follows(Fact fact) => fact is RevisionPublished or ProcedureReviewed or ProcedureRetired or DraftDiscarded or ServedClausesChanged or PolicyPublished or BaseTaken
        or ChangeSuggested or SuggestionTaken or SuggestionReopened or SuggestionDeclined
        or RunFinished or RunAbandoned or RunRecordTaken
        or ToolChanged or SystemChanged or SystemRetired or RoleTaken or GroupLeft or GroupRemoved;

    /// <summary>After the rows and entries of a change are written, before it commits.</summary>
    public async Task Follow(HandrailDb db, Instant at, IReadOnlyList<(string Subject, Fact Fact)> facts, CancellationToken stop)
    {
        foreach (var (subject, fact) in facts)
        {
            if (fact is RevisionPublished or ProcedureRetired) await OnVariants(db, at, subject, fact, stop);
            await (fact switch
            {
                RevisionPublished or ProcedureReviewed => Begin(db, at, subject, fact, stop),
                ProcedureRetired => Remove(db, subject, stop),
                DraftDiscarded => OnSop(db, subject, outlook => outlook with { HeldUntil = null }, stop),
                PolicyPublished published => OnPolicy(db, at, published, stop),
                ServedClausesChanged => OnClauses(db, at, subject, stop),
                ChangeSuggested or SuggestionTaken or SuggestionReopened or SuggestionDeclined => OnSuggestions(db, subject, stop),
                RunFinished or RunAbandoned => OnRun(db, subject["run/".Length..], stop),
                RunRecordTaken taken => OnRun(db, taken.Number, stop),
                BaseTaken taken => OnBase(db, subject, taken, stop),
                _ => OnSurroundings(db, at, subject, fact, stop),
            });
        }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>A text came into force, or was judged: what was before counts no more. What only puts words right leaves all that asks for a review, but not what its base asked for: that is in it.</summary>
    async Task Begin(HandrailDb db, Instant at, string subject, Fact fact, CancellationToken stop)
    {
        if (await Find(db, subject, stop) is not { PublishedId: { } inForce, ReviewDueAt: { } due } sop) return;
        var revision = await db.Revisions.SingleAsync(row => row.Id == inForce, stop);
        if (await OutlookOf(db, sop.Id, stop) is not { } row) db.ReviewOutlooks.Add(row = new ReviewOutlook { SopId = sop.Id, OrganizationId = sop.OrganizationId, Since = at, DueAt = due });
        var served = ServedWords.Of(texts.Read(revision.Sha256, revision.Text, sop.FileName), await policies.Catalogue(db, stop));
        if (fact is RevisionPublished && row.Read() is { Since: var since } before && since < at && before.Outlives(revision.Weight))
        {
            var known = ServedWords.Read(row.Served);
            row.Served = ServedWords.Write(served.ToDictionary(one => one.Key, one => known.GetValueOrDefault(one.Key, one.Value)));
            row.Keep((before with { Due = due }).With(TriggerKind.Base, []));
        }
        else
        {
            row.Served = ServedWords.Write(served);
            row.Keep(new(at, due, fact is ProcedureReviewed { Verdict: ReviewVerdict.Revise } ? at + Outlook.RevisionTakes : null, []));
        }
        await WithSuggestions(db, row, stop);
    }

    static async Task Remove(HandrailDb db, string subject, CancellationToken stop)
    {
        if (await Find(db, subject, stop) is { } sop && await OutlookOf(db, sop.Id, stop) is { } row) db.ReviewOutlooks.Remove(row);
    }

    /// <summary>What follows a base is asked to look at it when that changes or goes, whether or not whoever did it may know of the variant.</summary>
    static async Task OnVariants(HandrailDb db, Instant at, string subject, Fact fact, CancellationToken stop)
    {
        if (await Find(db, subject, stop) is not { Suffix: "" } @base) return;
        using var everything = db.ReadUnseen();
        var variants = await db.Variants.Where(variant => variant.BaseId == @base.Id).ToListAsync(stop);
        var detail = fact is RevisionPublished published ? $"came into force as v{published.Revision}" : "was retired";
        foreach (var variant in variants.Where(variant => fact is not RevisionPublished same || same.Sha256 != variant.Sha256))
            if (await OutlookOf(db, variant.SopId, stop) is { } row) row.Keep(row.Read().With(new ReviewTrigger(TriggerKind.Base, @base.Label, at, $"Its base {@base.Label}", Detail: detail)));
    }

    /// <summary>Somebody looked at what is new in the base and left all of it, so the text in force is as it should be.</summary>
    static Task OnBase(HandrailDb db, string subject, BaseTaken taken, CancellationToken stop) => taken.Taken > 0 ? Task.CompletedTask : OnSop(db, subject, outlook => outlook.With(TriggerKind.Base, []), stop);

    async Task OnClauses(HandrailDb db, Instant at, string subject, CancellationToken stop)
    {
        if (await Find(db, subject, stop) is not { } sop || await OutlookOf(db, sop.Id, stop) is not { } row) return;
        Keep(row, await policies.Catalogue(db, stop), at);
    }

    /// <summary>For every procedure in force that serves a clause of it, when that reads otherwise now.</summary>
    async Task OnPolicy(HandrailDb db, Instant at, PolicyPublished published, CancellationToken stop)
    {
        var (catalogue, named) = (await policies.Catalogue(db, stop), $"\"{published.Policy}#");
        foreach (var row in await db.ReviewOutlooks.Where(row => row.Served.Contains(named)).ToListAsync(stop)) Keep(row, catalogue, at);
    }

    static void Keep(ReviewOutlook row, Catalogue catalogue, Instant at) =>
        row.Keep(ServedWords.Changed(ServedWords.Read(row.Served), catalogue, at).Aggregate(row.Read(), (outlook, trigger) => outlook.With(trigger)));

    static async Task OnSop(HandrailDb db, string subject, Func<Outlook, Outlook> change, CancellationToken stop)
    {
        if (await Find(db, subject, stop) is { } sop && await OutlookOf(db, sop.Id, stop) is { } row) row.Keep(change(row.Read()));
    }

    static async Task OnSuggestions(HandrailDb db, string subject, CancellationToken stop)
    {
        if (await Find(db, subject, stop) is { } sop && await OutlookOf(db, sop.Id, stop) is { } row) await WithSuggestions(db, row, stop);
    }

    static async Task WithSuggestions(HandrailDb db, ReviewOutlook row, CancellationToken stop)
    {
        var open = db.Suggestions.Where(suggestion => suggestion.SopId == row.SopId && suggestion.State == Procedures.Suggesting.SuggestionState.Open);
        var trigger = Triggers.OfSuggestions(await open.CountAsync(stop), await open.MinAsync(suggestion => (Instant?)suggestion.At, stop), row.Since);
        row.Keep(row.Read().With(TriggerKind.Suggestions, trigger is null ? [] : [trigger]));
    }

    async Task OnRun(HandrailDb db, string label, CancellationToken stop)
    {
        if (!Labels.TryReadRun(label, out var number) || await db.Runs.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop) is not { EndedAt: not null } run) return;
        if (await OutlookOf(db, run.SopId, stop) is not { } row || run.EndedAt <= row.Since) return;
        var sop = await db.Sops.AsNoTracking().SingleAsync(sop => sop.Id == run.SopId, stop);
        if (sop.PublishedId is not { } inForce) return;
        var revision = await db.Revisions.AsNoTracking().SingleAsync(revision => revision.Id == inForce, stop);
        var last = await PastRuns.Last(db, sop.Id, row.Since, stop);
        var outlook = row.Read().With(TriggerKind.StepTrouble, Triggers.OfRuns(texts.Read(revision.Sha256, revision.Text, sop.FileName), last));
        if (last.FirstOrDefault(past => past.Label == run.Label) is { } ended && await PastRuns.IsIncident(db, sop, run, stop))
            outlook = outlook.With(Triggers.OfIncident(outlook.Triggers.FirstOrDefault(trigger => trigger.Kind == TriggerKind.Incident), ended));
        row.Keep(outlook);
    }

    /// <summary>A tool, system, role or team is not what it was: for every procedure in force that names it.</summary>
    async Task OnSurroundings(HandrailDb db, Instant at, string subject, Fact fact, CancellationToken stop)
    {
        var changed = await Surroundings.Changed(db, mentions, texts, at, subject, fact, stop);
        var ids = changed.Select(one => one.Sop).ToList();
        var rows = await db.ReviewOutlooks.Where(row => ids.Contains(row.SopId)).ToDictionaryAsync(row => row.SopId, stop);
        foreach (var (id, trigger) in changed) if (rows.TryGetValue(id, out var row)) row.Keep(row.Read().With(trigger));
    }

    static Task<Sop?> Find(HandrailDb db, string subject, CancellationToken stop) =>
        Labels.TryReadSop(subject["procedure/".Length..], out var number) ? db.Sops.Numbered(number).SingleOrDefaultAsync(stop) : Task.FromResult<Sop?>(null);

    static async Task<ReviewOutlook?> OutlookOf(HandrailDb db, Id<Sop> sop, CancellationToken stop) => await db.ReviewOutlooks.FindAsync([sop], stop);
}
