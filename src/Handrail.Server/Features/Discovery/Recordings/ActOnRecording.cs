using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <summary>Every change of a recording goes through here: whoever began it, in a recording that is open, with one fact and the rows it moves.</summary>
static class ActOnRecording
{
    public static readonly Refusal.NotFound Nowhere = new("There is no such recording. Perhaps it was thrown away, or you may not see it.");

    /// <param name="act">What is changed in the session, and the fact that tells of it, given the hash of the session as it is kept.</param>
    public static async Task<Outcome<Recording>> Handle(Guid id, Workbench bench, Func<Change, RecordedSession, Task<Outcome<(RecordedSession Session, Func<string, Fact> Fact)>>> act)
    {
        await using var change = await bench.Begin();
        if (!(await Mine(id, bench)).Granted(out var recording, out var refusal)) return refusal;
        if (recording.State != RecordingState.Open) return Still(recording);
        if (!(await act(change, recording.Read())).Granted(out var done, out refusal)) return refusal;
        // The last one cannot be moved down, and what is paused cannot be paused again.
        if (done.Session.Write() == recording.Session) return recording;
        await Keep(change, recording, done.Session, done.Fact, bench);
        await change.Commit(bench.Stop);
        return recording;
    }

    public static Refusal.Conflict Still(Recording recording) => new($"The recording “{recording.Title}” is finished, so nothing is changed in it any more.");

    public static async Task<Outcome<Recording>> Mine(Guid id, Workbench bench) =>
        await Find(id, bench) is not { } recording ? Nowhere
        : recording.ById != bench.By.Id ? new Refusal.Forbidden("Only whoever began a recording writes in it.")
        : recording;

    /// <summary>One that may be read, and was not thrown away.</summary>
    public static async Task<Recording?> Find(Guid id, Workbench bench)
    {
        var recording = new Id<Recording>(id);
        return await bench.Db.Recordings.SingleOrDefaultAsync(row => row.Id == recording && row.State != RecordingState.Discarded, bench.Stop);
    }

    public static async Task Keep(Change change, Recording recording, RecordedSession session, Func<string, Fact> fact, Workbench bench)
    {
        recording.Session = session.Write();
        var shown = session.Entries.Select(entry => entry.Noted.Picture?.Sha256).OfType<string>().ToHashSet();
        var files = await bench.Db.RecordingFiles.Where(file => file.RecordingId == recording.Id).ToListAsync(bench.Stop);
        bench.Db.RecordingFiles.RemoveRange(files.Where(file => !shown.Contains(file.Sha256)));
        bench.Db.RecordingFiles.AddRange(shown.Except(files.Select(file => file.Sha256)).Select(sha256 => new RecordingFile { OrganizationId = recording.OrganizationId, RecordingId = recording.Id, Sha256 = sha256 }));
        await change.Append(recording.Subject, fact(recording.Sha256), bench.Stop);
    }
}
