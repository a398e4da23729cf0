using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <summary>What a recording comes to: it is finished and becomes a draft, in one act; or it is kept as it is and may become one later; or it is thrown away.</summary>
static class EndRecording
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/recordings/{recording:guid}/end", async (Guid recording, HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var then = form["then"].ToString();
        var ended = then == "discard" ? await Discard(recording, bench) : await Finish(recording, form, then == "draft", bench);
        if (ended.Granted(out var to, out var refusal)) return Answers.SeeOther(to);
        return await ShowRecording.Show(recording, model => model with { Refusal = refusal, Purpose = form["purpose"].ToString() }, bench);
    }).Needs(Permission.Member);

    static async Task<Outcome<string>> Discard(Guid id, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await ActOnRecording.Mine(id, bench)).Granted(out var recording, out var refusal)) return refusal;
        if (recording.State != RecordingState.Open) return ActOnRecording.Still(recording);
        (recording.State, recording.EndedAt, recording.Title) = (RecordingState.Discarded, change.At, "");
        await ActOnRecording.Keep(change, recording, new RecordedSession(), _ => new RecordingDiscarded(), bench);
        await change.Commit(bench.Stop);
        return Links.Recordings;
    }

    /// <returns>Where to go on.</returns>
    static async Task<Outcome<string>> Finish(Guid id, IFormCollection form, bool isToBeDrafted, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await ActOnRecording.Mine(id, bench)).Granted(out var recording, out var refusal)) return refusal;
        if (recording.State == RecordingState.Open && await Finished(change, recording, form, bench) is { } no) return no;
        var to = recording.Template.Length > 0 ? Links.Practice(recording.Template) : Links.Recording(recording.Id);
        if (isToBeDrafted)
        {
            if (!(await Drafted(change, recording, bench)).Granted(out var draft, out refusal)) return refusal;
            to = draft;
        }
        if (change.HasFacts) await change.Commit(bench.Stop);
        return to;
    }

    static async Task<Refusal?> Finished(Change change, Recording recording, IFormCollection form, Workbench bench)
    {
        var session = recording.Read();
        var purpose = form["purpose"].ToString().Trim().ReplaceLineEndings("\n");
        if (session.Entries.Count == 0) return new Refusal.Invalid("words", "Nothing is noted yet. Note at least one thing you did, or throw the recording away.");
        if (purpose.Length > Noted.MostWords) return new Refusal.Invalid("purpose", $"At most {Noted.MostWords:N0} characters.");
        if (TypedText.Refuses("purpose", purpose) is { } unreadable) return unreadable;
        foreach (var entry in session.Entries.Where(entry => entry.Noted.Picture is { Alternative: "" }))
        {
            var field = FieldOf(entry);
            if (form[field].ToString().Trim() is not { Length: > 0 and <= PictureField.LongestAlternative } alternative) return new Refusal.Invalid(field, $"Say in a few words what the picture of entry {PlaceOf(session, entry)} shows, for whoever does not see it.");
            if (TypedText.Refuses(field, alternative) is { } notReadable) return notReadable;
            session = session.Describe(entry.Number, alternative);
        }
        session = session.Pause(change.At) with { RestIsNotDone = recording.Template.Length > 0 && form["rest"] == "not-done" };
        (recording.State, recording.EndedAt, recording.Purpose) = (RecordingState.Finished, change.At, purpose);
        await ActOnRecording.Keep(change, recording, session, hash => new RecordingFinished(recording.Title, recording.Template.Length > 0 ? recording.Template : null, session.Entries.Count, session.Took(), hash), bench);
        return null;
    }

    public static string FieldOf(SessionEntry entry) => $"alternative-{entry.Number}";

    public static int PlaceOf(RecordedSession session, SessionEntry entry) => 1 + session.Entries.TakeWhile(other => other.Number != entry.Number).Count();

    /// <returns>Where the draft is written. One that is there already, because the answer to the first act was lost, is not made again.</returns>
    static async Task<Outcome<string>> Drafted(Change change, Recording recording, Workbench bench)
    {
        if (recording.SopId is { } made)
            return await bench.Db.Sops.SingleOrDefaultAsync(sop => sop.Id == made, bench.Stop) is { } there ? Links.Sop(there.Label) : ActOnRecording.Nowhere;
        var draft = SessionDraft.Of(new(recording.Title, bench.Library.Find(recording.Template)?.Family ?? "", recording.Purpose, recording.Role, bench.By.Name, recording.EndedAt ?? change.At), recording.Read());
        var hashes = draft.Pictures.Select(picture => picture.Value.Sha256).ToList();
        var files = await bench.Db.StoredFiles.AsNoTracking().Where(file => hashes.Contains(file.Sha256)).ToDictionaryAsync(file => file.Sha256, bench.Stop);
        var images = draft.Pictures.Select(picture => KeyValuePair.Create(picture.Key, Content(files[picture.Value.Sha256]))).ToList();
        var added = await AddProcedure.Within(change, bench.Db, bench.Texts, bench.By, new(await NewProcedureDoors.FreeName(recording.Title, bench), draft.Text, "recorded session", images), bench.Stop);
        if (!added.Granted(out var sop, out var refusal)) return refusal;
        recording.SopId = sop.Id;
        await change.Append(recording.Subject, new RecordingDrafted(recording.Title, sop.Label), bench.Stop);
        return Links.DraftSteps(sop.Label);

        static FileContent Content(StoredFile file) => new(file.Sha256, file.Length, file.MediaType);
    }
}
