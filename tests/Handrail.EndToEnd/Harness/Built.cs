namespace Handrail.EndToEnd.Harness;

/// <summary>Where the built programs and the things tests leave behind are.</summary>
static class Built
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>The server program, built as these tests are; HANDRAIL_TEST_SERVER names another one, for example a published one.</summary>
    public static string Server => Environment.GetEnvironmentVariable("HANDRAIL_TEST_SERVER") is { Length: > 0 } named ? named : Program("Handrail.Server", "Handrail.Server");

    /// <summary>The command line program.</summary>
    public static string Cli => Program("Handrail.Cli", "handrail");

    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    /// <summary>".../tests/Handrail.EndToEnd/bin/Debug/net10.0" becomes ".../src/[project]/bin/Debug/net10.0/[name]".</summary>
    static string Program(string project, string name)
    {
        var configuration = Path.GetRelativePath(Path.Combine(Root, "tests", "Handrail.EndToEnd"), AppContext.BaseDirectory);
        return Path.Combine(Root, "src", project, configuration, OperatingSystem.IsWindows() ? name + ".exe" : name);
    }

    static string Above(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "Handrail.slnx"))) return here.FullName;
        throw new InvalidOperationException($"{folder} is not inside the repository.");
    }
}
