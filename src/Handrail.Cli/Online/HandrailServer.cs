using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Handrail.Core;
using Handrail.Core.Api;

namespace Handrail.Cli.Online;

/// <param name="Name">With its extension, which tells what it is.</param>
sealed record Upload(string Name, byte[] Content);

/// <summary>A server over its API. Whatever it or the way to it refuses is a refusal, and with it an exit code.</summary>
sealed class HandrailServer(Uri address, string token) : IDisposable
{
    sealed record Problem(string? Code, string? Title, string? Field);

    /// <summary>Large enough for a pack with its evidence over a slow line.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = address,
        Timeout = Patience,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token), Accept = { new("application/json"), new("*/*", 0.5) } },
    };

    public Task<Outcome<ImportedProcedure[]>> Import(IEnumerable<Upload> files, CancellationToken stop) =>
        Ask(HttpMethod.Post, "api/procedures", Form(files.Select(file => ("files", file))), content => Json<ImportedProcedure[]>(content, stop), stop);

    /// <param name="evidence">The attached files, named by their SHA-256.</param>
    public Task<Outcome<ImportedRun>> Send(Upload record, IEnumerable<Upload> evidence, CancellationToken stop) =>
        Ask(HttpMethod.Post, "api/runs/records", Form([("record", record), .. evidence.Select(file => ("files", file))]), content => Json<ImportedRun>(content, stop), stop);

    public Task<Outcome<byte[]>> Text(string procedure, CancellationToken stop) => Get($"api/procedures/{Uri.EscapeDataString(procedure)}/text", stop);

    public Task<Outcome<byte[]>> Pack(string run, CancellationToken stop) => Get($"api/runs/{Uri.EscapeDataString(run)}/pack", stop);

    /// <param name="families">None for all.</param>
    public Task<Outcome<byte[]>> Binder(IEnumerable<string> families, bool emergency, CancellationToken stop) =>
        Get($"api/procedures/binder?emergency={(emergency ? "true" : "false")}{string.Concat(families.Select(family => "&family=" + Uri.EscapeDataString(family)))}", stop);

    Task<Outcome<byte[]>> Get(string path, CancellationToken stop) => Ask<byte[]>(HttpMethod.Get, path, null, async content => await content.ReadAsByteArrayAsync(stop), stop);

    static MultipartFormDataContent Form(IEnumerable<(string Name, Upload File)> parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, file) in parts) form.Add(new ByteArrayContent(file.Content), name, file.Name);
        return form;
    }

    async Task<Outcome<T>> Ask<T>(HttpMethod method, string path, HttpContent? content, Func<HttpContent, Task<Outcome<T>>> read, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? await read(answer.Content) : await Refused(answer, stop);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new Refusal.Unavailable($"{address} cannot be reached: {fault.Message}");
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Refusal.Unavailable($"{address} did not answer within {Patience.TotalMinutes} minutes.");
        }
    }

    async Task<Outcome<T>> Json<T>(HttpContent content, CancellationToken stop) where T : class
    {
        try
        {
            if (await content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, stop) is { } value) return value;
        }
        catch (JsonException)
        {
        }
        return new Refusal.Unavailable($"{address} gave an answer that this version of handrail does not understand. Is it a Handrail server of the same version?");
    }

    async Task<Refusal> Refused(HttpResponseMessage answer, CancellationToken stop)
    {
        var problem = await ReadProblem(answer.Content, stop);
        var message = problem?.Title ?? (answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => $"{address} does not accept this token. Make a new one there under Settings, API tokens.",
            var status => $"{address} answered {(int)status} {answer.ReasonPhrase}.",
        });
        return (problem?.Code ?? CodeOf(answer.StatusCode)) switch
        {
            "invalid" => new Refusal.Invalid(problem?.Field ?? "", message),
            "not-found" => new Refusal.NotFound(message),
            "forbidden" or "sign-in" => new Refusal.Forbidden(message),
            "conflict" => new Refusal.Conflict(message),
            _ => new Refusal.Unavailable(message),
        };
    }

    static async Task<Problem?> ReadProblem(HttpContent content, CancellationToken stop)
    {
        if (content.Headers.ContentType?.MediaType != "application/problem+json") return null;
        try
        {
            return await content.ReadFromJsonAsync<Problem>(JsonSerializerOptions.Web, stop);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>For what stands between here and the server, which knows nothing of our codes.</summary>
    static string CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "forbidden",
        HttpStatusCode.NotFound => "not-found",
        HttpStatusCode.Conflict => "conflict",
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge => "invalid",
        _ => "unavailable",
    };

    public void Dispose() => _http.Dispose();
}
