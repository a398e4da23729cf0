using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Access;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>Somebody a procedure was written for, and whether they have said that they follow it.</summary>
/// <param name="Last">The latest version they acknowledged; null for none.</param>
/// <param name="Since">When they were asked, as long as their acknowledgement is missing; null where it is not, and for whoever is asked nothing.</param>
public sealed record Recipiency(Recipient Recipient, int? Last, Instant? LastAt, Instant? Since);

/// <summary>Whom a procedure was written for, whoever is missing first, and who of them has acknowledged what is in force.</summary>
/// <param name="Names">As its text names them.</param>
/// <param name="Besides">How many acknowledged some version and are not on the list today.</param>
public sealed record DistributionList(IReadOnlyList<string> Names, IReadOnlyList<Recipiency> People, int Besides)
{
    public IEnumerable<Recipiency> Asked => People.Where(one => one.Recipient.Person.MayWrite);
    public int Acknowledged => Asked.Count(one => one.Since is null);

    /// <summary>Names that lead to nobody.</summary>
    public IReadOnlyList<string> Nobody => [.. Names.Where(name => !People.Any(one => one.Recipient.Names.Contains(name)))];

    /// <param name="procedure">The text in force, else the draft; then nobody is asked yet.</param>
    public static async Task<DistributionList> Load(HandrailDb db, ProcedureTexts texts, Sop sop, Procedure procedure, Instant now, CancellationToken stop)
    {
        var names = Distribution.Names(procedure);
        var meant = await NameReaders.Audience(db, names, stop);
        if (sop.PublishedId is not null)
        {
            var asked = await db.SopRecipients.AsNoTracking().Where(row => row.SopId == sop.Id).Select(row => row.Key).ToListAsync(stop);
            meant = [.. meant.Where(one => asked.Contains(one.Reader.Key))];
        }
        var people = (await Of(db, texts, [sop], meant.ToLookup(_ => sop.Id), now, stop))[sop.Id];
        var besides = await db.Acknowledgements.Where(row => row.SopId == sop.Id).Select(row => row.MemberId).Distinct().ToListAsync(stop);
        return new(names, people, besides.Select(member => member.ToString()).Except(people.Select(one => one.Recipient.Person.Id)).Count());
    }

    /// <summary>The people of many procedures, as many questions as for one.</summary>
    /// <param name="meant">Whom each asks.</param>
    public static async Task<IReadOnlyDictionary<Id<Sop>, IReadOnlyList<Recipiency>>> Of(HandrailDb db, ProcedureTexts texts, IReadOnlyCollection<Sop> sops, ILookup<Id<Sop>, (string Name, NamedReader Reader)> meant, Instant now, CancellationToken stop)
    {
        var ids = sops.Select(sop => sop.Id).ToList();
        var readership = await Readership.Load(db, texts, sops, now, stop);
        var latest = await db.Acknowledgements.AsNoTracking().Where(row => ids.Contains(row.SopId) && !db.Acknowledgements.Any(later => later.SopId == row.SopId && later.MemberId == row.MemberId && later.Revision > row.Revision))
            .ToDictionaryAsync(row => (row.SopId, row.MemberId.ToString()), stop);
        var joined = await db.Members.AsNoTracking().Where(member => member.LeftAt == null).Select(member => new { member.Id, member.JoinedAt }).ToDictionaryAsync(member => member.Id.ToString(), member => member.JoinedAt, stop);
        var from = await (from sop in db.Sops
                          where ids.Contains(sop.Id)
                          from row in db.Revisions
                          where row.SopId == sop.Id && row.Number == sop.AcknowledgedFrom
                          select new { row.SopId, row.PublishedAt }).ToDictionaryAsync(row => row.SopId, row => row.PublishedAt, stop);
        return sops.ToDictionary(sop => sop.Id, sop => (IReadOnlyList<Recipiency>)
        [
            .. readership.WrittenFor(sop, [.. meant[sop.Id]])
                .Select(recipient => One(recipient, sop, latest.GetValueOrDefault((sop.Id, recipient.Person.Id)), from.GetValueOrDefault(sop.Id) ?? sop.PublishedAt, joined[recipient.Person.Id]))
                .OrderBy(one => one.Since is null).ThenBy(one => one.Last is null),
        ]);
    }

    static Recipiency One(Recipient recipient, Sop sop, Acknowledgement? last, Instant? asked, Instant since) =>
        new(recipient, last?.Revision, last?.At, sop.PublishedId is null || !recipient.Person.MayWrite || last?.Revision >= sop.AcknowledgedFrom ? null : asked > since ? asked : since);
}
