using Handrail.Core;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.Discovery.Recordings;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Journal;

/// <summary>
/// An entry is seen by whoever may see what it is about. Its hash is in the tree all the same, so that the tree is one for everybody: a proof shows hashes of
/// entries, and an entry cannot be found from its hash, because it was salted.
/// </summary>
static class JournalReaders
{
    /// <summary>The newest entries that may be read.</summary>
    /// <param name="rows">Of which; in any order.</param>
    public static async Task<List<JournalRow>> Newest(IQueryable<JournalRow> rows, int most, HandrailDb db, CancellationToken stop)
    {
        var readable = new List<JournalRow>();
        for (var before = long.MaxValue; readable.Count < most;)
        {
            var end = before;
            var next = await rows.Where(row => row.Index < end).OrderByDescending(row => row.Index).Take(most).ToListAsync(stop);
            readable.AddRange(await Readable(next, db, stop));
            if (next.Count < most) break;
            before = next[^1].Index;
        }
        return [.. readable.Take(most)];
    }

    /// <summary>Those of a page: four questions, whatever its length.</summary>
    static async Task<IEnumerable<JournalRow>> Readable(List<JournalRow> rows, HandrailDb db, CancellationToken stop)
    {
        if (db.Reading.Clearance == Secrecy.Secret) return rows;
        var about = rows.Select(row => row.Subject).Distinct().Select(subject => subject.Split('/', 2)).ToLookup(parts => parts[0], parts => parts[^1]);
        var (sops, runs, files) = (Numbers<SopNumber>(about["procedure"], Labels.TryReadSop).ConvertAll(number => number.Number), Numbers<int>(about["run"], Labels.TryReadRun), about["file"].ToList());
        List<Id<Recording>> recordings = [.. about["recording"].SelectMany(name => Id<Recording>.TryParse(name, out var id) ? [id] : Array.Empty<Id<Recording>>())];
        var known = new Dictionary<string, HashSet<string>>
        {
            ["procedure"] = [.. sops.Count == 0 ? [] : (await db.Sops.Where(sop => sops.Contains(sop.Number)).Select(sop => new { sop.Prefix, sop.Number, sop.Suffix }).ToListAsync(stop)).Select(sop => Labels.Sop(sop.Prefix, sop.Number, sop.Suffix))],
            ["run"] = [.. runs.Count == 0 ? [] : (await db.Runs.Where(run => runs.Contains(run.Number)).Select(run => run.Number).ToListAsync(stop)).Select(Labels.Run)],
            ["recording"] = [.. recordings.Count == 0 ? [] : (await db.Recordings.Where(recording => recordings.Contains(recording.Id)).Select(recording => recording.Id).ToListAsync(stop)).Select(id => id.ToString())],
            ["file"] = [.. files.Count == 0 ? [] : await db.StoredFiles.Where(file => files.Contains(file.Sha256)).Select(file => file.Sha256).ToListAsync(stop)],
        };
        return rows.Where(row => row.Subject.Split('/', 2) is not [var kind, var name] || !known.TryGetValue(kind, out var names) || names.Contains(name));
    }

    delegate bool TryRead<T>(string? label, out T number);

    static List<T> Numbers<T>(IEnumerable<string> labels, TryRead<T> read) => [.. labels.SelectMany(label => read(label, out var number) ? [number] : Array.Empty<T>())];
}
