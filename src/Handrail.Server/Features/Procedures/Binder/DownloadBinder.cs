using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;

namespace Handrail.Server.Features.Procedures.Binder;

/// <summary>All procedures in force that somebody may read, in one file that needs no server: for the day when there is none, and for paper.</summary>
static class DownloadBinder
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Binder, Download);

    // Where the families come from is said: the generator of the doors would take them for a body.
    /// <param name="emergency">With what somebody needs when everything is down.</param>
    public static async Task<IResult> Download([FromQuery] string[]? family, bool? emergency, HttpContext context, FileStore files, IServiceProvider services, [AsParameters] Workbench bench)
    {
        if (!(await BinderContents.Load(BinderChoice.Of(family, emergency == true), bench)).Granted(out var contents, out var refusal)) return Answers.Refuse(refusal);
        var address = $"{context.Request.Scheme}://{context.Request.Host}";
        return Results.Stream(body => new BinderFile(contents, address, files, services, bench).Write(body), "text/html; charset=utf-8", contents.FileName);
    }
}
