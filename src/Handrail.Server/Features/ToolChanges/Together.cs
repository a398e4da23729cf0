using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Features.Procedures.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.ToolChanges;

/// <param name="From">The number of the version in force.</param>
public sealed record VersusInForce(int From, Difference Difference);

/// <summary>One draft of a change of tool, and how far it is.</summary>
/// <param name="WasThere">It was being written before, so it holds other changes too.</param>
/// <param name="Changes">Against what is in force, as people read it; null where nothing is, or this is what is.</param>
/// <param name="LeftToWrite">Its steps that do not say yet how they are done in the new tool.</param>
/// <param name="Obstacle">Of a draft: why it cannot be sent, or published, by whoever looks.</param>
public sealed record DraftTogether(Dossier Dossier, bool WasThere, VersusInForce? Changes, IReadOnlyList<Step> LeftToWrite, Refusal? Obstacle)
{
    public Sop Sop => Dossier.Sop;
    public Revision Revision => Dossier.Revision;

    /// <summary>Of the text as whoever looks sees it: an act on another one is refused.</summary>
    public string Mark => MarkOf(Dossier);

    public static string MarkOf(Dossier dossier) => dossier.Revision.Seal ?? dossier.Revision.Sha256;

    /// <summary>Why whoever looks does not sign it; null when they may.</summary>
    public Refusal? WhyNotSigned => Signing.RightOf(Dossier.Standing, Dossier.Me).Refusal;
}

/// <summary>The drafts of one change of tool on their way together. What may be done with each is said by the same rules as when it goes alone.</summary>
/// <param name="Remaining">Procedures that still mean the tool that went and have no draft of this change.</param>
public sealed record Together(ToolChange Change, string By, IReadOnlyList<DraftTogether> Drafts, IReadOnlyList<PlannedSop> Remaining)
{
    public static readonly Refusal.NotFound Unknown = new("There is no such change of a tool, or you may not see it.");

    public IEnumerable<DraftTogether> In(params RevisionState[] states) => Drafts.Where(draft => states.Contains(draft.Revision.State));

    /// <summary>The files of those its reader may see; where that is none, the change is there for administrators only.</summary>
    public static async Task<Outcome<(ToolChange Change, IReadOnlyList<Dossier> Dossiers, IReadOnlySet<Id<Revision>> WereThere)>> Files(Workbench bench, string label)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        if (!Labels.TryReadToolChange(label, out var number) || await db.ToolChanges.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, stop) is not { } change) return Unknown;
        var drafts = await db.ToolChangeDrafts.AsNoTracking().Where(row => row.ToolChangeId == change.Id).ToListAsync(stop);
        var dossiers = await Dossier.All(bench, [.. drafts.Select(draft => draft.RevisionId)]);
        return dossiers.Count == 0 && !bench.By.IsAdministrator ? Unknown : (change, dossiers, drafts.Where(draft => draft.WasThere).Select(draft => draft.RevisionId).ToHashSet());
    }

    public static async Task<Outcome<Together>> Load(Workbench bench, string label)
    {
        if (!(await Files(bench, label)).Granted(out var files, out var unknown)) return unknown;
        var (db, stop) = (bench.Db, bench.Stop);
        var underway = files.Dossiers.Where(dossier => dossier.Revision.State.IsUnderway()).ToList();
        var published = underway.Select(dossier => dossier.Sop.PublishedId).OfType<Id<Revision>>().ToList();
        var inForce = await db.Revisions.AsNoTracking().Where(row => published.Contains(row.Id)).ToDictionaryAsync(row => row.SopId, stop);
        var (unseen, around) = (await Unseen.All(db, stop), await LintAround.Load(bench, [.. underway.Where(dossier => dossier.Revision.State == RevisionState.Draft).Select(dossier => dossier.View)]));
        var drafts = new List<DraftTogether>();
        foreach (var dossier in files.Dossiers)
        {
            var changes = dossier.Revision.State.IsUnderway() && inForce.TryGetValue(dossier.Sop.Id, out var earlier) ? Compare(bench, dossier, earlier, unseen) : null;
            drafts.Add(new(dossier, files.WereThere.Contains(dossier.Revision.Id), changes, dossier.Revision.State.IsUnderway() ? [.. ToolSwap.LeftToWrite(dossier.View.Procedure, files.Change.To)] : [], dossier.Revision.State == RevisionState.Draft ? Obstacle(dossier, around) : null));
        }
        var by = await db.Members.AsNoTracking().Where(member => member.Id == files.Change.ById).Select(member => member.Name).SingleAsync(stop);
        return new Together(files.Change, by, drafts, await ToolChanges.Remaining.Of(bench, files.Change));
    }

    static Refusal? Obstacle(Dossier dossier, LintAround around)
    {
        if (RevisionLife.Refuses(dossier.Standing, RevisionAct.SendForReview, dossier.Me) is { } refusal && !dossier.May(RevisionAct.PublishDirectly)) return refusal;
        return !dossier.Standing.MayPublishDirectly && Signing.Unobtainable(dossier.Standing) is { } nobody ? new Refusal.Conflict(nobody) : PutInForce.Obstacle(dossier.View, around);
    }

    /// <summary>Everything is filled in, as it is read; what its reader may not know of is left out of both texts.</summary>
    static VersusInForce Compare(Workbench bench, Dossier dossier, Revision earlier, Unseen unseen)
    {
        var was = unseen.In(earlier.Text).Withheld(bench.Texts.Read(earlier.Sha256, earlier.Text, dossier.Sop.FileName));
        return new(earlier.Number, new(was, Reads.Of(earlier, dossier.View.Environment), dossier.View.Unseen.Withheld(dossier.View.Procedure), Reads.With(dossier.View.Environment)));
    }
}
