using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Own;

/// <summary>What the organization adds to the library: templates made here or brought in, packs, and how they go from one installation to another.</summary>
static class OwnDoors
{
    public static readonly Refusal.NotFound NoTemplate = new("There is no such template in your library, or it was withdrawn.");

    public static void Map(IEndpointRouteBuilder app)
    {
        MakeTemplate.Map(app);
        PackDoors.Map(app);
        ExportDoors.Map(app);
        ImportDoors.Map(app);
        ShareDoors.Map(app);
        app.MapPost(Links.TemplateWithdrawal, async (HttpRequest request, [AsParameters] Workbench bench) =>
            (await KeepTemplate.Withdraw((await request.ReadFormAsync(bench.Stop))["template"].ToString(), bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Library) : Answers.Refuse(refusal)).Needs(Permission.Member);
    }
}
