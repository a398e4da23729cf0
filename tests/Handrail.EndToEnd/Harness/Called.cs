using System.Diagnostics;

namespace Handrail.EndToEnd.Harness;

/// <param name="Code">The exit code.</param>
sealed record Answered(int Code, string Out, string Error);

/// <summary>Programs as a person calls them.</summary>
static class Called
{
    /// <summary>Nothing of how these tests were started gets into the program.</summary>
    public static ProcessStartInfo HowTo(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || key.StartsWith("DOTNET_ENV", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        return start;
    }

    public static async Task<Answered> Once(ProcessStartInfo start, IEnumerable<string> typed)
    {
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        foreach (var line in typed) await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
