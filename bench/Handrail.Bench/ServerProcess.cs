using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Handrail.Server.Data;

namespace Handrail.Bench;

/// <summary>A program that serves HTTP in a process of its own and says on its console where: the built server, or the bare page.</summary>
sealed partial class ServerProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> _claimCode = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task _listening;

    ServerProcess(Process process)
    {
        _process = process;
        _listening = Task.WhenAll(Listen(process.StandardOutput), Listen(process.StandardError));
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1");
    public IPEndPoint EndPoint => new(IPAddress.Loopback, Url.Port);

    /// <summary>The one-time code of an installation that nobody has claimed.</summary>
    public Task<string> ClaimCode => _claimCode.Task;

    /// <summary>Resident memory, in MB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The server as it was built together with this program, on a data folder with SQLite in it.</summary>
    public static Task<ServerProcess> Product(string folder) => Product(Furniture.Settings(folder));

    public static Task<ServerProcess> Product(DatabaseSettings settings) => Start(Built("src", "Handrail.Server", "Handrail.Server"), settings.DataFolder,
        "--urls=http://127.0.0.1:0", "--Data:Folder=" + settings.DataFolder, "--Database:Provider=" + settings.Kind, "--Database:ConnectionString=" + settings.ConnectionString);

    public static Task<ServerProcess> BarePage(string database) => Start(Environment.ProcessPath!, Path.GetDirectoryName(database)!, Bench.BarePage.Command, database);

    static async Task<ServerProcess> Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        var server = new ServerProcess(Process.Start(start)!);
        server.Url = await server._ready.Task;
        return server;
    }

    async Task Listen(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } address) _ready.TrySetResult(new Uri(new Uri(address.Value), "/"));
            if (line.StartsWith("Claim code: ", StringComparison.Ordinal)) _claimCode.TrySetResult(line["Claim code: ".Length..]);
        }
        _ready.TrySetException(new InvalidOperationException($"{_process.StartInfo.FileName} ended before it was ready."));
    }

    /// <summary>".../bench/Handrail.Bench/bin/Release/net10.0" becomes ".../src/[project]/bin/Release/net10.0/[name]".</summary>
    static string Built(string folder, string project, string name)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var root = here;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Handrail.slnx"))) root = root.Parent;
        if (root is null) throw new InvalidOperationException($"{here.FullName} is not inside the repository.");
        var configuration = Path.GetRelativePath(Path.Combine(root.FullName, "bench", "Handrail.Bench"), here.FullName);
        return Path.Combine(root.FullName, folder, project, configuration, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _listening;
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
