using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Handrail.Cli.Commands;

namespace Handrail.Cli;

/// <summary>A command with the example that its help ends with.</summary>
sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    public string Example => example;
}

/// <summary>The whole command line: every command, and what all of them share.</summary>
static class CommandLine
{
    public static async Task<int> Run(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync();
        foreach (var error in parsed.Errors) Screen.Problem(error.Message);
        Screen.Error.Line("handrail --help lists the commands; handrail COMMAND --help explains one.");
        return ExitCode.Invalid;
    }

    static RootCommand Root()
    {
        var root = new RootCommand("Handrail: write security procedures once, follow them step by step, prove that you did.")
        {
            LintCommand.Make(), ShowCommand.Make(), FlowCommand.Make(), RunCommand.Make(), VerifyCommand.Make(), ImportCommand.Make(), ExportCommand.Make(), BinderCommand.Make(),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual } help) help.Action = new HelpWithExample(usual);
            if (option is VersionOption version) version.Action = new PrintVersion();
        }
        return root;
    }

    sealed class HelpWithExample(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            var to = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command is ExampleCommand { Example: var example }) to.WriteLine($"Example:\n  {example.ReplaceLineEndings("\n  ")}\n");
            else to.WriteLine("Exit codes:\n  0 done, 1 a bug, 2 not acceptable as given, 3 not found, 4 not allowed, 5 something was there first, 6 not possible right now\n");
            return code;
        }
    }

    sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine($"handrail {version?.Split('+')[0]}");
            return 0;
        }
    }
}
