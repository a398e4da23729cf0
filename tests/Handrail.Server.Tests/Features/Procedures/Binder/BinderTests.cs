using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Binder;

/// <summary>One file for the day without a server: what is in it, and that it needs nothing but itself.</summary>
public sealed class BinderTests(BinderTests.Shelf shelf) : IClassFixture<BinderTests.Shelf>
{
    const string Lamp = """
        ---
        title: "Change <script>alert(1)</script> the lamp"
        family: incident-response
        owner: Caretaker
        ---
        # Change the lamp

        ## Purpose
        As in [the ladder](ladder.md), unlike [the safe](safe.md); see [the maker](https://lamps.example/) and [the end](#dark).

        ## Steps
        1. Is it dark? {#dark}
           - Yes: start [the ladder](ladder.md)
           - No: stop
        2. Unscrew it {#unscrew}

           ![The socket](socket.png) <img src="https://elsewhere.example/spy.png" onerror="alert(2)"> ![Spy](https://elsewhere.example/spy.png)
           - If it fails: start [Set up a backup](draft.md)
        """;

    static readonly byte[] Socket = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7];
    static readonly string[] OfTheSafe = ["Open the safe", "Turn left", "safe.md"];

    public sealed class Shelf : IAsyncLifetime
    {
        public Office Office { get; } = new();
        public Browser Ada => Office.Ada;
        /// <summary>A member whom nothing names.</summary>
        public Browser Emil { get; private set; } = null!;
        public string Lamp { get; private set; } = "";
        public string Ladder { get; private set; } = "";
        /// <summary>A secret.</summary>
        public string Safe { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await Office.InitializeAsync();
            Emil = await Office.Join("Emil Fir");
            Ladder = await Ada.Publish("---\nfamily: kitchen-care\n---\n# Climb the ladder\n\n## Steps\n1. Up {#dark}\n", "ladder.md");
            Safe = await Ada.Publish("---\nclassification: secret\n---\n# Open the safe\n\n## Steps\n1. Turn left {#left}\n", "safe.md");
            await Ada.Add("# Only a draft\n\n## Steps\n1. Wait {#wait}\n", "draft.md");
            var brought = await (await Ada.Bring(Doing.File("lamp.md", BinderTests.Lamp), new Upload("socket.png", Socket))).Submit("form#accept");
            Lamp = brought.Location!["/procedures/".Length..];
            var published = await Ada.TryPublish(Lamp);
            Assert.True(published.Status == HttpStatusCode.SeeOther, published.Text);
        }

        public ValueTask DisposeAsync() => Office.DisposeAsync();
    }

    static string[] In(Page binder) => [.. binder.All("section.sheet > h1").Select(heading => heading.Id!)];

    [Fact]
    public async Task A_binder_holds_what_is_in_force_and_its_reader_may_read_and_needs_nothing_but_itself()
    {
        var adas = await shelf.Ada.Get("/procedures/binder");
        Assert.Equal("attachment", adas.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal([shelf.Ladder, shelf.Safe, shelf.Lamp], In(adas).Order(StringComparer.Ordinal));
        Assert.Contains($"{shelf.Safe} is secret", adas.Find(".notice.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("by Ada Pine", adas.Find("header .facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("An uncontrolled copy", adas.Find("header .facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("all of its 3 procedures", adas.Find(".sheet-end")!.TextContent, StringComparison.Ordinal);

        Assert.StartsWith("default-src 'none'; ", adas.Find("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Empty(adas.All("script, link, iframe, object, embed, form, [onerror]"));
        Assert.Equal(["data:image/png;base64," + Convert.ToBase64String(Socket)], adas.All("[src]").Select(one => one.GetAttribute("src")!));
        Assert.Equal(adas.All("[id]").Count(), adas.All("[id]").Select(one => one.Id).Distinct().Count());
        string[] ways = [.. adas.All("[href]").Select(one => one.GetAttribute("href")!).Distinct()];
        Assert.Equal(["https://elsewhere.example/spy.png", "https://lamps.example/"], ways.Where(way => !way.StartsWith('#')).Order(StringComparer.Ordinal));
        Assert.All(ways.Where(way => way.StartsWith('#')), way => Assert.NotNull(adas.All("[id]").SingleOrDefault(one => one.Id == way[1..])));
        Assert.Equal([$"#{shelf.Ladder}", $"#{shelf.Safe}", "https://lamps.example/", $"#{shelf.Lamp}.dark"], adas.All($"section[aria-labelledby='{shelf.Lamp}'] p a").Select(link => link.GetAttribute("href")!).Take(4));
        Assert.Contains("start Set up a backup", string.Join(' ', adas.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        var emils = await shelf.Emil.Get("/procedures/binder");
        Assert.Equal([shelf.Ladder, shelf.Lamp], In(emils).Order(StringComparer.Ordinal));
        Assert.All(OfTheSafe, word => Assert.DoesNotContain(word, emils.Body, StringComparison.Ordinal));
        Assert.Null(emils.Find(".notice.warn"));
    }

    [Fact]
    public async Task A_binder_is_chosen_by_family_or_for_an_emergency_and_where_nothing_is_in_force_there_is_none()
    {
        Assert.Equal([shelf.Ladder], In(await shelf.Emil.Get("/procedures/binder?family=Kitchen+care")));
        Assert.Equal([shelf.Lamp], In(await shelf.Emil.Get("/procedures/binder?emergency=true")));
        Assert.Equal([shelf.Ladder, shelf.Lamp], In(await shelf.Emil.Get("/procedures/binder?family=kitchen-care&emergency=true")).Order(StringComparer.Ordinal));

        var none = await (await shelf.Office.Found("Elsewhere", "Zoe Ash", "zoe@elsewhere.example")).Get("/procedures/binder");
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        Assert.Contains("nothing to put into a binder", none.Text, StringComparison.Ordinal);
    }
}
