using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Harness;

/// <summary>An office with something behind every address: a procedure with a picture, a run with evidence, an import, templates, a token, a role, a group, a system and a change of its tool.</summary>
public partial class Furnished : IAsyncLifetime
{
    static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 5];

    readonly Dictionary<string, string> _values = [];

    public Office Office { get; } = new();
    public string Sop => _values["sop"];
    public string Run => _values["run"];
    public string Sha256 => _values["sha256"];

    /// <summary>What stands above the text of the procedure.</summary>
    protected virtual string Header => "";

    public virtual async ValueTask InitializeAsync()
    {
        await Office.InitializeAsync();
        var ada = Office.Ada;
        var text = Header + "# Lock the doors of Northwind\n\n## Steps\n1. Lock the front door {#front}\n   - Role: Northwind caretaker\n\n   ![The lock](lock.png)\n2. Is it late? {#late}\n   - Yes: continue\n   - No: stop\n3. Lock the back door {#back}\n";
        var accepted = await (await ada.Bring(Doing.File("doors.md", text), new Upload("lock.png", Picture))).Submit("form#accept");
        var sop = accepted.Location!["/procedures/".Length..];
        await ada.TryPublish(sop);
        var run = await ada.Start(sop);
        await (await ada.Get($"/procedures/{sop}/suggestions/new")).Submit("form[action$='/suggestions']", ("text", "Northwind has another door"));
        await ada.Post($"/procedures/{sop}/copies", ("recipient", "Northwind porter's lodge"));
        await ada.Act(run, "front", "evidence", ("evidence", Doing.File("note.txt", "Northwind's own")));
        var import = (await (await ada.Get("/procedures/import")).Submit("form[action='/procedures/import']", ("files", Doing.File("next.md", text + "\nMore.\n")))).Location!;
        var tokens = await (await ada.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "Northwind's program"));
        var member = (await ada.Get("/settings/members")).Find("td a.cover, th a.cover")!.GetAttribute("href")!.Split('/')[^1];
        await ada.Post("/settings/roles", ("role", "northwind-caretaker"), ("to", member));
        await ada.Post("/settings/groups", ("name", "Northwind night shift"));
        await ada.Post("/environment", ("name", "Northwind alarm"), ("kind", "Monitoring and alerts"));
        await ada.Publish(Header + "# Test the alarm of Northwind\n\n## Steps\n1. Ring Northwind alarm {#ring}\n", "alarm.md");
        await ada.Post("/environment/systems/northwind-alarm/change", ("to", "Northwind siren"));
        await ada.Post("/environment/values", ("name", "northwind_gate"), ("value", "North gate"));
        await ada.Post("/environment/contacts", ("purpose", "Northwind guards"), ("name", "Gil Rowan"), ("phone", "1"));
        var contact = (await ada.Get("/environment/contacts")).Find("form[action^='/environment/contacts/']")!.GetAttribute("action")!.Split('/')[^2];
        var interview = new Uri((await (await ada.Get("/discovery/new?template=user-account-management/offboard-a-leaver.md")).Submit("form[action='/discovery']", ("person", "Jo of Northwind"))).Find(".notice code")!.TextContent).Segments[^1];
        var sheet = (await ada.Get("/discovery/practice?template=user-account-management/offboard-a-leaver.md")).Find("form[action$='/end']")!.GetAttribute("action")!.Split('/')[^2];
        await ada.Post("/policies", ("policy", "access-control"));
        var recording = (await (await ada.Get("/recordings/new")).Submit("form[action='/recordings']", ("title", "Air the rooms of Northwind"))).Location!;
        await (await ada.Get(recording)).Submit("form.entry", ("words", "Open Northwind's windows"));
        // A zip waits to be looked at, and one was taken into the library.
        var gate = Features.Procedures.Own.Shelf.Zip(("procedures/gates/northwind-gate.md", "# Oil the gate of Northwind\n\n## Steps\n1. Oil it {#oil}\n"), ("packs/northwind-gates.yaml", "title: Gates of Northwind\nprocedures:\n  - procedure: gates/northwind-gate\n    why: Northwind has gates.\n"));
        var kept = (await (await ada.Get("/library/import")).Submit("form[action='/library/import']", ("files", gate))).Location!;
        await (await ada.Get(kept)).Submit("form#accept");
        var parcel = (await (await ada.Get("/library/import")).Submit("form[action='/library/import']", ("files", gate))).Location!;
        foreach (var (name, value) in new[]
        {
            ("sop", sop), ("suggestion", (await ada.Get($"/procedures/{sop}/suggestions")).Find("form[action$='/decline']")!.GetAttribute("action")!.Split('/')[^2]), ("remark", Guid.CreateVersion7().ToString()), ("run", run), ("step", "front"), ("act", "completion"), ("number", "1"), ("copy", "1"), ("path", "lock.png"), ("name", "doors.md"),
            ("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Northwind's own")))),
            ("index", (await Office.JournalSize() - 1).ToString()),
            ("id", import.Split('/')[^1]), ("parcel", parcel.Split('/')[^1]), ("member", member), ("role", "northwind-caretaker"), ("group", "northwind-night-shift"),
            ("policy", "access-control"), ("clause", "leavers"), ("framework", "iso27001"), ("system", "northwind-alarm"), ("value", "northwind-gate"), ("contact", contact), ("change", "T-1"), ("link", interview), ("sheet", sheet), ("recording", recording.Split('/')[^1]), ("entry", "1"), ("token", tokens.Find("form[action$='/withdrawal']")!.GetAttribute("action")!.Split('/')[^2]),
        }) _values[name] = value;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Office.DisposeAsync();
    }

    /// <summary>Every address the server answers at, with the method, filled with what is really there.</summary>
    public IReadOnlyList<Door> Doors => DoorsTo(_values);

    /// <summary>The same with other values in the addresses.</summary>
    public IReadOnlyList<Door> DoorsWith(params (string Name, string Value)[] values)
    {
        var others = new Dictionary<string, string>(_values);
        foreach (var (name, value) in values) others[name] = value;
        return DoorsTo(others);
    }

    IReadOnlyList<Door> DoorsTo(IReadOnlyDictionary<string, string> values) => [.. Office.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => new Door(method, endpoint.RoutePattern.RawText!, Fill(endpoint.RoutePattern.RawText!, values), endpoint)))];

    static string Fill(string pattern, IReadOnlyDictionary<string, string> values) => Parameter().Replace(pattern, match =>
        values[match.Groups[1].Value switch
        {
            "id" when pattern.Contains("token", StringComparison.Ordinal) => "token",
            "id" when pattern.Contains("/library/", StringComparison.Ordinal) => "parcel",
            "id" when pattern.Contains("/settings/", StringComparison.Ordinal) => "member",
            var name => name,
        }]);

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}

/// <param name="Pattern">As the route is written.</param>
/// <param name="Address">With the values of something that is there.</param>
public sealed record Door(string Method, string Pattern, string Address, RouteEndpoint Endpoint)
{
    public bool IsSafe => Method is "GET" or "HEAD";
    static readonly NullabilityInfoContext Nullability = new();

    IAcceptsMetadata? Accepts => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>();

    public bool TakesJson => Accepts?.ContentTypes.Contains("application/json") == true;
    /// <summary>JSON with something in every field that must be there.</summary>
    public string Json => "{" + string.Join(',', Accepts?.RequestType?.GetConstructors()[0].GetParameters().Where(given => !given.HasDefaultValue && Nullability.Create(given).ReadState == NullabilityState.NotNull)
        .Select(given => $"\"{given.Name}\":{(given.ParameterType == typeof(string) ? "\"something\"" : given.ParameterType.Name.Contains("Dictionary", StringComparison.Ordinal) ? "{}" : "[]")}") ?? []) + "}";

    public bool HasParameters => Pattern.Contains('{');
    public override string ToString() => $"{Method} {Pattern}";
}
