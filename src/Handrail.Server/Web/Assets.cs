using System.Collections.Concurrent;
using System.Security.Cryptography;
using Handrail.Core.Procedures.Flow;

namespace Handrail.Server.Web;

/// <summary>Addresses of our own style and scripts with a mark of their content, so that browsers keep them for a year and never see an old one.</summary>
static class Assets
{
    static readonly ConcurrentDictionary<string, string> Urls = new();
    static string _root = "";

    /// <summary>The style of flow charts comes with what draws them.</summary>
    public const string Flow = "/flow.css";

    public static void UseAssets(this WebApplication app)
    {
        _root = app.Environment.WebRootPath ?? "";
        var development = app.Environment.IsDevelopment();
        app.MapGet(Flow, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Text(FlowSvg.Css, "text/css");
        }).AllowAnonymous();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                !development && file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>Its content, for a document that stands alone.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(_root, name));

    public static string Url(string name) => Urls.GetOrAdd(name, static name =>
    {
        var path = Path.Combine(_root, name);
        return File.Exists(path) ? $"/{name}?v={Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))[..12]}" : "/" + name;
    });
}
