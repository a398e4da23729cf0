using System.Diagnostics;

namespace Handrail.EndToEnd.Harness;

/// <summary>
/// The built server as a process of its own, on a free port of this machine. It is ready when its console says so; nothing here waits for a length of time.
/// </summary>
public sealed class RunningServer : IAsyncDisposable
{
    const string ReadyLine = "Handrail is ready: ";
    const string ClaimLine = "Claim code: ";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly Process _process;
    readonly List<string> _console = [];
    readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> _claimCode = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _listening;
    readonly Task _ended;
    readonly bool _ownsFolder;

    RunningServer(Process process, string folder, bool ownsFolder)
    {
        (_process, Folder, _ownsFolder) = (process, folder, ownsFolder);
        _listening = Task.WhenAll(Listen(process.StandardOutput), Listen(process.StandardError));
        _ended = Ended();
    }

    /// <summary>The data folder. Temporary and deleted at the end, unless it was handed in.</summary>
    public string Folder { get; }

    /// <summary>Where the server answers, without a path.</summary>
    public Uri Url { get; private set; } = new("http://localhost");

    /// <summary>The one-time code of an installation that nobody has claimed yet.</summary>
    public Task<string> ClaimCode => _claimCode.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>All that the server has said so far.</summary>
    public string Console
    {
        get { lock (_console) return string.Join('\n', _console); }
    }

    /// <param name="folder">The data folder of an earlier start, or null for a new one.</param>
    /// <param name="settings">As on the command line: ("Database:Provider", "postgres").</param>
    public static Task<RunningServer> Start(string? folder = null, params (string Key, string Value)[] settings) =>
        Start(folder ?? Directory.CreateTempSubdirectory("handrail-end-to-end-").FullName, ownsFolder: folder is null, new("http://127.0.0.1:0"), settings);

    /// <summary>Another process on the same data and at the same address, as after a power cut: browsers that were there find it again. This one must have been killed, and is still to be disposed, last.</summary>
    /// <param name="daysLater">How far its clock is ahead, in days; above 0 only where <see cref="ClockTurner"/> is there.</param>
    public Task<RunningServer> StartAgain(int daysLater = 0) => Start(Folder, ownsFolder: false, Url, [], daysLater);

    /// <summary>The library that has a program see another time (https://github.com/wolfcw/libfaketime), named by HANDRAIL_TEST_FAKETIME; empty where there is none.</summary>
    public static string ClockTurner { get; } = Environment.GetEnvironmentVariable("HANDRAIL_TEST_FAKETIME") ?? "";

    static async Task<RunningServer> Start(string data, bool ownsFolder, Uri at, (string Key, string Value)[] settings, int daysLater = 0)
    {
        var start = Called.HowTo(Built.Server, data, [.. Settings(data, settings), "--urls=" + at]);
        if (daysLater > 0) (start.Environment["LD_PRELOAD"], start.Environment["FAKETIME"], start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"]) = (ClockTurner, $"+{daysLater}d", "1");
        var server = new RunningServer(Process.Start(start)!, data, ownsFolder);
        try
        {
            server.Url = await server._ready.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            var said = server.Console;
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not say \"{ReadyLine}\" within {Patience.TotalMinutes} minutes. It said:\n{said}");
        }
        return server;
    }

    /// <summary>Calls a command of the server's program on a data folder, beside a server that may run on it.</summary>
    internal static Task<Answered> Command(string folder, (string, string)[] settings, params string[] words) => Called.Once(Called.HowTo(Built.Server, Path.GetTempPath(), [.. words, .. Settings(folder, settings)]), []);

    static IEnumerable<string> Settings(string data, (string Key, string Value)[] settings) => settings.Select(setting => $"--{setting.Key}={setting.Value}").Prepend("--Data:Folder=" + data);

    async Task Listen(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_console) _console.Add(line);
            if (line.StartsWith(ReadyLine, StringComparison.Ordinal)) _ready.TrySetResult(new Uri(new Uri(line[ReadyLine.Length..].Trim()), "/"));
            if (line.StartsWith(ClaimLine, StringComparison.Ordinal)) _claimCode.TrySetResult(line[ClaimLine.Length..].Trim());
        }
    }

    async Task Ended()
    {
        await _listening;
        _ready.TrySetException(new InvalidOperationException($"The server ended before it was ready. It said:\n{Console}"));
    }

    /// <summary>Ends the server the way a power cut does. The data folder stays until this is disposed.</summary>
    public async Task Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _ended;
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
        if (_ownsFolder) Directory.Delete(Folder, recursive: true);
    }
}
