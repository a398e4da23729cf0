using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Harness;

/// <summary>An office with something behind every address: a procedure with a picture, a run with evidence, an import, a token.</summary>
public sealed partial class Furnished : IAsyncLifetime
{
    static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 5];

    readonly Dictionary<string, string> _values = [];

    public Office Office { get; } = new();
    public string Run => _values["run"];
    public string Sha256 => _values["sha256"];

    public async ValueTask InitializeAsync()
    {
        await Office.InitializeAsync();
        var ada = Office.Ada;
        var text = "# Lock the doors of Northwind\n\n## Steps\n1. Lock the front door {#front}\n\n   ![The lock](lock.png)\n2. Is it late? {#late}\n   - Yes: continue\n   - No: stop\n3. Lock the back door {#back}\n";
        var accepted = await (await ada.Bring(Doing.File("doors.md", text), new Upload("lock.png", Picture))).Submit("form#accept");
        var sop = accepted.Location!["/procedures/".Length..];
        await ada.TryPublish(sop);
        var run = await ada.Start(sop);
        await (await ada.Get($"/procedures/{sop}/suggestions/new")).Submit("form[action$='/suggestions']", ("text", "Northwind has another door"));
        await ada.Act(run, "front", "evidence", ("evidence", Doing.File("note.txt", "Northwind's own")));
        var import = (await (await ada.Get("/procedures/import")).Submit("form[action='/procedures/import']", ("files", Doing.File("next.md", text + "\nMore.\n")))).Location!;
        var tokens = await (await ada.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "Northwind's program"));
        foreach (var (name, value) in new[]
        {
            ("sop", sop), ("suggestion", (await ada.Get($"/procedures/{sop}/suggestions")).Find("form[action$='/decline']")!.GetAttribute("action")!.Split('/')[^2]), ("remark", Guid.CreateVersion7().ToString()), ("run", run), ("step", "front"), ("act", "completion"), ("number", "1"), ("path", "lock.png"), ("name", "doors.md"),
            ("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Northwind's own")))),
            ("index", (await Office.JournalSize() - 1).ToString()),
            ("id", import.Split('/')[^1]), ("token", tokens.Find("form[action$='/withdrawal']")!.GetAttribute("action")!.Split('/')[^2]),
        }) _values[name] = value;
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    /// <summary>Every address the server answers at, with the method, filled with what is really there.</summary>
    public IReadOnlyList<Door> Doors => [.. Office.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        // Doors that take JSON alone do not answer a form at all.
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>() is null)
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => new Door(method, endpoint.RoutePattern.RawText!, Fill(endpoint.RoutePattern.RawText!), endpoint)))];

    string Fill(string pattern) => Parameter().Replace(pattern, match =>
        _values[match.Groups[1].Value == "id" && pattern.Contains("token", StringComparison.Ordinal) ? "token" : match.Groups[1].Value]);

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}

/// <param name="Pattern">As the route is written.</param>
/// <param name="Address">With the values of something that is there.</param>
public sealed record Door(string Method, string Pattern, string Address, RouteEndpoint Endpoint)
{
    public bool IsSafe => Method is "GET" or "HEAD";
    public bool HasParameters => Pattern.Contains('{');
    public override string ToString() => $"{Method} {Pattern}";
}
