using System.CommandLine;
using Handrail.Cli.Online;

namespace Handrail.Cli.Commands;

/// <summary>All procedures in force from a server to this machine, in one file that needs neither.</summary>
static class BinderCommand
{
    public static Command Make()
    {
        var family = new Option<string[]>("--family") { Description = "Only this family, such as incident-response; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var emergency = new Option<bool>("--emergency") { Description = "Only what somebody needs when everything is down: incidents, backup and recovery." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Write to this file. Without it to binder.html." };
        var server = new ServerOptions();
        var command = new ExampleCommand("binder", "Fetch all procedures in force that you may read, in one file that opens without a server and prints.", "handrail binder -o /media/usb/binder.html\nhandrail binder --emergency") { family, emergency, output };
        server.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (!server.Server(parsed).Granted(out var connected, out var refusal)) return ExitCode.Of(refusal);
            using (connected) return await Run(connected, parsed.GetValue(family) ?? [], parsed.GetValue(emergency), parsed.GetValue(output) ?? new FileInfo("binder.html"), stop);
        });
        return command;
    }

    static async Task<int> Run(HandrailServer server, string[] families, bool emergency, FileInfo output, CancellationToken stop) =>
        (await server.Binder(families, emergency, stop)).Granted(out var content, out var refusal) ? Files.Put(content, output) : ExitCode.Of(refusal);
}
