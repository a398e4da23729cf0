using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
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
            (await RunView.Show(db, texts, run, stop)).Granted(out var view, out var refusal) ? Answers.Page<PathPage>(new { View = view, Chart = RunPaths.Chart(view) }) : Answers.Refuse(refusal));

        app.MapGet("/runs/{run}/record", async (string run, CurrentMember member, HandrailDb db, ProcedureTexts texts, PoliciesInForce policies, TimeProvider clock, CancellationToken stop) =>
            (await RunView.Show(db, texts, run, stop)).Granted(out var view, out var refusal) ? Answers.Page<RecordPage>(new { View = view, Member = member, Limits = await RunLimit.Of(db, policies, view, stop), Now = Instant.Now(clock) }) : Answers.Refuse(refusal));

        app.MapGet("/runs/{run}/events", async (string run, int? seen, CurrentMember member, HandrailDb db, ProcedureTexts texts, LiveFeed feed, CancellationToken stop) =>
            (await RunView.Load(db, texts, run, stop)).Granted(out var view, out var refusal)
                ? TypedResults.ServerSentEvents(Changes(view, seen, member, db, texts, feed, stop))
                : Answers.Refuse(refusal));
    }

    const string Changed = "changed";

    /// <summary>Looks for what was missed only once it listens, so that nothing falls between the page and its stream, or between two streams.</summary>
    /// <param name="seen">How many events the page shows; null when that does not matter.</param>
    /// <returns>First "listening", which opens the stream, so that no proxy and no browser waits for its first byte; then "changed" each time, with the index of an entry.</returns>
    static async IAsyncEnumerable<SseItem<long>> Changes(RunView view, int? seen, CurrentMember member, HandrailDb db, ProcedureTexts texts, LiveFeed feed, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var live = feed.Listen(member.OrganizationId, view.Run.Subject, stop).GetAsyncEnumerator(stop);
        var next = live.MoveNextAsync();
        yield return new(0, "listening");
        db.ChangeTracker.Clear();
        if (seen is not null && (await RunView.Load(db, texts, view.Run.Label, stop)).Granted(out var now, out _) && now.Events.Count > seen) yield return new(now.Events[^1].Index, Changed);
        for (; await next; next = live.MoveNextAsync()) yield return new(live.Current, Changed);
    }
}
