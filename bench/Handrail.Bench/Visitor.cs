using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Handrail.Bench;

/// <summary>Ada, who claims a new installation and stays signed in.</summary>
sealed partial class Visitor : IDisposable
{
    readonly CookieContainer _cookies = new();
    readonly HttpClient _http;
    readonly ServerProcess _server;
    string? _token;

    Visitor(ServerProcess server)
    {
        _server = server;
        _http = new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = server.Url };
    }

    public static async Task<Visitor> Claim(ServerProcess server)
    {
        var visitor = new Visitor(server);
        await visitor.Post("/claim", "/claim", ("code", await server.ClaimCode), ("organization", "Northwind Dental"),
            ("name", "Ada Pine"), ("email", "ada@northwind.example"), ("password", "orchard ladder seven maps"));
        return visitor;
    }

    /// <summary>Sends a form with the token of a page.</summary>
    /// <exception cref="InvalidOperationException">It was not accepted.</exception>
    public async Task Post(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(Encoding.UTF8.GetString(await Get(page))).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await _http.PostAsync(path, form);
        if (answer.StatusCode != HttpStatusCode.SeeOther) throw new InvalidOperationException($"{path} was answered with {answer.StatusCode}.");
    }

    /// <summary>Sends a form as a script does that stays on its page.</summary>
    public async Task<string> Send(string path, params (string Name, string Value)[] fields)
    {
        _token ??= Token().Match(Encoding.UTF8.GetString(await Get(path))).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", _token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await _http.PostAsync(path, form);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    public Task<byte[]> Get(string path) => _http.GetByteArrayAsync(path);

    public async Task<string?> Tag(string path)
    {
        using var answer = await _http.GetAsync(path);
        return answer.Headers.ETag?.ToString();
    }

    /// <summary>The request as its bytes go over the wire, signed in.</summary>
    public byte[] Request(string path, string? tag = null) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {_server.Url.Authority}\r\nCookie: {_cookies.GetCookieHeader(_server.Url)}\r\n{(tag is null ? "" : $"If-None-Match: {tag}\r\n")}\r\n");

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
