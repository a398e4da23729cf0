using Handrail.Core;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>What an act that was just done came to, for its page.</summary>
public sealed record JustDone(int? Sent, int? Signed, int? Returned, int? Published, int? Left);

/// <summary>One page for the drafts of a change of tool: of each only the steps that change, word by word, and what may be done with them.</summary>
static class ShowTogether
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/environment/changes/{change}", async (string change, [AsParameters] JustDone done, [AsParameters] Workbench bench) =>
        (await Together.Load(bench, change)).Granted(out var model, out var unknown) ? Answers.Page<TogetherPage>(new { Model = model, Me = bench.By, Done = done }) : Answers.Refuse(unknown));

    /// <summary>The page after a refusal, with the message and what was ticked and typed.</summary>
    public static async Task<IResult> Again(string label, Refusal refusal, IFormCollection typed, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        return (await Together.Load(bench, label)).Granted(out var model, out var unknown)
            ? Answers.PageAgain<TogetherPage>(refusal, new { Model = model, Me = bench.By, Typed = typed, Refusal = refusal })
            : Answers.Refuse(unknown);
    }
}
