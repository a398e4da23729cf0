using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Runs;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>One revision of a procedure as a page shows it.</summary>
public sealed record SopView(Sop Sop, Revision Revision, Procedure Procedure, IReadOnlyDictionary<string, string> Environment, string? PublishedBy, IReadOnlyList<Run> LastRuns)
{
    /// <summary>The revision that is being worked on beside this one; null when there is none.</summary>
    public Revision? InProgress { get; init; }

    /// <summary>What it may not tell its reader.</summary>
    public Unseen Unseen { get; init; } = Unseen.Nothing;

    public static readonly Refusal.NotFound Unknown = new("There is no such procedure, or you may not see it.");

    public bool IsInForce => Sop.PublishedId == Revision.Id;

    /// <param name="number">Of the revision; null for the one in force, else the draft.</param>
    public static async Task<Outcome<SopView>> Load(HandrailDb db, ProcedureTexts texts, CurrentMember member, string label, int? number, CancellationToken stop)
    {
        if (!Labels.TryReadSop(label, out var sopNumber)) return Unknown;
        var found = await (from sop in db.Sops.Numbered(sopNumber)
                           join revision in db.Revisions on sop.Id equals revision.SopId
                           where number == null ? revision.Id == sop.GoverningId : revision.Number == number
                           select new { sop, revision, publisher = db.Members.Where(row => row.Id == revision.PublishedById).Select(row => row.Name).FirstOrDefault() })
            .AsNoTracking().FirstOrDefaultAsync(stop);
        if (found is null) return Unknown;
        var runs = await db.Runs.AsNoTracking().Where(run => run.SopId == found.sop.Id).OrderByDescending(run => run.StartedAt).Take(5).ToListAsync(stop);
        var procedure = texts.Read(found.revision.Sha256, found.revision.Text, found.sop.FileName);
        var latest = found.sop.LatestId == found.revision.Id ? null : await db.Revisions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == found.sop.LatestId, stop);
        return new SopView(found.sop, found.revision, procedure, await Values.Of(db, member, found.revision, stop), found.publisher, runs) { InProgress = latest?.State.IsUnderway() == true ? latest : null, Unseen = await Unseen.In(found.revision.Text, db, stop) };
    }

    /// <summary>What is known about the organization, for lint.</summary>
    public async Task<IReadOnlyList<LintFinding>> Lint(Workbench bench) => Core.Procedures.Linting.Lint.Check(Procedure, await Around(bench));

    /// <summary>What lint holds it against.</summary>
    public async Task<LintContext> Around(Workbench bench) => (await LintAround.Load(bench, [this])).Of(this);
}
