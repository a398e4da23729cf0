using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <summary>Stops the clock of a recording, and lets it go on: what was not worked is not counted.</summary>
static class PauseRecording
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/recordings/{recording:guid}/pause", (Guid recording, [AsParameters] Workbench bench) => Handle(recording, Links.Recordings, (session, now) => session.Pause(now), hash => new RecordingPaused(hash), bench)).Needs(Permission.Member);
        app.MapPost("/recordings/{recording:guid}/resumption", (Guid recording, [AsParameters] Workbench bench) => Handle(recording, Links.Recording(new(recording)), (session, now) => session.Resume(now), hash => new RecordingResumed(hash), bench)).Needs(Permission.Member);
    }

    static async Task<IResult> Handle(Guid id, string then, Func<RecordedSession, Instant, RecordedSession> act, Func<string, Fact> fact, Workbench bench)
    {
        var done = await ActOnRecording.Handle(id, bench, (change, session) => Task.FromResult<Outcome<(RecordedSession, Func<string, Fact>)>>((act(session, change.At), fact)));
        return done.Granted(out _, out var refusal) ? Answers.SeeOther(then) : Answers.Refuse(refusal);
    }
}
