using System.Diagnostics;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Cli;

/// <param name="Code">The exit code.</param>
sealed record Answered(int Code, string Out, string Error);

/// <summary>A folder of its own in which the built program is called, as a person would.</summary>
public sealed class Shell : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("handrail-cli-").FullName;

    /// <summary>A file or folder of the library.</summary>
    public static string Library(string path = "") => System.IO.Path.Combine(Built.Root, "library", "procedures", path);

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return name;
    }

    internal Task<Answered> Run(params string[] arguments) => Run([], arguments);

    internal async Task<Answered> Run(IEnumerable<string> typed, params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        foreach (var line in typed) await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    internal Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Built.Cli) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Remove("HANDRAIL_SERVER");
        start.Environment.Remove("HANDRAIL_TOKEN");
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
