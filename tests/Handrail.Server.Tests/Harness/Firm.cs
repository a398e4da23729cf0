using Handrail.Server.Features.People;

namespace Handrail.Server.Tests.Harness;

/// <summary>An office with somebody of every kind: two administrators, four members, an auditor.</summary>
public sealed class Firm : IAsyncLifetime
{
    public Office Office { get; } = new();
    /// <summary>An administrator.</summary>
    public Browser Ada => Office.Ada;
    /// <summary>The other administrator.</summary>
    public Browser Bea { get; private set; } = null!;
    public Browser Carl { get; private set; } = null!;
    public Browser Dora { get; private set; } = null!;
    public Browser Emil { get; private set; } = null!;
    public Browser Fay { get; private set; } = null!;
    /// <summary>Reads everything, changes nothing.</summary>
    public Browser Ida { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Office.InitializeAsync();
        Bea = await Office.Join("Bea Elm", Permission.Administrator);
        Carl = await Office.Join("Carl Ash");
        Dora = await Office.Join("Dora Yew");
        Emil = await Office.Join("Emil Fir");
        Fay = await Office.Join("Fay Oak");
        Ida = await Office.Join("Ida Fern", Permission.Auditor);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    public Task<List<string>> Kinds(string sop) => Office.Kinds("procedure/" + sop);
}
