using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Web;

/// <summary>A secret procedure, and everybody at every door: who is outside its audience finds no word of it anywhere, also behind doors that are added tomorrow.</summary>
public sealed partial class SecretDoorsTests(FurnishedInSecret site) : IClassFixture<FurnishedInSecret>
{
    /// <summary>What is asked for in vain has these names.</summary>
    static readonly (string, string)[] Nothing = [("sop", "SOP-999"), ("run", "R-9999"), ("sha256", new string('0', 64)), ("suggestion", Guid.Empty.ToString()), ("remark", Guid.Empty.ToString()), ("id", Guid.Empty.ToString()), ("name", "nothing.md"), ("change", "T-999")];

    /// <summary>What the open one is asked by.</summary>
    (string, string)[] Open => [("sop", site.Open), ("run", site.OpenRun), ("step", "close"), ("name", "round.md")];

    /// <summary>Doors that hand out the Markdown as it was written, every byte of it: what its author wrote there of another procedure is read by whom the text is for. See docs/access.md.</summary>
    static readonly string[] AsWritten = ["/procedures/{sop}/revisions/{number:int}.md", "/api/procedures/{sop}/text", "/procedures/{sop}/draft", "/procedures/{sop}/draft/steps", "/procedures/{sop}/comparison", "/procedures/{sop}/review", "/runs/{run}/pack", "/api/runs/{run}/pack"];

    static IEnumerable<Door> Read(IReadOnlyList<Door> doors) => doors.Where(door => door.Method == "GET" && !door.Pattern.EndsWith("/events", StringComparison.Ordinal));

    [Theory]
    [InlineData("Emil")]
    [InlineData("Ida")]
    public async Task Whoever_is_outside_finds_no_word_of_it_behind_any_door(string name)
    {
        var told = new List<string>();
        var browser = name == "Emil" ? site.Emil : site.Ida;
        foreach (var door in Read(site.Doors).Concat(Read(site.DoorsWith(Open))).Append(Search("doors")).Append(Search("third")))
            told.AddRange((await Words(browser, door.Address)).Select(word => $"{door.Address}: {word}"));
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_text_that_names_it_is_shown_without_its_name()
    {
        var told = new List<string>();
        foreach (var door in Read(site.DoorsWith(("sop", site.Telling), ("run", site.TellingRun), ("step", "as"), ("name", "shift.md"))).Where(door => !AsWritten.Contains(door.Pattern)))
            told.AddRange((await Words(site.Emil, door.Address)).Select(word => $"{door.Address}: {word}"));
        told.AddRange(await Words(site.Emil, $"/procedures/{site.Telling}/suggestions/new?step=as"));
        Assert.Empty(told);
        Assert.Contains("another procedure", (await site.Emil.Get($"/procedures/{site.Telling}")).Find("#as")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await site.Dora.Get($"/procedures/{site.Telling}")).Find("#as a[href$='/doors.md']"));
    }

    [Fact]
    public async Task Whoever_is_inside_reads_it_at_the_same_doors()
    {
        var showing = new List<string>();
        foreach (var door in Read(site.Doors)) if ((await Words(site.Dora, door.Address)).Any()) showing.Add(door.Pattern);
        Assert.Empty(Showing.Except(showing));
        Assert.Empty(showing.Except(Showing));
        Assert.NotEmpty(await Words(site.Dora, Search("doors").Address));
        Assert.NotEmpty(await Words(site.Dora, $"/procedures/{site.Telling}"));
    }

