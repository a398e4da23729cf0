using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;
using Change = Handrail.Server.Data.Change;

namespace Handrail.Server.Features.Reviews;

/// <param name="Verdict">Keep, Revise or Retire.</param>
/// <param name="Remark">Why it is kept in spite of what asked for the review; what has to be otherwise; what is followed instead.</param>
/// <param name="Seen">What the page said: <see cref="ReviewDesk.Seen"/>.</param>
public sealed record ReviewInput(string Verdict, string Remark, string Seen);

/// <summary>A verdict on a procedure in force: row, fact and what follows from it, all or nothing. Who may is checked in the same transaction.</summary>
static class RecordReview
{
    public static async Task<Outcome<Review>> Handle(string sop, ReviewInput input, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await ReviewDesk.Load(bench, sop)).Granted(out var desk, out var unknown)) return unknown;
        if (!desk.Right.Granted(out var capacity, out var notThem)) return notThem;
        if (Refuses(desk, input) is { } refusal) return refusal;
        var verdict = Enum.Parse<ReviewVerdict>(input.Verdict);
        if (!(await Consequence(change, desk, verdict, input.Remark, bench)).Granted(out var draft, out var cannot)) return cannot;

        var (dossier, reasons) = (desk.Dossier, desk.Outlook.Triggers.Select(trigger => trigger.InWords).ToList());
        Instant? due = verdict == ReviewVerdict.Keep ? dossier.Sop.ReviewDueAt : null;
        var review = new Review
        {
            Id = Id<Review>.New(change.At),
            OrganizationId = bench.By.OrganizationId,
            SopId = dossier.Sop.Id,
            Revision = dossier.Revision.Number,
            Verdict = verdict,
            Capacity = capacity!,
            Remark = input.Remark.Length == 0 ? null : input.Remark,
            Reasons = string.Join('\n', reasons),
            ReviewerId = bench.By.Id,
            At = change.At,
            DueAt = due,
            Draft = draft.Revision,
        };
        bench.Db.Reviews.Add(review);
        var fact = new ProcedureReviewed(dossier.Sop.Label, review.Revision, dossier.Revision.Sha256, verdict, review.Capacity, review.Remark, reasons, due, review.Draft);
        if (await change.Say(dossier, fact, bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return review;
    }

    static Refusal? Refuses(ReviewDesk desk, ReviewInput input)
    {
        if (input.Seen != desk.Seen) return new Refusal.Conflict(desk.Past is [var last, ..] && last.Revision == desk.Dossier.Revision.Number
            ? $"{desk.Dossier.NameOf(last.ReviewerId)} reviewed {desk.Sop.Label} meanwhile: {ReviewDesk.InWords(last.Verdict)}. Look at it again."
            : $"{desk.Dossier.Standing.Name} is in force now, which is not what you were looking at. Look at it again.");
        if (!Enum.TryParse<ReviewVerdict>(input.Verdict, out var verdict) || !Enum.IsDefined(verdict)) return new Refusal.Invalid("verdict", "Choose what becomes of it: keep, revise or retire.");
        return verdict switch
        {
            ReviewVerdict.Keep when desk.Outlook.Triggers.Count == 0 => input.Remark.Length == 0 ? null : ActOnRevision.Need("remark", input.Remark, ""),
            ReviewVerdict.Keep => ActOnRevision.Need("remark", input.Remark, "Say why it stays as it is, in spite of what asked for the review."),
            ReviewVerdict.Revise => ActOnRevision.Need("remark", input.Remark, "Say what has to be otherwise, for whoever writes it."),
            _ => ActOnRevision.Need("remark", input.Remark, "Say why it is not followed any more, and what is followed instead."),
        };
    }

    /// <returns>The number of the draft that carries what was found.</returns>
    static async Task<Outcome<Consequences>> Consequence(Change change, ReviewDesk desk, ReviewVerdict verdict, string remark, Workbench bench)
    {
        var dossier = desk.Dossier;
        switch (verdict)
        {
            case ReviewVerdict.Keep:
                dossier.Sop.ReviewDueAt = Outlook.DueAfter(dossier.View.Procedure.Header, change.At);
                return new Consequences(null);
            case ReviewVerdict.Retire:
                return await RetireProcedure.Within(change, dossier, remark, bench) is { } refusal ? refusal : new Consequences(null);
            default:
                return (await Carry(change, desk, remark, bench)).Map(draft => new Consequences(draft.Revision.Number));
        }
    }

    sealed record Consequences(int? Revision);

    /// <summary>What was found goes, as comments, to the version that is being worked on; where there is none, it begins with them.</summary>
    static async Task<Outcome<Dossier>> Carry(Change change, ReviewDesk desk, string remark, Workbench bench)
    {
        var dossier = desk.Dossier;
        if (dossier.Standing.InProgress is null)
        {
            if (RevisionLife.Refuses(dossier.Standing, RevisionAct.OpenDraft, dossier.Me) is { } refusal) return refusal;
            if (await OpenDraft.Within(change, dossier, bench) is { } tooLong) return tooLong;
            await bench.Db.SaveChangesAsync(bench.Stop);
        }
        if (!(await Dossier.Load(bench, dossier.Sop.Label, null)).Granted(out var next, out var unknown)) return unknown;
        foreach (var (step, text) in await Findings(desk, remark, bench))
        {
            var place = step is not null && next.Walk.Find(step) is not null ? step : null;
            var words = AddProcedure.Shorten(text, WalkThrough.MostWords);
            bench.Db.Remarks.Add(Remarks.New(change, next, bench.By, place, words, isObjection: false));
            if (await change.Say(next, new RemarkMade(next.Sop.Label, next.Revision.Number, place, words), bench.Stop) is { } tooLong) return tooLong;
        }
        return next;
    }

    /// <summary>The reviewer's words, what asked for the review, and pictures that no longer show the tool.</summary>
    static async Task<IReadOnlyList<(string? Step, string Text)>> Findings(ReviewDesk desk, string remark, Workbench bench)
    {
        var lint = await desk.Dossier.View.Lint(bench);
        return
        [
            (null, remark),
            .. desk.Outlook.Triggers.Select(trigger => (trigger.Kind == TriggerKind.StepTrouble ? trigger.About : null, trigger.InWords)),
            .. ReviewDesk.StalePictures(lint).Select(finding => ((string?)null, finding.Message)),
        ];
    }
}
