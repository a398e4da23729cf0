using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>The drafts of a change of tool go to review in one act, each as if it were sent alone.</summary>
static class SendTogether
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/environment/changes/{change}/sending", async (string change, HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var sent = await Handle(change, Picked.Read(form), Read(form), bench);
        return sent.Granted(out var acted, out var refusal) ? ActTogether.Answer(change, "sent", acted) : await ShowTogether.Again(change, refusal, form, bench);
    }).Needs(Permission.Member);

    static readonly IReadOnlyDictionary<string, string> NoAnswers = new Dictionary<string, string>();

    static SendInput Read(IFormCollection form) => new(form["summary"].ToString().Trim(), WeightField.Read(form), [.. form["reviewer"].OfType<string>().Distinct()], form["effective"].ToString(), NoAnswers);

    public static Task<Outcome<Acted>> Handle(string label, Picked picked, SendInput input, Workbench bench) => ActTogether.Handle(bench, label, picked, async (change, dossier) =>
    {
        // Whoever worked on one of them is not asked about that one.
        var theirs = input with { Reviewers = [.. input.Reviewers.Except(dossier.Standing.Contributors)] };
        if (!(await SendForReview.Ready(dossier, theirs, change.At, bench)).Granted(out var ready, out var refusal)) return refusal;
        Writing write = () => SendForReview.Within(change, ready, theirs, bench);
        return write;
    });
}
