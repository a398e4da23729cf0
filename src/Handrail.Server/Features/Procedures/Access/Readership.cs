using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Reviewing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
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

    Readership(IReadOnlyList<(Person Person, Reader Reader)> people) => _people = people;

    public required IReadOnlyList<ApprovalRuleRow> Rules { private get; init; }
    public required IReadOnlyList<FormerPerson> Former { private get; init; }
    public required IReadOnlyDictionary<Id<Revision>, VersionOf> Versions { private get; init; }
    public required ILookup<Id<Revision>, NamedReader> Named { private get; init; }
    public required ILookup<Id<Revision>, string> Writers { private get; init; }

    /// <summary>What is in force says who runs it; a draft beside it may ask for other signatures, and both say who writes.</summary>
    public required IReadOnlyDictionary<Id<Revision>, Header> Headers { private get; init; }

    /// <summary>What counts of a version here; its text does not.</summary>
    public sealed record VersionOf(Id<Revision> Id, int Number, RevisionState State, Secrecy Secrecy, string Sha256, Id<Member> AuthorId, bool WasInForce);

    /// <summary>The ids of everybody who reads a text.</summary>
    public static async Task<IReadOnlySet<string>> WhoReads(HandrailDb db, Revision revision, Instant now, CancellationToken stop)
    {
        var named = (await db.RevisionReaders.AsNoTracking().Where(row => row.RevisionId == revision.Id).ToListAsync(stop)).ConvertAll(row => row.Named);
        return (await People(db, now, stop)).Where(one => AccessRule.WhyReads(revision.Secrecy, named, one.Reader).Count > 0).Select(one => one.Person.Id).ToHashSet();
    }

    static async Task<List<(Person Person, Reader Reader)>> People(HandrailDb db, Instant now, CancellationToken stop) => [.. (await PeopleHere.All(db, now, stop)).Select(person => (person, person.AsReader))];

    /// <summary>For these procedures; as many questions, however many they are.</summary>
    public static async Task<Readership> Load(HandrailDb db, ProcedureTexts texts, IReadOnlyCollection<Sop> sops, Instant now, CancellationToken stop)
    {
        var ids = sops.SelectMany(sop => new[] { sop.LatestId, sop.GoverningId }).Distinct().ToList();
        var files = sops.SelectMany(sop => new[] { KeyValuePair.Create(sop.LatestId, sop.FileName), KeyValuePair.Create(sop.GoverningId, sop.FileName) }).Distinct().ToDictionary();
        // Whoever looks may not read every draft; what the matrix says of others has to hold all the same.
        var versions = db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).AsNoTracking();
        var known = await versions.Where(row => ids.Contains(row.Id)).Select(row => new VersionOf(row.Id, row.Number, row.State, row.Secrecy, row.Sha256, row.AuthorId, row.PublishedAt != null)).ToDictionaryAsync(row => row.Id, stop);
        return new(await People(db, now, stop))
        {
            Rules = await db.ApprovalRules.AsNoTracking().ToListAsync(stop),
            Former = await PeopleHere.Former(db, now, stop),
            Versions = known,
            Headers = await texts.Headers(db, [.. known.Values.Select(row => (row.Id, row.Sha256, files[row.Id]))], stop),
            Named = (await db.RevisionReaders.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => row.RevisionId, row => row.Named),
            Writers = (await db.RevisionContributors.AsNoTracking().Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop)).ToLookup(row => row.RevisionId, row => row.MemberId.ToString()),
        };
    }

    /// <summary>Everybody, whoever can read it first.</summary>
    public IReadOnlyList<MemberRights> Of(Sop sop) => [.. _people.Select(one => Of(sop, one.Person, one.Reader)).OrderBy(member => !member.Rights.Read.May)];

    /// <summary>For whom it was written, of those who read it; nobody where it names nobody.</summary>
    public IReadOnlyList<Recipient> WrittenFor(Sop sop, IReadOnlyList<(string Name, NamedReader Reader)> named) =>
    [
        .. from one in _people
           let names = named.Where(meant => AccessRule.WhyWrittenFor([meant.Reader], one.Reader).Count > 0).ToList()
           where names.Count > 0 && AccessRule.WhyReads(sop.Secrecy, Named[sop.GoverningId], one.Reader).Count > 0
           select new Recipient(one.Person, AccessRule.WhyWrittenFor(names.Select(meant => meant.Reader), one.Reader), [.. names.Select(meant => meant.Name)]),
    ];

    MemberRights Of(Sop sop, Person person, Reader reader)
    {
        var (reads, latest) = (AccessRule.WhyReads(sop.Secrecy, Named[sop.GoverningId], reader), Versions[sop.LatestId]);
        var readsNext = !latest.State.IsUnderway() || AccessRule.WhyReads(latest.Secrecy, Named[latest.Id], reader).Count > 0;
        return new(person, Rights.Of(reads, readsNext, person, new(Next(sop, latest), InForce(sop), Circle.OfRunners(Headers[sop.GoverningId]))));
    }

    RevisionStanding Next(Sop sop, VersionOf latest) => new()
    {
        Name = $"{sop.Label} v{(latest.State.IsUnderway() ? latest.Number : latest.Number + 1)}",
        State = latest.State.IsUnderway() ? latest.State : RevisionState.Draft,
        // Who moved it last is asked by nobody here.
        Through = RevisionAct.Edit,
        ThroughBy = "",
        ThroughAt = default,
        Contributors = latest.State.IsUnderway() ? Writers[latest.Id].ToHashSet() : [],
        Rule = ApprovalRules.Of(Rules, sop, sop.LatestId == sop.GoverningId ? new Header { Family = sop.Family, Classification = sop.Classification } : Headers[sop.LatestId]),
        Writers = [.. new[] { sop.GoverningId, sop.LatestId }.Distinct().Select(id => Writing.Of(Headers[id], Versions[id].WasInForce, Versions[id].AuthorId))],
        People = [.. _people.Select(one => one.Person)],
    };

    ReviewedProcedure? InForce(Sop sop) => sop is not { PublishedId: { } id, Retired: false } ? null
        : new($"{sop.Label} v{Versions[id].Number}", sop.Owner, Writers[id].ToList() is [var only] ? only : null, [.. _people.Select(one => one.Person)], Former);
}
