using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Editor;
using Handrail.Server.Features.Runs;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <summary>One more entry, or one that is corrected, moved or taken back.</summary>
static class NoteEntry
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/recordings/{recording:guid}/entries", (Guid recording, HttpRequest request, FileStore files, [AsParameters] Workbench bench) => Note(recording, null, request, files, bench))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);

        app.MapPost("/recordings/{recording:guid}/entries/{entry:int}", (Guid recording, int entry, HttpRequest request, FileStore files, [AsParameters] Workbench bench) => Note(recording, entry, request, files, bench))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
    }

    static async Task<IResult> Note(Guid id, int? entry, HttpRequest request, FileStore files, Workbench bench)
    {
        // Whoever may not write in it is told before anything is stored.
        if (!(await ActOnRecording.Mine(id, bench)).Granted(out var recording, out var refusal)) return Answers.Refuse(refusal);
        var form = await request.ReadFormAsync(bench.Stop);
        var typed = Read(form, bench.Library.Find(recording.Template));
        if (!(await Pictures.Receive(form.Files.GetFiles("picture"), files, bench.Stop)).Granted(out var pictures, out refusal)) return await ShowRecording.Again(id, entry, typed, refusal, bench);
        var noted = await ActOnRecording.Handle(id, bench, async (change, session) => form["act"].ToString() switch
        {
            "up" or "down" when entry is { } number => Moved(session.Move(number, form["act"] == "up"), number),
            "remove" when entry is { } number => session.TakeBack(number).Map(after => (after, Fact(hash => new RecordingTakenBack(number, hash)))),
            _ => await Written(change, session, entry, typed with { Picture = Picture(pictures, entry is { } number ? session.Find(number)?.Noted.Picture : null, form["alternative"].ToString().Trim()) }, pictures, bench),
        });
        return noted.Granted(out _, out refusal) ? Answers.SeeOther(Links.Recording(new(id))) : await ShowRecording.Again(id, entry, typed, refusal, bench);
    }

    static async Task<Outcome<(RecordedSession, Func<string, Fact>)>> Written(Change change, RecordedSession session, int? entry, Noted noted, IReadOnlyList<SentFile> pictures, Workbench bench)
    {
        if (pictures is [var picture, ..]) await StoredFiles.Keep(bench.Db, change, bench.By, picture.Content, picture.Name, bench.Stop);
        return entry is { } number ? session.Correct(number, noted).Map(after => (after, Fact(hash => new RecordingCorrected(number, hash)))) : session.Note(noted, change.At).Map(after => (after, Fact(hash => new RecordingNoted(session.Next, hash))));
    }

    static Outcome<(RecordedSession, Func<string, Fact>)> Moved(Outcome<RecordedSession> moved, int number) =>
        moved.Map(after => (after, Fact(hash => new RecordingMoved(number, 1 + after.Entries.ToList().FindIndex(entry => entry.Number == number), hash))));

    static Func<string, Fact> Fact(Func<string, Fact> fact) => fact;

    /// <summary>A new one takes the place of one that is there; else only what it shows is said anew.</summary>
    static SessionPicture? Picture(IReadOnlyList<SentFile> sent, SessionPicture? before, string alternative) =>
        sent is [var picture, ..] ? new(picture.Content.Sha256, PictureOfStep.Ending(picture.Content.MediaType) ?? "", alternative) : before is null ? null : before with { Alternative = alternative };

    /// <summary>What was typed. A step that is ticked is in the library's words; whoever adds a picture to it does it as the library says all the same.</summary>
    static Noted Read(IFormCollection form, Template? template)
    {
        var step = template?.Procedure.Find(Field("step"));
        if (step is not null && form["act"] == "tick") return new(EntryKind.Did, ShowRecording.Words(step)) { Step = step.Anchor, IsTicked = true };
        _ = Enum.TryParse<EntryKind>(Field("kind"), out var kind);
        return new(Enum.IsDefined(kind) ? kind : EntryKind.Did, Field("words"))
        {
            Then = Field("then"),
            Others = Field("others"),
            Saw = Field("saw"),
            System = Field("system"),
            Step = step?.Anchor ?? "",
            IsTicked = step is not null && kind == EntryKind.Did && Field("words") == ShowRecording.Words(step),
        };

        string Field(string name) => form[name].ToString().Trim().ReplaceLineEndings("\n");
    }
}
