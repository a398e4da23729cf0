using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Handrail.Server.Files;

/// <summary>
/// Hands out a file the organization holds, after its bytes were hashed again. Pictures are shown; everything else is downloaded,
/// whatever it calls itself, so that nothing a stranger wrote runs on this site.
/// </summary>
static class ServeFile
{
    static readonly Refusal.Unavailable Damaged = new("This file has changed on the server's disk since it was stored and is not handed out. The administrator of the server has to restore it from a backup.");

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/files/{sha256:length(64)}", (string sha256, CurrentMember member, HttpContext context, HandrailDb db, FileStore files, CancellationToken stop) => Send(context, db, files, sha256.ToLowerInvariant(), stop));

    public static async Task<IResult> Send(HttpContext context, HandrailDb db, FileStore files, string sha256, CancellationToken stop)
    {
        if (await db.StoredFiles.AsNoTracking().SingleOrDefaultAsync(row => row.Sha256 == sha256, stop) is not { } file) return Answers.Nothing();
        if (!await files.IsIntact(sha256, stop)) return Answers.Refuse(Damaged);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        var name = MediaTypes.IsPicture(file.MediaType) ? null : file.Name;
        return Results.Stream(files.Open(sha256)!, name is null ? file.MediaType : MediaTypes.Unknown, name, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
