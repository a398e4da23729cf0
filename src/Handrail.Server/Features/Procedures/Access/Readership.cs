using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Settings.Approval;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>One procedure and what a member can do with it.</summary>
public sealed record MemberRights(Person Person, Rights Rights);

/// <summary>Somebody who has to have a text.</summary>
/// <param name="Why">In plain words.</param>
/// <param name="Names">Which names in it mean them.</param>
public sealed record Recipient(Person Person, IReadOnlyList<string> Why, IReadOnlyList<string> Names);

/// <summary>The people of the organization and what procedures say of them, to answer who can do what.</summary>
sealed class Readership
{
    readonly IReadOnlyList<(Person Person, Reader Reader)> _people;
    readonly IReadOnlyList<ApprovalRuleRow> _rules;
    readonly ILookup<Id<Revision>, NamedReader> _named;
    readonly ILookup<Id<Revision>, string> _writers;

    Readership(IReadOnlyList<(Person, Reader)> people, IReadOnlyList<ApprovalRuleRow> rules, ILookup<Id<Revision>, NamedReader> named, ILookup<Id<Revision>, string> writers) =>
        (_people, _rules, _named, _writers) = (people, rules, named, writers);

    /// <summary>The ids of everybody who reads a text.</summary>
    public static async Task<IReadOnlySet<string>> WhoReads(HandrailDb db, Revision revision, Instant now, CancellationToken stop)
    {
        var named = (await db.RevisionReaders.AsNoTracking().Where(row => row.RevisionId == revision.Id).ToListAsync(stop)).ConvertAll(row => row.Named);
        return (await People(db, now, stop)).Where(one => AccessRule.WhyReads(revision.Secrecy, named, one.Reader).Count > 0).Select(one => one.Person.Id).ToHashSet();
    }

    static async Task<List<(Person Person, Reader Reader)>> People(HandrailDb db, Instant now, CancellationToken stop)
    {
        var names = await Names(db, now, stop);
        return [.. (await PeopleHere.All(db, now, stop)).Select(person => (person, new Reader(person.Id, person.MayWrite, person.IsAdministrator, names[person.Id].DistinctBy(name => name.Key).ToDictionary())))];
    }

    /// <summary>For these procedures; as many questions, however many they are.</summary>
    public static async Task<Readership> Load(HandrailDb db, IReadOnlyCollection<Sop> sops, Instant now, CancellationToken stop)
    {
        var (governing, latest) = (sops.Select(sop => sop.GoverningId).ToList(), sops.Select(sop => sop.LatestId).ToList());
        var people = await People(db, now, stop);
        var named = await db.RevisionReaders.AsNoTracking().Where(row => governing.Contains(row.RevisionId)).ToListAsync(stop);
        var writers = await db.RevisionContributors.AsNoTracking().Where(row => latest.Contains(row.RevisionId)).ToListAsync(stop);
        return new(people, await db.ApprovalRules.AsNoTracking().ToListAsync(stop), named.ToLookup(row => row.RevisionId, row => row.Named), writers.ToLookup(row => row.RevisionId, row => row.MemberId.ToString()));
    }

    /// <summary>Everybody, whoever can read it first.</summary>
    public IReadOnlyList<MemberRights> Of(Sop sop) => [.. _people.Select(one => Of(sop, one.Person, one.Reader)).OrderBy(member => !member.Rights.Read.May)];

    /// <summary>For whom it was written, of those who read it; nobody where it names nobody.</summary>
    public IReadOnlyList<Recipient> WrittenFor(Sop sop, IReadOnlyList<(string Name, NamedReader Reader)> named) =>
    [
        .. from one in _people
           let names = named.Where(meant => AccessRule.WhyWrittenFor([meant.Reader], one.Reader).Count > 0).ToList()
           where names.Count > 0 && AccessRule.WhyReads(sop.Secrecy, _named[sop.GoverningId], one.Reader).Count > 0
           select new Recipient(one.Person, AccessRule.WhyWrittenFor(names.Select(meant => meant.Reader), one.Reader), [.. names.Select(meant => meant.Name)]),
    ];

    MemberRights Of(Sop sop, Person person, Reader reader) => new(person, Rights.Of(
        AccessRule.WhyReads(sop.Secrecy, _named[sop.GoverningId], reader), person,
        ApprovalRules.Of(_rules, sop, new Core.Procedures.Header { Family = sop.Family, Classification = sop.Classification }), _writers[sop.LatestId].Contains(person.Id), sop is { PublishedId: not null, Retired: false }));

    /// <summary>By member, the keys of their groups and roles, in words.</summary>
    static async Task<ILookup<string, KeyValuePair<string, string>>> Names(HandrailDb db, Instant now, CancellationToken stop)
    {
        var groups = await (from row in db.GroupMembers join of in db.Groups on row.GroupKey equals of.Key select new { row.MemberId, of.Key, of.Name }).AsNoTracking().ToListAsync(stop);
        var roles = await (from row in db.RoleHolders join of in db.Roles on row.RoleKey equals of.Key select new { row.MemberId, of.Key, of.Name }).AsNoTracking().ToListAsync(stop);
        var absent = await (from row in db.Deputies join of in db.Members on row.MemberId equals of.Id where row.Until == null || row.Until > now select new { row.MemberId, row.DeputyId, of.Name }).AsNoTracking().ToListAsync(stop);
        return groups.Select(row => (row.MemberId, row.Key, Words: $"group {row.Name}"))
            .Concat(roles.Select(row => (row.MemberId, row.Key, Words: $"role {row.Name}")))
            .Concat(from deputy in absent join role in roles on deputy.MemberId equals role.MemberId select (deputy.DeputyId, role.Key, Words: $"role {role.Name}, for {deputy.Name}"))
            .ToLookup(row => row.Item1.ToString(), row => KeyValuePair.Create(row.Key, row.Words));
    }
}