    /// <summary>Where a word of it stands for whom it is meant: should one of these fall silent, the test above would say nothing about it any more.</summary>
    static readonly string[] Showing =
    [
        "/", "/api/acknowledgements", "/api/reviews", "/reviews", "/environment/changes/{change}", "/environment/systems/{system}/change", "/api/procedures/", "/api/procedures/binder", "/api/procedures/{sop}", "/api/procedures/{sop}/review", "/api/procedures/{sop}/text", "/api/runs/{run}", "/api/runs/{run}/pack", "/files/{sha256:length(64)}", "/frameworks/{framework}",
        "/journal", "/procedures", "/procedures/acknowledgements", "/procedures/binder", "/procedures/new", "/procedures/{sop}", "/procedures/{sop}/access", "/procedures/{sop}/comparison", "/procedures/{sop}/control", "/procedures/{sop}/copies/{copy:int}", "/procedures/{sop}/flow", "/procedures/{sop}/history", "/procedures/{sop}/review",
        "/procedures/{sop}/revisions/{number:int}", "/procedures/{sop}/revisions/{number:int}.md", "/procedures/{sop}/revisions/{number:int}/approval", "/procedures/{sop}/revisions/{number:int}/flow",
        "/procedures/{sop}/runs/new", "/procedures/{sop}/suggestions", "/procedures/{sop}/suggestions/new", "/procedures/{sop}/variants/new", "/runs", "/runs/{run}", "/runs/{run}/pack", "/runs/{run}/path",
        "/runs/{run}/record", "/settings/access", "/settings/roles/{role}",
    ];

    [Fact]
    public async Task Outside_it_is_as_if_it_did_not_exist()
    {
        var different = new List<string>();
        var size = await site.Office.JournalSize();
        foreach (var (door, nowhere) in site.Doors.Zip(site.DoorsWith(Nothing)).Where(pair => pair.First.Address != pair.Second.Address))
        {
            var (asked, empty) = door.IsSafe ? (await site.Emil.Get(door.Address), await site.Emil.Get(nowhere.Address)) : (await site.Emil.Knock(door, ("outcome", "done")), await site.Emil.Knock(nowhere, ("outcome", "done")));
            if (asked.Status != empty.Status || Plain(asked.Body, door.Address) != Plain(empty.Body, nowhere.Address)) different.Add($"{door}: {asked.Status} {empty.Status}");
        }
        Assert.Empty(different);
        Assert.Equal(size, await site.Office.JournalSize());
    }

    /// <summary>What repeats the address that was asked for says nothing of what is there.</summary>
    static string Plain(string body, string address) => Token().Replace(body, "").Replace($"href=\"/{string.Join('/', address.Split('/')[1..3])}\">Back to {address.Split('/')[2]}<", "", StringComparison.Ordinal).Replace(address, "", StringComparison.Ordinal).Replace(address.Split('/')[^1], "", StringComparison.Ordinal).Replace(WebUtility.HtmlEncode(Uri.EscapeDataString(address)), "", StringComparison.Ordinal);

    Door Search(string q) => Read(site.Doors).First(door => door.Pattern == "/procedures") is var list ? list with { Address = $"/procedures?q={q}" } : list;

    /// <summary>Those that stand in the answer: in a page, JSON, a chart, a text, or a file of a zip.</summary>
    static async Task<IEnumerable<string>> Words(Browser browser, string address)
    {
        using var answer = await browser.Http.GetAsync(address);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = new StringBuilder(WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes)));
        text.Append(answer.Headers.Location).Append(answer.Content.Headers.ContentDisposition);
        if (answer.Content.Headers.ContentType?.MediaType == "application/zip")
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                text.Append(entry.FullName).Append(WebUtility.HtmlDecode(await reader.ReadToEndAsync()));
            }
        }
        var all = text.ToString();
        // The address itself may be repeated in the answer.
        foreach (var spoken in new[] { address, Uri.UnescapeDataString(address), Uri.EscapeDataString(address), $"“{address.Split('/')[^1]}”" }) all = all.Replace(spoken, "", StringComparison.Ordinal);
        return FurnishedInSecret.Words.Where(word => all.Contains(word, StringComparison.Ordinal));
    }

    [GeneratedRegex("""<input[^>]*__RequestVerificationToken[^>]*>|nonce-[\w+/=-]+""")]
    private static partial Regex Token();
}
