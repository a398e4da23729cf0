using System.Collections.Concurrent;
using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>What one text names that stands outside it.</summary>
/// <param name="Roles">Each as often as it is named.</param>
/// <param name="Placeholders">Keys of those the procedure does not record itself.</param>
/// <param name="Systems">What its steps name as their system, as written.</param>
public sealed record Mentioned(IReadOnlyList<string> Roles, IReadOnlySet<string> Placeholders, IReadOnlyList<string> Systems)
{
    public static Mentioned In(Procedure procedure) => new(
        [.. RoleNames.In(procedure).Select(use => use.Name)],
        Core.Procedures.Placeholders.Unresolved(procedure, []).Select(placeholder => placeholder.Key).ToHashSet(),
        [.. procedure.AllSteps.Select(step => step.System).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)]);
}

/// <summary>A procedure and what its text names: the one in force, and the draft beside it.</summary>
public sealed record MentioningSop(Id<Sop> Id, string Label, string Title, Mentioned Names);

/// <summary>Who and what the procedures of an organization name. Each text is read for it once, by the hash of its content.</summary>
public sealed class Mentions
{
    /// <summary>About a kilobyte each. When there are more, all are read anew, which costs a second or two.</summary>
    const int MostKept = 20_000;

    readonly ConcurrentDictionary<string, Mentioned> _read = new();

    public async Task<IReadOnlyList<MentioningSop>> Current(HandrailDb db, CancellationToken stop)
    {
        var sops = db.Sops.AsNoTracking().Where(sop => !sop.Retired);
        var latest = from sop in sops join revision in db.Revisions on sop.LatestId equals revision.Id select new Naming(sop.Id, sop.Number, sop.Suffix, sop.Title, sop.FileName, revision.Id, revision.Sha256);
        var beside = from sop in sops where sop.PublishedId != sop.LatestId join revision in db.Revisions on sop.PublishedId equals revision.Id select new Naming(sop.Id, sop.Number, sop.Suffix, sop.Title, sop.FileName, revision.Id, revision.Sha256);
        return await Read(db, [.. await latest.ToListAsync(stop), .. await beside.ToListAsync(stop)], stop);
    }

    /// <summary>Only what is in force.</summary>
    public async Task<IReadOnlyList<MentioningSop>> InForce(HandrailDb db, CancellationToken stop) =>
        await Read(db, await (from sop in db.Sops.AsNoTracking() where !sop.Retired join revision in db.Revisions on sop.PublishedId equals revision.Id select new Naming(sop.Id, sop.Number, sop.Suffix, sop.Title, sop.FileName, revision.Id, revision.Sha256)).ToListAsync(stop), stop);

    sealed record Naming(Id<Sop> Sop, int Number, string Suffix, string Title, string FileName, Id<Revision> Revision, string Sha256);

    async Task<IReadOnlyList<MentioningSop>> Read(HandrailDb db, IReadOnlyList<Naming> rows, CancellationToken stop)
    {
        var named = new Dictionary<string, Mentioned>();
        foreach (var row in rows) if (_read.TryGetValue(row.Sha256, out var known)) named[row.Sha256] = known;
        foreach (var part in rows.Where(row => !named.ContainsKey(row.Sha256)).DistinctBy(row => row.Sha256).Chunk(200))
        {
            var ids = part.Select(row => row.Revision).ToList();
            var sources = await db.Revisions.AsNoTracking().Where(revision => ids.Contains(revision.Id)).Select(revision => new { revision.Id, revision.Text }).ToDictionaryAsync(revision => revision.Id, revision => revision.Text, stop);
            foreach (var (row, names) in part.AsParallel().Select(row => (row, Mentioned.In(ProcedureReader.Read(sources[row.Revision], row.FileName))))) named[row.Sha256] = names;
        }
        if (_read.Count > MostKept) _read.Clear();
        foreach (var (sha256, names) in named) _read[sha256] = names;
        return [.. rows.OrderBy(row => row.Number).ThenBy(row => row.Suffix, StringComparer.Ordinal).Select(row => new MentioningSop(row.Sop, Labels.Sop(row.Number, row.Suffix), row.Title, named[row.Sha256]))];
    }
}
