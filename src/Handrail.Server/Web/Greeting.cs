using Handrail.Server.Data;
using Handrail.Server.Features.Setup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Handrail.Server.Web;

/// <summary>What the console says when the server is ready: where it is, and the claim code while nobody owns it.</summary>
static class Greeting
{
    public static async Task Print(WebApplication app, string? demonstration)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null) return; // A test host without a port.
        await using var scope = app.Services.CreateAsyncScope();
        var claimed = await ClaimInstallation.IsClaimed(scope.ServiceProvider.GetRequiredService<HandrailDb>());
        Console.Out.WriteLine($"Handrail is ready: {address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)}{(demonstration ?? (claimed ? "" : Links.Claim))}");
        if (!claimed) app.Services.GetRequiredService<ClaimCode>().Show(Console.Out);
    }
}
