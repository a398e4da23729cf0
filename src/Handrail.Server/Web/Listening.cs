using Microsoft.AspNetCore.HttpOverrides;

namespace Handrail.Server.Web;

/// <summary>Where and how the server listens, unless it is told otherwise.</summary>
static class Listening
{
    const string DefaultUrl = "http://localhost:5080";

    public static void UseHandrailListening(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.OrdinaryBody;
        });
        // A proxy on this machine may say that the person came by HTTPS and from where; others are not believed.
        builder.Services.Configure<ForwardedHeadersOptions>(headers => headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
    }
}
