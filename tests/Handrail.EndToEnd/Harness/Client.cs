using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Handrail.Core.Api;

namespace Handrail.EndToEnd.Harness;

/// <summary>Ada without a browser: she has claimed the server, and works with a token, which is good at every later start on the same data.</summary>
public sealed partial class Client : IDisposable
{
    readonly HttpClient _http;

    Client(Uri url, string token)
    {
        Token = token;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = url, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    public string Token { get; }

    public HttpClient Http => _http;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Claims a new server through its pages, and makes a token there.</summary>
    public static async Task<Client> Claim(RunningServer server)
    {
        using var person = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        var claimed = await Post(person, "/claim", "/claim", ("code", await server.ClaimCode), ("organization", ClaimedServer.Organization), ("name", ClaimedServer.Name), ("email", ClaimedServer.Email), ("password", ClaimedServer.Password));
        Assert.Equal(HttpStatusCode.SeeOther, claimed.StatusCode);
        var made = await Post(person, "/settings/tokens", "/settings/tokens", ("name", "tests"));
        return new Client(server.Url, TokenIn().Match(await made.Content.ReadAsStringAsync(Stop)).Groups[1].Value);
    }

    /// <summary>The same person at another start of the server, or at another node.</summary>
    public Client At(RunningServer server) => With(Token, server);

    public static Client With(string token, RunningServer server) => new(server.Url, token);

    static async Task<HttpResponseMessage> Post(HttpClient person, string page, string path, params (string Name, string Value)[] fields)
    {
        var token = WebUtility.HtmlDecode(FormTokenIn().Match(await person.GetStringAsync(page, Stop)).Groups[1].Value);
        return await person.PostAsync(path, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))), Stop);
    }

    /// <returns>The number of a procedure in force: "SOP-001".</returns>
    public async Task<string> Publish(string markdown, string fileName = "procedure.md")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(markdown)), "files", fileName } };
        var sop = (await Read<ImportedProcedure[]>(await _http.PostAsync("/api/procedures", form, Stop)))[0].Number;
        await Read<PublishedRevision>(await _http.PutAsJsonAsync($"/api/procedures/{sop}/publication", new { Summary = "", Answers = new Dictionary<string, string>() }, Stop));
        return sop;
    }

    /// <returns>The number of the run: "R-1001".</returns>
    public async Task<string> Start(string sop) => (await Read<RunDetail>(await _http.PostAsJsonAsync("/api/runs/", new NewRun(sop, "Live", new Dictionary<string, IReadOnlyList<string>>()), Stop))).Number;

    public async Task<RunDetail> See(string run) => await Read<RunDetail>(await _http.GetAsync($"/api/runs/{run}", Stop));

    public Task<HttpResponseMessage> Act(string run, string act, string? step, params (string Name, string Value)[] fields) =>
        _http.PostAsJsonAsync($"/api/runs/{run}/acts", new NewAct(act, step, null, fields.ToDictionary(field => field.Name, field => (IReadOnlyList<string>)[field.Value])), Stop);

    /// <summary>The form that a page sends, with a file.</summary>
    public async Task<HttpResponseMessage> Attach(string run, string step, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "evidence", name } };
        return await _http.PostAsync($"/runs/{run}/steps/{step}/evidence", form, Stop);
    }

    public static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        return (await answer.Content.ReadFromJsonAsync<T>(Stop))!;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex FormTokenIn();

    [GeneratedRegex("<code[^>]*>(hr_[^<]+)</code>")]
    private static partial Regex TokenIn();
}
