using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Data.Common;
using System.Reflection;
using Handrail.Core;

namespace Handrail.Server.Commands;

/// <summary>
/// What was typed after the program's name: nothing but settings, and it serves; or a command, which is done instead. What was asked for goes to standard output,
/// everything said about it to standard error. This is the console's door: failures of disk and database become exit codes here, as they become pages in Web/.
/// </summary>
sealed class CommandLine
{
    readonly ParseResult? _typed;

    CommandLine(string[] settings, ParseResult? typed) => (Settings, _typed) = (settings, typed);

    /// <summary>What configures the server: "--Data:Folder=/srv/handrail".</summary>
    public string[] Settings { get; }

    public bool IsToServe => _typed is null;

    public static CommandLine Read(string[] arguments)
    {
        // A command's own options have no colon in their names, settings have; so they can be told apart before either is read.
        var (settings, words) = (new List<string>(), new List<string>());
        for (var i = 0; i < arguments.Length; i++)
        {
            (IsSetting(arguments[i]) ? settings : words).Add(arguments[i]);
            if (IsSetting(arguments[i]) && !arguments[i].Contains('=') && i + 1 < arguments.Length) settings.Add(arguments[++i]);
        }
        return words is [not (['-' or '/', ..]) or "-h" or "-?" or "--help" or "--version", ..] ? new([.. settings], Root().Parse(words)) : new(arguments, null);
    }

    static bool IsSetting(string argument) => argument.StartsWith("--", StringComparison.Ordinal) && argument.Split('=')[0].Contains(':');

    static RootCommand Root()
    {
        var root = new RootCommand("The Handrail server. Without a command it serves. Settings such as --Data:Folder=/srv/handrail can be given with and without a command.")
        {
            BackupCommand.Make(), RestoreCommand.Make(), DoctorCommand.Make(), CreateAdminCommand.Make(), MigrateCommand.Make(),
        };
        root.SetAction(_ => ExitCode.Done); // Serving is not its business; without an action an unknown word would be called a missing one.
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction usual } help) help.Action = new HelpWithExample(usual);
            if (option is VersionOption version) version.Action = new PrintVersion();
        }
        return root;
    }

    /// <summary>True when there was nothing to do but to say something: help, the version, or what is wrong with what was typed.</summary>
    public bool IsAnswered(out int code)
    {
        code = ExitCode.Done;
        if (_typed is null or { CommandResult.Command: ServerCommand, Action: not (ParseErrorAction or HelpWithExample) }) return false;
        if (_typed.Action is not ParseErrorAction) code = _typed.Invoke();
        else
        {
            foreach (var error in _typed.Errors) Console.Error.WriteLine(error.Message);
            Console.Error.WriteLine("Handrail.Server --help lists the commands; Handrail.Server COMMAND --help explains one.");
            code = ExitCode.Invalid;
        }
        return true;
    }

    /// <summary>Messages of a command are no part of its answer.</summary>
    public void Quieten(ILoggingBuilder log)
    {
        if (!IsToServe) log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    public async Task<int> Run(IServiceProvider services)
    {
        if (_typed?.CommandResult.Command is not ServerCommand command) throw new InvalidOperationException("There is no command to run.");
        command.Services = services;
        try
        {
            return await _typed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (Explained(failure) is { } refusal)
        {
            return ExitCode.Of(refusal);
        }
    }

    static Refusal? Explained(Exception failure) => failure switch
    {
        OperationCanceledException => new Refusal.Unavailable("Stopped before it was done."),
        UnauthorizedAccessException => new Refusal.Forbidden($"{System.Environment.UserName} may not do this: {failure.Message}"),
        IOException => new Refusal.Unavailable(failure.Message),
        DbException => new Refusal.Unavailable($"The database cannot be used: {failure.Message}"),
        { InnerException: DbException inner } => new Refusal.Unavailable($"The database cannot be used: {inner.Message}"),
        _ => null,
    };

    sealed class HelpWithExample(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            var to = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command is ServerCommand { Example: var example }) to.WriteLine($"Example:\n  {example.ReplaceLineEndings("\n  ")}\n");
            else to.WriteLine("Exit codes:\n  0 done, 1 a bug, 2 not acceptable as given, 3 not found, 4 not allowed, 5 something was there first, 6 not possible right now\n");
            return code;
        }
    }

    sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine($"handrail server {version?.Split('+')[0]}");
            return ExitCode.Done;
        }
    }
}
