using System.Text.Json.Nodes;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Docs;

/// <param name="Name">"GET /api/runs/{run}".</param>
sealed record ApiOperation(string Name, JsonNode Json);

static class ApiOperations
{
    public static async Task<IReadOnlyList<ApiOperation>> Of(Furnished site) =>
    [
        .. from path in JsonNode.Parse((await site.Office.Ada.Get("/api/openapi.json")).Body)!["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select new ApiOperation($"{operation.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}", operation.Value!),
    ];
}
