using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Publishing;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Acknowledging;
using Microsoft.EntityFrameworkCore;
using Weight = Handrail.Core.Procedures.Comparing.Weight;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>Makes a revision the one in force, within a change that is under way. The one before it is superseded.</summary>
static class PutInForce
{
    /// <summary>Why this text cannot come into force as it is: an open placeholder, an error. Null when it can.</summary>
    public static async Task<Refusal?> Obstacle(Workbench bench, SopView view) => Obstacle(view, await LintAround.Load(bench, [view]));

    public static Refusal? Obstacle(SopView view, LintAround around)
    {
        if (OpenQuestions.In(view) is [var open, ..]) return new Refusal.Invalid(OpenQuestions.Prefix + open, $"Say what {{{{{open}}}}} stands for; people cannot follow a blank.");
        var errors = Lint.Check(view.Procedure, around.Of(view)).Where(finding => finding.Severity == Severity.Error).ToList();
        return errors.Count == 0 ? null : new Refusal.Conflict($"{(errors.Count == 1 ? "One error stops" : $"{errors.Count} errors stop")} publication: {errors[0].Message}");
    }

    /// <summary>Freezes text, values and pictures, and computes what signatures bind.</summary>
    public static async Task Freeze(Workbench bench, SopView view)
    {
        var (revision, used) = (view.Revision, Values.UsedBy(view.Procedure, view.Environment));
        var images = await bench.Db.RevisionImages.AsNoTracking().Where(image => image.RevisionId == revision.Id).ToDictionaryAsync(image => image.Path, image => image.Sha256, bench.Stop);
        (revision.FrozenEnvironment, revision.Seal) = (Values.Freeze(used), RevisionSeal.Of(revision.Sha256, used, images));
    }

    /// <param name="act">Publish or PublishDirectly.</param>
    public static async Task<Refusal?> Within(Change change, Workbench bench, SopView view, RevisionAct act)
    {
        if (await Obstacle(bench, view) is { } obstacle) return obstacle;
        var (sop, revision) = (view.Sop, view.Revision);
        if (revision.Seal is null) await Freeze(bench, view);
        var superseded = sop.PublishedId is { } before ? await bench.Db.Revisions.SingleAsync(row => row.Id == before, bench.Stop) : null;
        superseded?.Move(RevisionAct.Supersede, bench.By.Id, change.At);
        if (superseded is not null) superseded.SupersededAt = change.At;
        if (revision.Weight == Weight.Material || sop.PublishedId is null) sop.AcknowledgedFrom = revision.Number;
        revision.Move(act, bench.By.Id, change.At);
        (revision.PublishedAt, revision.PublishedById) = (change.At, bench.By.Id);
        (sop.PublishedId, sop.PublishedAt, sop.Retired) = (revision.Id, change.At, false);
        sop.ReviewDueAt = await DueAfter(bench, view, change.At);
        sop.Describe(view.Procedure);
        await NameReaders.Within(bench.Db, bench.Texts, sop, bench.Stop);
        await NameRecipients.Within(bench.Db, sop, view.Procedure, bench.Stop);
        await ProcedureSearch.Index(bench.Db, sop, view.Procedure, bench.Stop);
        await Serving.Write(bench.Db, sop, view.Procedure, bench.Stop);
        var frozen = Values.Thaw(revision.FrozenEnvironment!);
        return (await change.Append(sop.Subject, new RevisionPublished(sop.Label, revision.Number, revision.Sha256, revision.Title, revision.Summary,
            Values.Stated(frozen), revision.Weight.ToString(), revision.Approval, Values.Tools(frozen), superseded?.Number), bench.Stop)).Refusal;
    }

    /// <summary>The day that the interval sets; where what comes into force takes the place of no review, not later than it was.</summary>
    static async Task<Instant> DueAfter(Workbench bench, SopView view, Instant at)
    {
        var due = Outlook.DueAfter(view.Procedure.Header, at);
        return await bench.Db.ReviewOutlooks.FindAsync([view.Sop.Id], bench.Stop) is { } row && row.Read() is var outlook && outlook.Outlives(view.Revision.Weight) && outlook.Due < due ? outlook.Due : due;
    }
}
