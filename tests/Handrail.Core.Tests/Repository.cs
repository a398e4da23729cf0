namespace Handrail.Core.Tests;

/// <summary>The folder that holds the solution, and the texts in it.</summary>
static class Repository
{
    static readonly string[] NotOurs = [".git", "bin", "obj", "artifacts", "data", "node_modules"];

    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Every Markdown file, relative to the root.</summary>
    public static IEnumerable<string> Documents() => Documents(Root).Select(path => Path.GetRelativePath(Root, path));

    static IEnumerable<string> Documents(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .Concat(Directory.EnumerateDirectories(folder).Where(below => !NotOurs.Contains(Path.GetFileName(below))).SelectMany(Documents));

    static string Above(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "Handrail.slnx"))) return here.FullName;
        throw new InvalidOperationException($"{folder} is not inside the repository.");
    }
}
