using Handrail.Core.Compliance;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Library;

/// <summary>The shipped library, read once.</summary>
static class Shipped
{
    public static string Root { get; } = Path.Combine(Repository.Root, "library");

    /// <summary>Paths below the library, with "/", and texts.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files { get; } =
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))];

    public static Catalogue Catalogue { get; } = Catalogue.Of(Files);

    public static IReadOnlySet<string> Controls { get; } = Catalogue.ControlIds();

    /// <summary>What lint may know around a shipped procedure. Roles and systems belong to whoever adopts it.</summary>
    public static LintContext Around(string path) => new()
    {
        Folder = path.Split('/')[0],
        Procedures = Catalogue.Procedures.Keys.ToHashSet(),
        Environment = ToolKinds.ToDictionary(name => name, name => name),
        Controls = Controls,
        Clauses = Catalogue.ClauseIds(),
    };

    /// <summary>The placeholders a procedure may leave to whoever adopts it; library/README.md lists them.</summary>
    public static IReadOnlyList<string> ToolKinds { get; } =
        ["identity_provider", "endpoint_management", "backup_tool", "ticket_system", "chat_tool", "scanner", "code_host", "cloud_provider", "password_manager", "monitoring"];

    public static TheoryData<string> Procedures => [.. Catalogue.Procedures.Keys];

    public static Procedure Procedure(string path) => Catalogue.Procedures[path];
}
