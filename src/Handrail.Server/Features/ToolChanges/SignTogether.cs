using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>
/// An approver signs several drafts with the password once. Each gets a signature of its own that binds its own seal; whoever may not sign one, or would have to
/// overrule an objection, leaves it out.
/// </summary>
static class SignTogether
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/environment/changes/{change}/signature", async (string change, HttpRequest request, [AsParameters] Workbench bench, SignInManager<Account> signIn) =>
    {
        var form = await request.ReadFormAsync(bench.Stop);
        if (!(await Together.Files(bench, change)).Granted(out _, out var unknown)) return Answers.Refuse(unknown);
        var signed = await SignRevision.Reauthenticate(bench, signIn, form["password"].ToString()) is { } wrong ? wrong : await Handle(change, Picked.Read(form), form["comment"].ToString().Trim(), bench);
        return signed.Granted(out var acted, out var refusal) ? ActTogether.Answer(change, "signed", acted) : await ShowTogether.Again(change, refusal, form, bench);
    }).Needs(Permission.Member);

    public static Task<Outcome<Acted>> Handle(string label, Picked picked, string comment, Workbench bench) =>
        ActTogether.Handle(bench, label, picked, (change, dossier) => Task.FromResult(Ready(change, dossier, new(picked.Marks[dossier.Sop.Label], dossier.Revision.Weight, comment, ""), bench)));

    static Outcome<Writing> Ready(Change change, Dossier dossier, SignInput input, Workbench bench)
    {
        if (!SignRevision.Ready(dossier, input).Granted(out var right, out var refusal)) return refusal;
        Writing write = () => SignRevision.Within(change, dossier, right, input, bench);
        return write;
    }
}
