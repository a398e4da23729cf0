using System.CommandLine;

namespace Handrail.Server.Commands;

/// <summary>What a command does with the services of the server, which is built but does not listen. Returns the exit code.</summary>
delegate Task<int> CommandWork(ParseResult typed, IServiceProvider services, CancellationToken stop);

/// <summary>A command of the server's own program: what an operator does on the machine itself.</summary>
sealed class ServerCommand : Command
{
    public ServerCommand(string name, string description, string example, CommandWork work) : base(name, description)
    {
        Example = example;
        SetAction((typed, stop) => work(typed, Services ?? throw new InvalidOperationException("A command needs the services of the server."), stop));
    }

    public string Example { get; }

    public IServiceProvider? Services { private get; set; }
}
