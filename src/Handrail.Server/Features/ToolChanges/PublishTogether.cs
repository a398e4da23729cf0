using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>An administrator puts in force what is approved and waits, or drafts directly where the approval rule of each allows it.</summary>
static class PublishTogether
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/environment/changes/{change}/publication", async (string change, HttpRequest request, [AsParameters] Workbench bench, SignInManager<Account> signIn) =>
    {
        var form = await request.ReadFormAsync(bench.Stop);
        var picked = Picked.Read(form);
        if (!(await Together.Files(bench, change)).Granted(out var files, out var unknown)) return Answers.Refuse(unknown);
        var directly = files.Dossiers.Any(dossier => picked.Marks.ContainsKey(dossier.Sop.Label) && PublishRevision.NeedsPassword(dossier));
        var wrong = directly ? await SignRevision.Reauthenticate(bench, signIn, form[Password].ToString(), Password) : null;
        var published = wrong ?? await Handle(change, picked, Read(form), directly, bench);
        return published.Granted(out var acted, out var refusal) ? ActTogether.Answer(change, "published", acted) : await ShowTogether.Again(change, refusal, form, bench);
    }).Needs(Permission.Administrator);

    /// <summary>A field of its own: on the same page stands the one of those who sign.</summary>
    public const string Password = "publishing-password";

    static readonly IReadOnlyDictionary<string, string> NoAnswers = new Dictionary<string, string>();

    static PublishInput Read(IFormCollection form) => new(form["summary"].ToString().Trim(), NoAnswers, form.ContainsKey("weight") ? WeightField.Read(form) : null);

    public static Task<Outcome<Acted>> Handle(string label, Picked picked, PublishInput input, bool identified, Workbench bench) => ActTogether.Handle(bench, label, picked, async (change, dossier) =>
    {
        var act = PublishRevision.ActFor(dossier);
        if (RevisionLife.Refuses(dossier.Standing, act, dossier.Me) is { } refusal) return refusal;
        if (!identified && PublishRevision.NeedsPassword(dossier)) return new Refusal.Conflict($"{dossier.Standing.Stands} Publishing it directly needs your password.");
        if (act == RevisionAct.PublishDirectly && input.Summary is not { Length: > 0 and <= 2000 }) return new Refusal.Invalid("summary", "Say in at most 2,000 characters what changed, for the history and for those who follow it.");
        if (act == RevisionAct.PublishDirectly && dossier.Standing.OpenObjections > 0) return new Refusal.Conflict($"An objection to {dossier.Standing.Name} is open. Look at it alone.");
        if (await PutInForce.Obstacle(bench, dossier.View) is { } obstacle) return obstacle;
        Writing write = () => PublishRevision.Within(change, dossier, input, bench);
        return write;
    });
}
