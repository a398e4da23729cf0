using System.CommandLine;
using Handrail.Cli.Online;
using Handrail.Cli.Running;
using Handrail.Core;

namespace Handrail.Cli.Commands;

/// <summary>From this machine to a server: procedures, and records of runs that were followed offline.</summary>
static class ImportCommand
{
    public static Command Make()
    {
        var sources = new Argument<string[]>("file") { Description = "Markdown files, Word documents (.docx), zip archives of them, web addresses of either, or records of runs (*.run.jsonl).", Arity = ArgumentArity.OneOrMore };
        var server = new ServerOptions();
        var command = new ExampleCommand("import", "Bring procedures, or the records of offline runs, to a server. Prints the numbers they got.",
            "export HANDRAIL_SERVER=https://handrail.example.org HANDRAIL_TOKEN=...\nhandrail import procedures/*.md\nhandrail import offboarding.run.jsonl") { sources };
        server.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            if (!server.Server(parsed).Granted(out var connected, out var refusal)) return ExitCode.Of(refusal);
            using (connected) return await Run(connected, parsed.GetValue(sources)!, stop);
        });
        return command;
    }

    static async Task<int> Run(HandrailServer server, string[] sources, CancellationToken stop)
    {
        var (records, others) = (sources.Where(IsRecord).ToList(), sources.Where(source => !IsRecord(source)).ToList());
        if (others.Count > 0 && await ImportProcedures(server, others, stop) is { } refusal) return ExitCode.Of(refusal);
        foreach (var record in records)
            if (await SendRecord(server, record, stop) is { } notSent) return ExitCode.Of(notSent);
        return ExitCode.Done;
    }

    static bool IsRecord(string path) => path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);

    static async Task<Refusal?> ImportProcedures(HandrailServer server, List<string> sources, CancellationToken stop)
    {
        var files = new List<Upload>();
        foreach (var source in sources)
        {
            if (!(await Download.Read(source, stop)).Granted(out var file, out var missing)) return missing;
            files.Add(file);
        }
        if (!(await server.Import(files, stop)).Granted(out var imported, out var refusal)) return refusal;
        foreach (var one in imported) Screen.Out.Line($"{one.Number}\t{one.Title}\t{one.Steps} steps, {one.Errors} errors, {one.Warnings} warnings");
        return null;
    }

    static async Task<Refusal?> SendRecord(HandrailServer server, string path, CancellationToken stop)
    {
        if (!Files.Bytes(path).Granted(out var record, out var missing)) return missing;
        if (!KeptEvidence.Of(path, record).Granted(out var evidence, out var lost)) return lost;
        if (!(await server.Send(new(Path.GetFileName(path), record), evidence, stop)).Granted(out var run, out var refusal)) return refusal;
        Screen.Out.Line($"{run.Number}\t{run.Title}");
        return null;
    }
}
