using System.CommandLine;
using Handrail.Core.Procedures;
using Spectre.Console;

namespace Handrail.Cli.Commands;

/// <summary>A procedure as it was understood, for the eye or for a program.</summary>
static class ShowCommand
{
    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = "A procedure in Markdown, or a Word document (.docx) as it would be imported." };
        var json = new Option<bool>("--json") { Description = "All that the file holds as one JSON object: steps, headings, links, images, tables, code blocks, text." };
        var command = new ExampleCommand("show", "Show a procedure: its phases, steps, decisions and checkpoints.", "handrail show offboarding.md") { file, json };
        command.SetAction(parsed => parsed.GetValue(json) ? Dump(parsed.GetValue(file)!) : Show(parsed.GetValue(file)!));
        return command;
    }

    static int Dump(string file) => Files.Text(file).Granted(out var text, out var refusal) ? Files.Put(ProcedureDump.Of(text).ToJson(), null) : ExitCode.Of(refusal);

    static int Show(string file)
    {
        if (!Files.Procedure(file).Granted(out var procedure, out var refusal)) return ExitCode.Of(refusal);
        var to = Screen.Out;
        to.Line(procedure.Title, "bold");
        if (procedure.Header.Summary is { } summary) to.Line(summary);
        if (procedure.Header.Owner is { } owner) to.Line($"Owner: {owner}", "dim");
        if (procedure.Header.Controls is { Count: > 0 } controls) to.Line($"Controls: {string.Join(", ", controls)}", "dim");
        if (procedure.StartFields.Count > 0) to.Line("\nBefore you start", "bold");
        foreach (var field in procedure.StartFields) to.Line($"  {StepWords.Of(field)}");
        Tell(to, procedure, procedure.Main, "Steps");
        Tell(to, procedure, procedure.Contingencies, "If something goes wrong");
        Tell(to, procedure, procedure.Rollback, "Rollback");
        foreach (var note in procedure.Notes) Screen.Error.Line($"Note: {note.Message}", "yellow");
        return ExitCode.Done;
    }

    static void Tell(IAnsiConsole to, Procedure procedure, IReadOnlyList<Phase> phases, string heading)
    {
        if (phases.All(phase => phase.Steps.Count == 0)) return;
        to.Line($"\n{heading}", "bold");
        foreach (var phase in phases)
        {
            if (phase.Title.Length > 0 && phase.Title != heading) to.Line($"\n  {phase.Title}{(phase.AnyOrder ? " (any order)" : "")}", "underline");
            foreach (var step in phase.Steps) Tell(to, procedure, step, depth: 1);
        }
    }

    static void Tell(IAnsiConsole to, Procedure procedure, Step step, int depth)
    {
        var indent = new string(' ', 2 * depth);
        to.Line($"{indent}{step.Number}. {step.Instruction}{(step.IsDecision ? "  [decision]" : "")}");
        foreach (var line in StepWords.Of(step, procedure)) to.Line($"{indent}     {line}", "dim");
        foreach (var child in step.Children) Tell(to, procedure, child, depth + 1);
    }
}
