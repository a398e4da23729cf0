using System.CommandLine;
using Handrail.Core.Procedures.Flow;

namespace Handrail.Cli.Commands;

/// <summary>The flow chart of a procedure, as a picture or in words.</summary>
static class FlowCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = "A procedure in Markdown." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Write to this file instead of standard output." };
        var text = new Option<bool>("--text") { Description = "The chart in words: every step with every way on." };
        var command = new ExampleCommand("flow", "Draw the flow chart of a procedure as SVG.", "handrail flow offboarding.md -o offboarding.svg") { file, output, text };
        command.SetAction(parsed =>
        {
            if (!Files.Procedure(parsed.GetValue(file)!).Granted(out var procedure, out var refusal)) return ExitCode.Of(refusal);
            var graph = FlowGraph.Of(procedure);
            return Files.Put(parsed.GetValue(text) ? InWords(graph) : FlowSvg.Write(FlowLayout.Of(graph), null, new() { StandAlone = true }), parsed.GetValue(output));
        });
        return command;
    }

    static string InWords(FlowGraph graph) => Screen.Safe(string.Concat(FlowText.Of(graph).Select(sentence => $"{new string(' ', 2 * sentence.Depth)}{sentence.Text}\n")));
}
