using System.IO.Compression;
using Handrail.Server.Web;
using Scalar.AspNetCore;

namespace Handrail.Server.Features.ApiDocs;

/// <summary>
/// The API as a page: what is in openapi.json, readable, and to be tried with one's own sign-in. The viewer is Scalar's, from its package and from this server;
/// its own page is not used, because that has script in it.
/// </summary>
static class ApiDocs
{
    const string Script = Links.ApiDocs + "/scalar.js";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapOpenApi(Links.OpenApi);
        app.MapGet(Links.ApiDocs, (HttpContext context, CurrentMember member) =>
        {
            // The viewer writes its style into the page. Nothing on this page comes from anybody but ourselves.
            context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.WithInlineStyle;
            return Answers.Page<ApiDocsPage>(new { Script = Script + "?v=" + typeof(ScalarOptions).Assembly.GetName().Version });
        }).ExcludeFromDescription();
        app.MapGet(Script, (HttpContext context, CurrentMember member) =>
        {
            context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
            context.Response.Headers.Vary = "Accept-Encoding";
            var packed = typeof(ScalarOptions).Assembly.GetManifestResourceStream("ScalarStaticAssets.scalar.js") ?? throw new InvalidOperationException("The package of the viewer has no script any more.");
            if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)) return Results.Stream(new GZipStream(packed, CompressionMode.Decompress), "text/javascript");
            context.Response.Headers.ContentEncoding = "gzip";
            return Results.Stream(packed, "text/javascript");
        }).ExcludeFromDescription();
    }
}
