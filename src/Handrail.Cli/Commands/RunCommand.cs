using System.CommandLine;
using Handrail.Cli.Running;
using Handrail.Core.Running;

namespace Handrail.Cli.Commands;

/// <summary>A procedure followed in the terminal, with nothing else needed than its file.</summary>
static class RunCommand
{
    public static Command Make()
    {
        var file = new Argument<string?>("file") { Description = "A procedure in Markdown. With --resume only needed when it has been moved.", Arity = ArgumentArity.ZeroOrOne };
        var resume = new Option<string?>("--resume") { Description = "Go on with the run of this record (NAME.run.jsonl)." };
        var record = new Option<string?>("--record") { Description = "The record's file. Else NAME.run.jsonl in the present folder." };
        var name = new Option<string?>("--as") { Description = "Your name in the record. Else the name you are signed in with." };
        var roles = new Option<string[]>("--role") { Description = "A role you hold, once for each. Without it you are taken to hold every role the procedure names." };
        var kind = new Option<RunKind>("--kind") { Description = "Live, Drill, Training or WalkThrough." };
        var command = new ExampleCommand("run", "Follow a procedure step by step, offline. Every act is written to a record file at once.",
            "handrail run offboarding.md\nhandrail run --resume offboarding.run.jsonl") { file, resume, record, name, roles, kind };
        command.SetAction(parsed =>
        {
            var person = parsed.GetValue(name)?.Trim() is { Length: > 0 } given ? given : Environment.UserName;
            var terminal = new Terminal(Console.In, Screen.Error);
            var begun = parsed.GetValue(resume) is { } path
                ? Beginning.Resume(path, parsed.GetValue(file), terminal, person, parsed.GetValue(roles)!)
                : Beginning.Start(parsed.GetValue(file), parsed.GetValue(record), parsed.GetValue(kind), terminal, person, parsed.GetValue(roles)!);
            return begun.Granted(out var ready, out var refusal) ? Follow(ready) : ExitCode.Of(refusal);
        });
        return command;
    }

    static int Follow(Begun begun)
    {
        using var file = begun.File;
        var guide = begun.Guide;
        guide.Terminal.Say($"{guide.State.Title}: every act is written to {file.Path}. Type help for the words you can use.", "dim");
        guide.Follow();
        Screen.Out.Line(RecordText.Of(guide.State));
        if (guide.State.EndedAt is not null) return ExitCode.Done;
        guide.Terminal.Say($"Not finished. Go on with: handrail run --resume {file.Path}", "yellow");
        return guide.Terminal.Ended ? ExitCode.Unavailable : ExitCode.Done;
    }
}
