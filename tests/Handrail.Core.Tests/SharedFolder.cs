namespace Handrail.Core.Tests;

/// <summary>Real inputs lie in a folder "shared" beside the repository, where they are there at all.</summary>
static class SharedFolder
{
    internal static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", name) is var path && Directory.Exists(path))
                return path;
        return null;
    }
}
