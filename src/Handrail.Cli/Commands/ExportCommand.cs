using System.CommandLine;
using System.Text;
using Handrail.Cli.Online;

namespace Handrail.Cli.Commands;

/// <summary>From a server to this machine: a procedure's text, or the evidence pack of a run.</summary>
static class ExportCommand
{
    public static Command Make()
    {
        var number = new Argument<string>("number") { Description = "A procedure such as SOP-014, or a run such as R-1042." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Write to this file. Without it a text goes to standard output, a pack to [number].zip." };
        var server = new ServerOptions();
        var command = new ExampleCommand("export", "Fetch a procedure's text or a run's evidence pack from a server.", "handrail export SOP-014 -o offboarding.md\nhandrail export R-1042 -o R-1042.zip") { number, output };
        server.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (!server.Server(parsed).Granted(out var connected, out var refusal)) return ExitCode.Of(refusal);
            using (connected) return await Run(connected, parsed.GetValue(number)!.Trim(), parsed.GetValue(output), stop);
        });
        return command;
    }

    static async Task<int> Run(HandrailServer server, string number, FileInfo? output, CancellationToken stop)
    {
        var isRun = number.StartsWith("R-", StringComparison.OrdinalIgnoreCase);
        if (!(isRun ? await server.Pack(number, stop) : await server.Text(number, stop)).Granted(out var content, out var refusal)) return ExitCode.Of(refusal);
        if (output is null && !isRun) return Files.Put(Encoding.UTF8.GetString(content), null);
        return Files.Put(content, output ?? new FileInfo($"{Path.GetFileName(number)}.zip"));
    }
}
