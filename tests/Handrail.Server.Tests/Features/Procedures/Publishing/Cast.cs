using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Publishing;

/// <summary>The firm with a second author, a stranger who administers another organization, and somebody who has not signed in.</summary>
public sealed class Cast : IAsyncLifetime
{
    public Firm Firm { get; } = new();
    public Browser Gus { get; private set; } = null!;
    public Browser Rob { get; private set; } = null!;
    public Browser Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Firm.InitializeAsync();
        await Firm.Set();
        Gus = await Firm.Office.Join("Gus Elm");
        Rob = await Firm.Office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
        Nobody = Firm.Office.Server.NewBrowser();
    }

    public ValueTask DisposeAsync() => Firm.DisposeAsync();
}
