using System.CommandLine;
using Handrail.Core;

namespace Handrail.Cli.Online;

/// <summary>Where the server is and who asks: options, or the environment for scripts and so that no token stands in a list of processes.</summary>
sealed class ServerOptions
{
    const string ServerVariable = "HANDRAIL_SERVER";
    const string TokenVariable = "HANDRAIL_TOKEN";

    readonly Option<string?> _server = new("--server") { Description = $"The server's address, such as https://handrail.example.org. Else {ServerVariable}." };
    readonly Option<string?> _token = new("--token") { Description = $"Your key for programs. Better in {TokenVariable}: other people on this machine can read command lines." };

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_token);
    }

    public Outcome<HandrailServer> Server(ParseResult parsed)
    {
        var server = parsed.GetValue(_server) ?? Environment.GetEnvironmentVariable(ServerVariable);
        var token = (parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable(TokenVariable))?.Trim();
        if (string.IsNullOrWhiteSpace(server)) return new Refusal.Invalid("server", $"Say which server: --server https://handrail.example.org, or set {ServerVariable}.");
        if (!Uri.TryCreate(server.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return new Refusal.Invalid("server", $"“{server}” is not the address of a server. It begins with https://.");
        if (string.IsNullOrEmpty(token) || token.Any(c => c is <= ' ' or > '~')) return new Refusal.Invalid("token", $"Give your key for programs: set {TokenVariable}, or use --token.");
        if (address.Scheme == "http" && !address.IsLoopback) Screen.Error.Line($"Warning: {address} is not encrypted; everybody on the way can read your key.", "yellow");
        return new HandrailServer(address, token);
    }
}
