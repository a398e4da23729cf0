using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Settings.Approval;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>Writes down who reads a procedure, in the change that writes its text, brings it into force, asks somebody to review it, or says anew who approves.</summary>
static class NameReaders
{
    /// <summary>Call it when the procedure says already which of its revisions is in force and which is worked on.</summary>
    public static Task Within(HandrailDb db, ProcedureTexts texts, Sop sop, CancellationToken stop) => Within(db, texts, [sop], stop);

    /// <summary>The same for many; as many questions as for one, as long as everybody may read them.</summary>
    public static async Task Within(HandrailDb db, ProcedureTexts texts, IReadOnlyCollection<Sop> sops, CancellationToken stop)
    {
        var revisions = await Revisions(db, [.. sops.SelectMany(sop => new[] { sop.GoverningId, sop.LatestId }).Distinct()], stop);
        var rows = await Rows(db, [.. revisions.Values.Where(revision => revision.Secrecy != Secrecy.Open).Select(revision => revision.Id)], stop);
        foreach (var sop in sops)
        {
            var (governing, latest) = (revisions[sop.GoverningId], revisions[sop.LatestId]);
            var working = await Of(db, texts, sop, latest, stop);
            sop.Secrecy = Write(db, governing, latest == governing ? working : [.. await Of(db, texts, sop, governing, stop), .. working.Where(reader => reader.Works)], rows, HeaderOf(db, texts, sop, governing));
            if (latest != governing) Write(db, latest, working, rows, HeaderOf(db, texts, sop, latest));
        }
    }

    /// <summary>After the approval rules changed: whoever is to sign must be able to read.</summary>
    public static async Task Anew(HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        // The new rule is read back below.
        await db.SaveChangesAsync(stop);
        await Within(db, texts, await db.Sops.Where(sop => db.Revisions.Any(revision => (revision.Id == sop.LatestId || revision.Id == sop.PublishedId) && revision.Secrecy != Secrecy.Open)).ToListAsync(stop), stop);
    }

    /// <summary>Also those that this change is only about to add.</summary>
    static async Task<Dictionary<Id<Revision>, Revision>> Revisions(HandrailDb db, IReadOnlyCollection<Id<Revision>> ids, CancellationToken stop)
    {
        var known = db.Revisions.Local.Where(row => ids.Contains(row.Id)).ToDictionary(row => row.Id);
        var missing = ids.Where(id => !known.ContainsKey(id)).ToList();
        if (missing.Count == 0) return known;
        foreach (var row in await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).Where(row => missing.Contains(row.Id)).ToListAsync(stop)) known[row.Id] = row;
        return known;
    }

    /// <summary>Of texts that are not open; an open one has none.</summary>
    static async Task<ILookup<Id<Revision>, RevisionReader>> Rows(HandrailDb db, IReadOnlyCollection<Id<Revision>> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return Array.Empty<RevisionReader>().ToLookup(row => row.RevisionId);
        var rows = await db.RevisionReaders.Where(row => ids.Contains(row.RevisionId)).ToListAsync(stop);
        return rows.Union(db.RevisionReaders.Local.Where(row => ids.Contains(row.RevisionId))).ToLookup(row => row.RevisionId);
    }

    static Header HeaderOf(HandrailDb db, ProcedureTexts texts, Sop sop, Revision revision) => db.Change?.HeaderOf(revision.Sha256) ?? texts.Read(revision.Sha256, revision.Text, sop.FileName).Header;

    static Secrecy Write(HandrailDb db, Revision revision, HashSet<NamedReader> wanted, ILookup<Id<Revision>, RevisionReader> readers, Header header)
    {
        revision.Secrecy = Classification.Of(header.Classification);
        if (revision.Secrecy == Secrecy.Open) wanted = [];
        var rows = readers[revision.Id].ToList();
        db.RevisionReaders.RemoveRange(rows.Where(row => !wanted.Contains(row.Named)));
        foreach (var named in wanted.Except(rows.Select(row => row.Named)))
            db.RevisionReaders.Add(new RevisionReader { OrganizationId = revision.OrganizationId, RevisionId = revision.Id, Ground = named.Ground, Key = named.Key });
        return revision.Secrecy;
    }

    static async Task<HashSet<NamedReader>> Of(HandrailDb db, ProcedureTexts texts, Sop sop, Revision revision, CancellationToken stop)
    {
        var header = HeaderOf(db, texts, sop, revision);
        if (Classification.Of(header.Classification) == Secrecy.Open && sop.Secrecy == Secrecy.Open) return [];
        var approvers = (await ApprovalRules.For(db, sop, header, stop)).Steps.Select(step => step.Role).OfType<string>();
        var writers = await db.RevisionContributors.Where(row => row.RevisionId == revision.Id).Select(row => row.MemberId).ToListAsync(stop);
        var reviewers = await db.RevisionReviewers.Where(row => row.RevisionId == revision.Id).Select(row => row.MemberId).ToListAsync(stop);
        return
        [
            // Who a name means is settled here and not when somebody reads, or a newcomer of the same name would be let in.
            .. (await Audience(db, header.Audience, stop)).Select(meant => meant.Reader),
            .. Keys(ReaderGround.Owner, header.Owner is { } owner ? [owner] : []),
            .. Keys(ReaderGround.Approver, approvers),
            // Whoever began the draft may not have written in it yet.
            .. writers.Concat(db.RevisionContributors.Local.Where(row => row.RevisionId == revision.Id).Select(row => row.MemberId)).Append(revision.AuthorId).Select(id => new NamedReader(ReaderGround.Writer, id.ToString())),
            .. reviewers.Concat(db.RevisionReviewers.Local.Where(row => row.RevisionId == revision.Id).Select(row => row.MemberId)).Select(id => new NamedReader(ReaderGround.Reviewer, id.ToString())),
        ];
    }

    /// <summary>Whom an audience means: members by their name or e-mail address; every other name is that of a group or a role.</summary>
    public static async Task<IReadOnlyList<(string Name, NamedReader Reader)>> Audience(HandrailDb db, IEnumerable<string> audience, CancellationToken stop)
    {
        var names = audience.Select(name => name.Trim()).ToList();
        var members = await db.Members.AsNoTracking().Where(member => member.LeftAt == null && (names.Contains(member.Name) || names.Contains(member.Email))).Select(member => new { member.Id, member.Name, member.Email }).ToListAsync(stop);
        return [.. names.SelectMany(name => members.Where(member => member.Name == name || member.Email == name).Select(member => new NamedReader(ReaderGround.Audience, member.Id.ToString())).ToList() is { Count: > 0 } people
            ? people : Keys(ReaderGround.Audience, [name]), (name, reader) => (name, reader))];
    }

    static IEnumerable<NamedReader> Keys(ReaderGround ground, IEnumerable<string> names) =>
        names.Select(Placeholders.Key).Where(key => key.Length is > 0 and <= Role.LongestName).Select(key => new NamedReader(ground, key));
}
