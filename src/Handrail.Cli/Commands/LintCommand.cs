using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Cli.Commands;

/// <summary>What could be better in a procedure, as compilers say it.</summary>
static class LintCommand
{
    /// <param name="Line">From 1, as is the column.</param>
    sealed record Found(string File, int Line, int Column, string Severity, string Code, string Message, string Why, string? Fix);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make()
    {
        var files = new Argument<string[]>("file") { Description = "Procedures in Markdown, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "The findings as one JSON array." };
        var command = new ExampleCommand("lint", "Check procedures. Exits with 2 when there are errors, with 0 when there are only warnings.", "handrail lint procedures/offboarding.md") { files, json };
        command.SetAction(parsed => Run(parsed.GetValue(files)!, parsed.GetValue(json)));
        return command;
    }

    static int Run(string[] named, bool json)
    {
        var files = named.SelectMany(ProceduresIn).ToList();
        var found = new List<Found>();
        foreach (var file in files)
        {
            if (!Files.Procedure(file).Granted(out var procedure, out var refusal)) return ExitCode.Of(refusal);
            found.AddRange(Lint.Check(procedure, AroundFile.Of(file, procedure, files)).Select(finding => Placed(file, procedure, finding)));
        }
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(found, Json));
        else foreach (var one in found) Print(one);
        var errors = found.Count(one => one.Severity == "error");
        Screen.Error.Line($"{Many(files.Count, "file")}, {Many(errors, "error")}, {Many(found.Count - errors, "warning")}", errors > 0 ? "red" : "green");
        return errors > 0 ? ExitCode.Invalid : ExitCode.Done;
    }

    static IEnumerable<string> ProceduresIn(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    static Found Placed(string file, Procedure procedure, LintFinding finding)
    {
        var before = procedure.Source.AsSpan(0, Math.Min(finding.Span.Start, procedure.Source.Length));
        return new(file, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), finding.Severity.ToString().ToLowerInvariant(), finding.Code, finding.Message, finding.Why, finding.Fix?.Title);
    }

    static void Print(Found one)
    {
        Screen.Out.Write($"{one.File}:{one.Line}:{one.Column}: ", "default");
        Screen.Out.Write($"{one.Severity}:", one.Severity == "error" ? "red" : "yellow");
        Screen.Out.Line($" {one.Code} {one.Message.ReplaceLineEndings(" ")}");
    }

    static string Many(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
