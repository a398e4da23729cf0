using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Handrail.Server.Work;

namespace Handrail.Server.Features.Runs;

/// <summary>The other views of a run: path, record, and a stream that says when to look again.</summary>
static class RunViews
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/runs/{run}/path", async (string run, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
            (await RunView.Load(db, texts, run, stop)).Granted(out var view, out var refusal) ? Answers.Page<PathPage>(new { View = view, Chart = RunPaths.Chart(view) }) : Answers.Refuse(refusal));

        app.MapGet("/runs/{run}/record", async (string run, CurrentMember member, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
            (await RunView.Load(db, texts, run, stop)).Granted(out var view, out var refusal) ? Answers.Page<RecordPage>(new { View = view, Member = member, Now = Instant.Now(clock) }) : Answers.Refuse(refusal));

        app.MapGet("/runs/{run}/events", async (string run, CurrentMember member, HandrailDb db, ProcedureTexts texts, LiveFeed feed, CancellationToken stop) =>
            (await RunView.Load(db, texts, run, stop)).Granted(out var view, out var refusal)
                ? TypedResults.ServerSentEvents(feed.Listen(member.OrganizationId, view.Run.Subject, stop), "changed")
                : Answers.Refuse(refusal));
    }
}
