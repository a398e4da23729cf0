using System.Diagnostics;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Cli;

/// <summary>A folder of its own in which the built program is called, as a person would.</summary>
public sealed class Shell : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("handrail-cli-").FullName;

    /// <summary>A file or folder of the library.</summary>
    public static string Library(string path = "") => System.IO.Path.Combine(Built.Root, "library", "procedures", path);

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return name;
    }

    internal Task<Answered> Run(params string[] arguments) => Run([], arguments);

    internal Task<Answered> Run(IEnumerable<string> typed, params string[] arguments) => Called.Once(HowTo(arguments), typed);

    internal Process Start(params string[] arguments) => Process.Start(HowTo(arguments))!;

    ProcessStartInfo HowTo(string[] arguments)
    {
        var start = Called.HowTo(Built.Cli, Folder, arguments);
        start.Environment.Remove("HANDRAIL_SERVER");
        start.Environment.Remove("HANDRAIL_TOKEN");
        return start;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
