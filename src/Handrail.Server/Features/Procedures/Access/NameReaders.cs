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
    public static async Task Within(HandrailDb db, ProcedureTexts texts, Sop sop, CancellationToken stop)
    {
        var governing = await Revision(db, sop.GoverningId, stop);
        var latest = sop.LatestId == governing.Id ? governing : await Revision(db, sop.LatestId, stop);
        var working = await Of(db, texts, sop, latest, stop);
        sop.Secrecy = await Write(db, governing, latest == governing ? working : [.. await Of(db, texts, sop, governing, stop), .. working.Where(reader => reader.Works)], texts, sop, stop);
        if (latest != governing) await Write(db, latest, working, texts, sop, stop);
    }

    /// <summary>After the approval rules changed: whoever is to sign must be able to read.</summary>
    public static async Task Anew(HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        // The new rule is read back below.
        await db.SaveChangesAsync(stop);
        var guarded = await db.Sops.Where(sop => db.Revisions.Any(revision => (revision.Id == sop.LatestId || revision.Id == sop.PublishedId) && revision.Secrecy != Secrecy.Open)).ToListAsync(stop);
        foreach (var sop in guarded) await Within(db, texts, sop, stop);
    }

    static async Task<Revision> Revision(HandrailDb db, Id<Revision> id, CancellationToken stop) =>
        db.Revisions.Local.FirstOrDefault(row => row.Id == id) ?? await db.Revisions.IgnoreQueryFilters([ReaderFilter.Name]).SingleAsync(row => row.Id == id, stop);

    static Header HeaderOf(ProcedureTexts texts, Sop sop, Revision revision) => texts.Read(revision.Sha256, revision.Text, sop.FileName).Header;

    static async Task<Secrecy> Write(HandrailDb db, Revision revision, HashSet<NamedReader> wanted, ProcedureTexts texts, Sop sop, CancellationToken stop)
    {
        revision.Secrecy = Classification.Of(HeaderOf(texts, sop, revision).Classification);
        if (revision.Secrecy == Secrecy.Open) wanted = [];
        var rows = await db.RevisionReaders.Where(row => row.RevisionId == revision.Id).ToListAsync(stop);
        rows.AddRange(db.RevisionReaders.Local.Where(row => row.RevisionId == revision.Id).Except(rows));
        db.RevisionReaders.RemoveRange(rows.Where(row => !wanted.Contains(row.Named)));
        foreach (var named in wanted.Except(rows.Select(row => row.Named)))
            db.RevisionReaders.Add(new RevisionReader { OrganizationId = revision.OrganizationId, RevisionId = revision.Id, Ground = named.Ground, Key = named.Key });
        return revision.Secrecy;
    }

    static async Task<HashSet<NamedReader>> Of(HandrailDb db, ProcedureTexts texts, Sop sop, Revision revision, CancellationToken stop)
    {
        var header = HeaderOf(texts, sop, revision);
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
            .. writers.Concat(db.RevisionContributors.Local.Where(row => row.RevisionId == revision.Id).Select(row => row.MemberId)).Select(id => new NamedReader(ReaderGround.Writer, id.ToString())),
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
