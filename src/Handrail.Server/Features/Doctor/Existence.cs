using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>What the journal speaks of is there: a run, procedure or file that was deleted from its table is missed.</summary>
static class Existence
{
    public static async Task Examine(HandrailDb db, IReadOnlyList<JournalRow> page, Check check, CancellationToken stop)
    {
        var subjects = page.Select(row => row.Subject.Split('/', 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1]);
        var runs = subjects["run"].Distinct().Select(label => Labels.TryReadRun(label, out var number) ? number : 0).ToList();
        foreach (var number in runs.Except(await db.Runs.Where(run => runs.Contains(run.Number)).Select(run => run.Number).ToListAsync(stop)))
            check.Wrong($"{Labels.Run(number)}: the journal tells of this run, and it is not there.");
        var sops = subjects["procedure"].Distinct().Select(label => Labels.TryReadSop(label, out var number) ? number : default).ToList();
        var numbers = sops.Select(sop => sop.Number).ToList();
        var there = await db.Sops.Where(sop => numbers.Contains(sop.Number)).Select(sop => new SopNumber(sop.Number, sop.Suffix)).ToListAsync(stop);
        foreach (var missing in sops.Except(there))
            check.Wrong($"{Labels.Sop(missing.Number, missing.Suffix)}: the journal tells of this procedure, and it is not there.");
        var files = subjects["file"].Distinct().ToList();
        foreach (var sha256 in files.Except(await db.StoredFiles.Where(file => files.Contains(file.Sha256)).Select(file => file.Sha256).ToListAsync(stop)))
            check.Wrong($"file {sha256}: the journal tells that it was stored, and its row is not there.");
    }
}
