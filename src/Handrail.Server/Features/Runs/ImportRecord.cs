using Handrail.Core;
using Handrail.Core.Exchange;
using Handrail.Core.Api;
using Handrail.Core.Journal;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <summary>
/// Takes in a run that was followed without the server. The journal says what was brought in, when and by whom; each fact keeps the time and the name
/// that the record gives it, and is marked as recorded elsewhere, because nobody here saw it happen.
/// </summary>
static class ImportRecord
{
    const int LargestRecord = 20 * 1024 * 1024;

    /// <param name="evidence">The files the record names; what it does not name is not kept.</param>
    public static async Task<Outcome<ImportedRun>> Handle(Stream body, IReadOnlyList<SentFile> evidence, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        using var buffer = new MemoryStream();
        await using (var bounded = new BoundedStream(body, LargestRecord + 1)) await bounded.CopyToAsync(buffer, stop);
        if (buffer.Length > LargestRecord) return new Refusal.Invalid("record", "A record can have at most 20 MB.");
        if (!RecordFile.Read(buffer.ToArray()).Granted(out var record, out var unreadable)) return unreadable;

        await using var change = await Change.Begin(db, by, clock, stop);
        var found = await (from revision in db.Revisions join sop in db.Sops on revision.SopId equals sop.Id where revision.Sha256 == record.Header.Sha256 && revision.PublishedAt != null select new { revision, sop }).FirstOrDefaultAsync(stop);
        if (found is null) return new Refusal.Conflict($"No published revision has the text this record was made with ({record.Header.Procedure}). Import and publish that text first.");
        var origin = "record/" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(buffer.GetBuffer().AsSpan(0, record.WholeBytes)))[..32];
        if (await db.JournalRows.AnyAsync(row => row.Subject == origin, stop)) return new Refusal.Conflict("This record was brought in already.");
        // Or a run that may not be begun here would be begun elsewhere; whoever may run it brings in what somebody else had to do.
        var governing = await db.Revisions.SingleAsync(row => row.Id == found.sop.GoverningId, stop);
        var runners = Circle.OfRunners(texts.Read(governing.Sha256, governing.Text, found.sop.FileName).Header);
        if (!await runners.Includes(by, db, change.At, stop)) return new Refusal.Forbidden($"{found.sop.Label} is run by {runners.InWords}; that is not you. Ask one of them to bring in the record; it keeps the names that it gives.");

        var procedure = texts.Read(found.revision.Sha256, found.revision.Text, found.sop.FileName);
        var state = RunState.Fold(procedure, record.Entries);
        if (state.StartedAt is not { } started) return new Refusal.Invalid("", "The record does not begin with the start of a run.");
        var run = new Run
        {
            Id = Id<Run>.New(change.At),
            OrganizationId = by.OrganizationId,
            Number = (await db.Runs.IgnoreQueryFilters([ReaderFilter.Name]).MaxAsync(row => (int?)row.Number, stop) ?? 1000) + 1,
            SopId = found.sop.Id,
            RevisionId = found.revision.Id,
            Kind = state.Kind,
            Title = "",
            Status = state.Status,
            StartedById = by.Id,
            StartedAt = started,
        };
        db.Runs.Add(run);
        if (found.sop.LastRunAt is null || found.sop.LastRunAt < started) found.sop.LastRunAt = started;
        foreach (var entry in record.Entries)
        {
            var appended = await change.Append(run.Subject, new RecordedElsewhere(entry.At, entry.By, FactJson.KindOf(entry.Fact), System.Text.Encoding.UTF8.GetString(FactJson.Write(entry.Fact))), stop);
            if (appended.Refusal is { } tooLong) return tooLong;
            await RunFile.Note(db, run, state, entry.Fact, stop);
        }
        var named = record.Entries.Select(entry => entry.Fact).OfType<EvidenceAttached>().Select(fact => fact.File.Sha256).ToHashSet();
        foreach (var file in evidence.Where(file => named.Contains(file.Content.Sha256))) await StoredFiles.Keep(db, change, by, file.Content, file.Name, stop);
        var noted = await change.Append(origin, new RunRecordTaken(run.Label, record.Entries.Count), stop);
        if (noted.Refusal is { } refusal) return refusal;
        WithinRun.Project(run, state);
        await change.Commit(stop);
        return new ImportedRun(run.Label, run.Title);
    }
}
