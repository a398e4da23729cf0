using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Docs;
using Handrail.Server.Tests.Features.Runs;
using Handrail.Server.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Features.ApiDocs;

/// <summary>What openapi.json says of the doors for programs, and that it is so.</summary>
public sealed class ApiDocumentTests(Furnished site) : IClassFixture<Furnished>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Browser Ada => site.Office.Ada;

    async Task<JsonNode> Document() => JsonNode.Parse((await Ada.Get("/api/openapi.json")).Body)!;

    /// <summary>A program with a token of its own.</summary>
    async Task<HttpClient> Program(string name, Permission permission)
    {
        var member = await site.Office.Join(name, permission);
        var made = await (await member.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "program"));
        var http = site.Office.Server.NewBrowser().Http;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Find(".notice.ok code")!.TextContent);
        return http;
    }

    static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status, string code, string? field = null)
    {
        var body = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((code, $"urn:handrail:problem:{code}", (int)status, field), ((string?)problem["code"], (string?)problem["type"], (int)problem["status"]!, (string?)problem["field"]));
        Assert.NotEqual("", (string?)problem["title"]);
    }

    [Fact]
    public async Task Every_door_for_programs_is_in_the_document_and_nothing_else_is()
    {
        var doors = site.Office.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.TrimEnd('/')}").Order().ToList();

        Assert.Equal(doors, (await ApiOperations.Of(site)).Select(operation => operation.Name).Order());
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_for_whom_what_it_answers_and_how_it_refuses()
    {
        var lacking = new List<string>();
        foreach (var (name, operation) in await ApiOperations.Of(site))
        {
            var responses = operation["responses"]!;
            if (string.IsNullOrEmpty((string?)operation["summary"])) lacking.Add($"{name}: summary");
            if (string.IsNullOrEmpty((string?)operation["description"])) lacking.Add($"{name}: for whom");
            if (responses["200"]?["content"] is null) lacking.Add($"{name}: what it answers");
            if (!name.StartsWith("GET", StringComparison.Ordinal) && operation["requestBody"]?["content"] is null) lacking.Add($"{name}: what it takes");
            foreach (var status in new[] { "401", "503" }.Concat(name.Contains('{') ? ["404"] : []).Concat(name.StartsWith("GET", StringComparison.Ordinal) ? [] : ["400", "403", "409", "422"]))
                if ((string?)responses[status]?["content"]?["application/problem+json"]?["schema"]?["$ref"] != "#/components/schemas/Problem") lacking.Add($"{name}: {status}");
        }
        Assert.Empty(lacking);
        Assert.Distinct((await ApiOperations.Of(site)).Select(operation => (string)operation.Json["operationId"]!));
    }

    [Fact]
    public async Task Times_numbers_and_what_may_be_left_out_are_described_as_they_are()
    {
        var schemas = (await Document())["components"]!["schemas"]!;

        Assert.Equal("date-time", (string?)schemas["Instant"]!["format"]);
        Assert.Equal("integer", (string?)schemas["RunDetail"]!["properties"]!["done"]!["type"]);
        Assert.Equal(["act"], schemas["NewAct"]!["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("bearer", (string?)(await Document())["components"]!["securitySchemes"]!["token"]!["scheme"]);
    }

    [Fact]
    public async Task Refusals_have_the_form_and_the_codes_that_are_promised()
    {
        var member = await Program("Pia Loom", Permission.Member);
        var stranger = site.Office.Server.NewBrowser().Http;

        var unknown = await stranger.GetAsync($"/api/runs/{site.Run}", Stop);
        Assert.Equal("Bearer", Assert.Single(unknown.Headers.WwwAuthenticate).Scheme);
        await IsProblem(unknown, HttpStatusCode.Unauthorized, "sign-in");
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "hr_false");
        await IsProblem(await stranger.GetAsync($"/api/runs/{site.Run}", Stop), HttpStatusCode.Unauthorized, "sign-in");
        await IsProblem(await member.GetAsync("/api/runs/R-9999", Stop), HttpStatusCode.NotFound, "not-found");
        await IsProblem(await member.GetAsync("/api/no/such/door", Stop), HttpStatusCode.NotFound, "not-found");
        await IsProblem(await member.DeleteAsync($"/api/runs/{site.Run}", Stop), HttpStatusCode.MethodNotAllowed, "invalid");
        await IsProblem(await member.PutAsync("/api/procedures/SOP-001/publication", Json("""{"summary":"","answers":{}}"""), Stop), HttpStatusCode.Forbidden, "forbidden");
        await IsProblem(await member.PostAsync($"/api/runs/{site.Run}/acts", Json("""{"act":"dance"}"""), Stop), HttpStatusCode.UnprocessableEntity, "invalid", "act");
        var run = await Ada.Run(Samples.Doors);
        await Ada.Complete(run, "front");
        await IsProblem(await member.PostAsync($"/api/runs/{run}/acts", Json("""{"act":"completion","step":"front"}"""), Stop), HttpStatusCode.Conflict, "conflict");
        await IsProblem(await member.PostAsync("/api/procedures", Json("{}"), Stop), HttpStatusCode.UnprocessableEntity, "invalid", "files");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"act":7}""")]
    [InlineData("""{"act":null}""")]
    [InlineData("""{"step":"front"}""")]
    [InlineData("""{"act":"note","round":"1"}""")]
    [InlineData("""{"act":"note","fields":{"text":"x"}}""")]
    public async Task A_body_that_is_not_as_described_is_refused_and_changes_nothing(string body)
    {
        var member = site.Office.Server.NewBrowser().Http;
        member.DefaultRequestHeaders.Authorization = await Token();
        var size = await site.Office.JournalSize();

        await IsProblem(await member.PostAsync($"/api/runs/{site.Run}/acts", Json(body), Stop), HttpStatusCode.BadRequest, "invalid", "");
        await IsProblem(await member.PostAsync($"/api/runs/{site.Run}/acts", new StringContent(body), Stop), HttpStatusCode.UnsupportedMediaType, "invalid");

        Assert.Equal(size, await site.Office.JournalSize());
    }

    async Task<AuthenticationHeaderValue> Token()
    {
        var made = await (await Ada.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "bodies"));
        return new("Bearer", made.Find(".notice.ok code")!.TextContent);
    }

    [Fact]
    public async Task A_program_attaches_evidence_and_completes_the_step()
    {
        var run = await Ada.Run("# Seal the box\n\n## Steps\n1. Seal it {#seal}\n   - Evidence: a photo\n");
        var member = await Program("Rhea Twine", Permission.Member);
        await IsProblem(await member.PostAsync($"/api/runs/{run}/evidence", new MultipartFormDataContent { { new StringContent("seal"), "step" } }, Stop), HttpStatusCode.UnprocessableEntity, "invalid", "files");

        var attached = await member.PostAsync($"/api/runs/{run}/evidence", new MultipartFormDataContent { { new StringContent("seal"), "step" }, { new ByteArrayContent("a photo"u8.ToArray()), "files", "photo.txt" } }, Stop);
        Assert.True(attached.IsSuccessStatusCode, await attached.Content.ReadAsStringAsync(Stop));
        var done = await member.PostAsync($"/api/runs/{run}/acts", Json("""{"act":"completion","step":"seal"}"""), Stop);

        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["RunStarted", "EvidenceAttached", "StepCompleted"], await site.Office.Kinds("run/" + run));
    }

    [Fact]
    public async Task The_page_has_no_script_of_its_own_and_its_viewer_comes_from_here()
    {
        var page = await Ada.Get("/api/docs");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All(page.All("script"), script => Assert.StartsWith("/", script.GetAttribute("src"), StringComparison.Ordinal));
        var viewer = await Ada.Http.GetAsync(page.All("script").Select(script => script.GetAttribute("src")!).Single(source => source.Contains("scalar", StringComparison.Ordinal)), Stop);
        Assert.Equal("text/javascript", viewer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("createApiReference", await viewer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("/sign-in?return=%2Fapi%2Fdocs", (await site.Office.Server.NewBrowser().Get("/api/docs")).Location);
    }
}
