using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Handrail.Server.Work;
using Microsoft.Extensions.Localization;

namespace Handrail.Server.Features.Procedures.Editor;

/// <summary>
/// A stream for everybody who has the draft open: "changed" with the hash of the text there is now, "here" with a line for each of the others. Being connected is
/// being there, and a stream ends by itself after a while: a browser that has lost its network is not taken for a person at work.
/// </summary>
static class WatchEditors
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/procedures/{sop}/draft/steps/events", async (string sop, string? step, Editors editors, LiveFeed feed, IStringLocalizer<Texts> words, [AsParameters] Workbench bench) =>
        !(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown) ? Answers.Refuse(unknown)
        : dossier.May(RevisionAct.Edit) ? TypedResults.ServerSentEvents(Watch(dossier, step ?? "", editors, feed, words, bench))
        : Answers.Refuse(new Core.Refusal.Conflict(dossier.Standing.Stands))).Needs(Permission.Member);

    static async IAsyncEnumerable<SseItem<string>> Watch(Dossier dossier, string step, Editors editors, LiveFeed feed, IStringLocalizer<Texts> words, Workbench bench)
    {
        using var ends = new CancellationTokenSource(Longest, bench.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, bench.Stop);
        var (organization, label) = (bench.By.OrganizationId, dossier.Sop.Label);
        var happened = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var listening = Task.WhenAll(Pass(feed.Listen(organization, dossier.Sop.Subject, both.Token), happened.Writer), Pass(feed.Listen(organization, Editors.Subject(label), both.Token), happened.Writer));
        using var here = editors.Enter(organization, label, new(bench.By.Id, bench.By.Name, step));
        var (sha256, people) = ("", (string?)null);
        try
        {
            do
            {
                bench.Db.ChangeTracker.Clear();
                if (!(await Dossier.Load(bench, label, null)).Granted(out var now, out _)) break;
                if (now.Revision.Sha256 != sha256) yield return new(sha256 = now.Revision.Sha256, "changed");
                var others = Lines(editors.Others(organization, label, bench.By.Id), now.View.Procedure, words);
                if (others != people) yield return new(people = others, "here");
            } while (await Next(happened.Reader, both.Token));
        }
        finally
        {
            await both.CancelAsync();
            await listening;
        }
    }

    static string Lines(IReadOnlyList<EditorHere> others, Procedure procedure, IStringLocalizer<Texts> words) =>
        string.Join('\n', others.Select(other => other.Step == EditorHere.Source ? words["{0} is editing the source", other.Name] : procedure.Find(other.Step) is { } open ? words["{0} is editing step {1}", other.Name, open.Number] : words["{0} has the draft open", other.Name]).Select(line => line.Value));

    /// <returns>False when the stream is at its end.</returns>
    static async Task<bool> Next(ChannelReader<byte> happened, CancellationToken stop)
    {
        var next = happened.ReadAsync(stop).AsTask();
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return next.IsCompletedSuccessfully;
    }

    static async Task Pass(IAsyncEnumerable<long> from, ChannelWriter<byte> to)
    {
        var passing = Task.Run(async () =>
        {
            await foreach (var _ in from) to.TryWrite(0);
        });
        await passing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
