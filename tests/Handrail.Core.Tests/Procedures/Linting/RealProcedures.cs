namespace Handrail.Core.Tests.Procedures.Linting;

/// <summary>Published runbooks and the library, where they are at hand.</summary>
static class RealProcedures
{
    public static IReadOnlyList<string> Paths()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "shared", "cases", "markdown") is var cases && Directory.Exists(cases))
                return [.. Directory.EnumerateFiles(cases, "*.md", SearchOption.AllDirectories)];
        Assert.Skip("The published runbooks of shared/cases/markdown are not on this machine.");
        return [];
    }
}
