using System.Net;
using System.Text;

namespace Handrail.EndToEnd.Cli;

/// <summary>import and export against a peer that answers as the API does, and as things in between do.</summary>
public sealed class OnlineTests : IDisposable
{
    readonly Shell _shell = new();

    [Fact]
    public async Task Import_uploads_the_files_and_prints_their_numbers()
    {
        using var peer = new Peer(200, "application/json", """[{"number":"SOP-014","title":"Offboard a leaver","steps":6,"errors":0,"warnings":2}]""");
        var answered = await _shell.Run("import", _shell.Write("offboarding.md", "# Offboard a leaver\n"), "--server", peer.Address, "--token", "t0ken");
        Assert.Equal((0, "SOP-014\tOffboard a leaver\t6 steps, 0 errors, 2 warnings\n"), (answered.Code, answered.Out));
        var asked = await peer.Asked;
        Assert.Equal("POST /api/procedures Bearer t0ken", asked.Head);
        Assert.Contains("name=files; filename=offboarding.md", asked.Body.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("# Offboard a leaver", asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_an_offline_run_is_sent_with_its_evidence()
    {
        _shell.Write("look.md", "# Look\n\n1. Look at the log.\n");
        _shell.Write("log.txt", "all quiet");
        await _shell.Run(["evidence log.txt", "done", "finish"], "run", "look.md");
        using var peer = new Peer(200, "application/json", """{"number":"R-1042","title":"Look"}""");
        var answered = await _shell.Run("import", "look.run.jsonl", "--server", peer.Address, "--token", "t0ken");
        Assert.Equal((0, "R-1042\tLook\n"), (answered.Code, answered.Out));
        var asked = await peer.Asked;
        Assert.StartsWith("POST /api/runs/records ", asked.Head, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"RunFinished\"", asked.Body, StringComparison.Ordinal);
        Assert.Contains("all quiet", asked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_was_changed_after_the_run_is_not_sent()
    {
        _shell.Write("look.md", "# Look\n\n1. Look at the log.\n");
        _shell.Write("log.txt", "all quiet");
        await _shell.Run(["evidence log.txt", "done", "finish"], "run", "look.md");
        await File.WriteAllTextAsync(Directory.GetFiles(_shell.Path("look.run.files")).Single(), "all loud!", TestContext.Current.CancellationToken);
        Assert.Equal(5, (await _shell.Run("import", "look.run.jsonl", "--server", "http://127.0.0.1:9", "--token", "t0ken")).Code);
    }

    [Fact]
    public async Task Export_prints_a_text_and_writes_a_pack()
    {
        using var text = new Peer(200, "text/markdown", "# Offboard a leaver\n");
        Assert.Equal("# Offboard a leaver\n", (await _shell.Run("export", "SOP-014", "--server", text.Address, "--token", "t0ken")).Out);
        Assert.StartsWith("GET /api/procedures/SOP-014/text ", (await text.Asked).Head, StringComparison.Ordinal);

        using var pack = new Peer(200, "application/zip", "PK");
        Assert.Equal(0, (await _shell.Run("export", "R-1042", "--server", pack.Address, "--token", "t0ken")).Code);
        Assert.StartsWith("GET /api/runs/R-1042/pack ", (await pack.Asked).Head, StringComparison.Ordinal);
        Assert.Equal("PK", await File.ReadAllTextAsync(_shell.Path("R-1042.zip"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Binder_writes_the_file_that_it_asked_for()
    {
        using var peer = new Peer(200, "text/html", "<h1>Procedures in force</h1>");
        Assert.Equal(0, (await _shell.Run("binder", "--family", "patch-management", "--emergency", "--server", peer.Address, "--token", "t0ken")).Code);
        Assert.StartsWith("GET /api/procedures/binder?emergency=true&family=patch-management ", (await peer.Asked).Head, StringComparison.Ordinal);
        Assert.Equal("<h1>Procedures in force</h1>", await File.ReadAllTextAsync(_shell.Path("binder.html"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(422, "invalid", 2)]
    [InlineData(404, "not-found", 3)]
    [InlineData(401, "sign-in", 4)]
    [InlineData(403, "forbidden", 4)]
    [InlineData(409, "conflict", 5)]
    [InlineData(503, "unavailable", 6)]
    public async Task A_refusal_of_the_server_is_told_in_its_words_with_its_exit_code(int status, string code, int exit)
    {
        using var peer = new Peer(status, "application/problem+json", $$"""{"code":"{{code}}","title":"Because of the weather.","status":{{status}}}""");
        var answered = await _shell.Run("export", "SOP-014", "--server", peer.Address, "--token", "t0ken");
        Assert.Equal((exit, "", "Because of the weather.\n"), (answered.Code, answered.Out, answered.Error));
    }

    [Theory]
    [InlineData(401, 4)]
    [InlineData(404, 3)]
    [InlineData(502, 6)]
    public async Task An_answer_from_something_in_between_has_an_exit_code_too(int status, int exit)
    {
        using var peer = new Peer(status, "text/html", "<h1>Proxy</h1>");
        Assert.Equal(exit, (await _shell.Run("export", "SOP-014", "--server", peer.Address, "--token", "t0ken")).Code);
    }

    [Fact]
    public async Task A_web_page_in_the_place_of_an_answer_is_no_success()
    {
        using var peer = new Peer(200, "text/html", "<h1>Welcome</h1>");
        Assert.Equal(6, (await _shell.Run("import", _shell.Write("a.md", "# A\n"), "--server", peer.Address, "--token", "t0ken")).Code);
    }

    [Fact]
    public async Task Without_a_server_or_a_key_it_says_which_is_missing()
    {
        var nowhere = await _shell.Run("export", "SOP-014");
        Assert.Equal(2, nowhere.Code);
        Assert.Contains("HANDRAIL_SERVER", nowhere.Error, StringComparison.Ordinal);
        Assert.Contains("HANDRAIL_TOKEN", (await _shell.Run("export", "SOP-014", "--server", "https://handrail.example")).Error, StringComparison.Ordinal);
        Assert.Equal(6, (await _shell.Run("export", "SOP-014", "--server", "http://127.0.0.1:9", "--token", "t0ken")).Code);
    }

    public void Dispose() => _shell.Dispose();

    /// <summary>Answers one request on a free port of this machine.</summary>
    sealed class Peer : IDisposable
    {
        readonly HttpListener _listener = new();

        public Peer(int status, string type, string body)
        {
            for (var port = 20_000 + Environment.ProcessId % 20_000; ; port++)
            {
                Address = $"http://127.0.0.1:{port}";
                _listener = new HttpListener { Prefixes = { Address + "/" } };
                try
                {
                    _listener.Start();
                    break;
                }
                catch (HttpListenerException) when (port < 60_000)
                {
                }
            }
            Asked = Answer(status, type, body);
        }

        public string Address { get; private set; }

        public Task<(string Head, string Body)> Asked { get; }

        async Task<(string, string)> Answer(int status, string type, string body)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream);
            var asked = await reader.ReadToEndAsync();
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
            return ($"{context.Request.HttpMethod} {context.Request.RawUrl} {context.Request.Headers["Authorization"]}", asked);
        }

        public void Dispose() => _listener.Close();
    }
}
