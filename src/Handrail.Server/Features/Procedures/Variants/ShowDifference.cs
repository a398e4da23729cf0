using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Procedures.Variants;

/// <summary>A variant beside the version of its base that it follows.</summary>
public sealed record DifferenceModel(SopView View, FollowedBase Followed, Difference Difference);

static class ShowDifference
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/procedures/{sop}/difference", async (string sop, int? revision, [AsParameters] Workbench bench) =>
    {
        if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, sop, revision, bench.Stop)).Granted(out var view, out var unknown)) return Answers.Refuse(unknown);
        if (await FollowedBase.By(view.Sop, bench) is not { } followed) return Answers.SeeOther(Links.Sop(sop));
        return Answers.Page<DifferencePage>(new { Model = new DifferenceModel(view, followed, followed.DifferenceTo(view, bench.Texts)) });
    });
}
