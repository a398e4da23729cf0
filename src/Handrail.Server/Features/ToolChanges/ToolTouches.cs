using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Runs;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>What becomes of a procedure when a tool changes.</summary>
public enum Consequence
{
    /// <summary>The next draft beside what is in force.</summary>
    NextDraft,
    /// <summary>There is a draft, whose words change.</summary>
    DraftCorrected,
    /// <summary>There is a draft, which reads the new tool by itself.</summary>
    DraftReadsAnew,
    /// <summary>It is with somebody for review or approval, and is not changed under their eyes.</summary>
    LeftAlone,
}

/// <summary>One procedure that depends on a tool, by its latest text.</summary>
public sealed record TouchedSop(Sop Sop, Revision Latest, Procedure Procedure, IReadOnlyList<ToolUse> Uses)
{
    public IEnumerable<ToolUse> Steps => Uses.Where(use => use.Step is not null);
    public IEnumerable<string> Images => Uses.SelectMany(use => use.Images).Distinct();

    /// <param name="text">What its text would be.</param>
    public Consequence If(string text) => Latest.State switch
    {
        RevisionState.Published => Consequence.NextDraft,
        RevisionState.Draft => text == Latest.Text ? Consequence.DraftReadsAnew : Consequence.DraftCorrected,
        _ => Consequence.LeftAlone,
    };
}

/// <param name="Version">The number of the revision it keeps, whatever comes into force.</param>
public sealed record OpenRun(Run Run, int Version);

/// <summary>All that depends on the tool of one system: procedures with their steps and pictures, the runs that go on, the people who do the work.</summary>
public sealed record ToolTouches(InventorySystem System, IReadOnlyList<TouchedSop> Procedures, IReadOnlyList<OpenRun> Runs, IReadOnlyList<TouchedPerson> People)
{
    public int StepCount => Procedures.Sum(touched => touched.Steps.Count());
    public int ImageCount => Procedures.Sum(touched => touched.Images.Count());

    public static async Task<ToolTouches> Load(HandrailDb db, InventorySystem system, Instant now, CancellationToken stop)
    {
        var placeholders = Inventory.PlaceholdersOf(system);
        var found = await (from sop in db.Sops join revision in db.Revisions on sop.LatestId equals revision.Id where !sop.Retired orderby sop.Number, sop.Suffix select new { sop, revision }).ToListAsync(stop);
        // Read here and not kept: two hundred texts at once would push out of memory what people are looking at.
        var touched = found.AsParallel().AsOrdered().WithCancellation(stop).Where(row => ToolUses.MayBeIn(row.revision.Text, system.InWords, placeholders))
            .Select(row => (row, procedure: ProcedureReader.Read(row.revision.Text, row.sop.FileName)))
            .Select(read => new TouchedSop(read.row.sop, read.row.revision, read.procedure, ToolUses.In(read.procedure, system.InWords, placeholders))).ToList();
        var ids = touched.Select(sop => sop.Sop.Id).ToHashSet();
        var runs = await (from run in db.Runs join revision in db.Revisions on run.RevisionId equals revision.Id where run.EndedAt == null orderby run.Number select new OpenRun(run, revision.Number)).AsNoTracking().ToListAsync(stop);
        return new(system, touched, [.. runs.Where(run => ids.Contains(run.Run.SopId))], await TouchedPerson.Of(db, touched, now, stop));
    }
}
