using Handrail.Core;

namespace Handrail.Cli.Online;

/// <summary>A file by its path or its web address.</summary>
static class Download
{
    const long Most = 100 * 1024 * 1024;

    public static async Task<Outcome<Upload>> Read(string source, CancellationToken stop) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? await Fetch(address, stop)
            : Files.Bytes(source).Map(bytes => new Upload(Path.GetFileName(source), bytes));

    static async Task<Outcome<Upload>> Fetch(Uri address, CancellationToken stop)
    {
        try
        {
            using var http = new HttpClient { MaxResponseContentBufferSize = Most };
            using var answer = await http.GetAsync(address, stop);
            if (!answer.IsSuccessStatusCode) return new Refusal.NotFound($"{address} answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
            return new Upload(Path.GetFileName(Uri.UnescapeDataString(address.AbsolutePath)) is { Length: > 0 } name ? name : "procedure.md", await answer.Content.ReadAsByteArrayAsync(stop));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new Refusal.Unavailable($"{address} cannot be reached: {fault.Message}");
        }
    }
}
