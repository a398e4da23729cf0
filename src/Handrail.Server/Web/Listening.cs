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
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
    }
}
