namespace Handrail.Core.Tests.Journal;

/// <summary>Published test vectors, kept beside the repository and not in it. Tests that need them say so and are skipped where they are absent.</summary>
static class Published
{
    public static string Path(params string[] parts)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = System.IO.Path.Combine([at.FullName, "shared", "reference", .. parts]);
            if (System.IO.Path.Exists(path)) return path;
        }
        Assert.Skip($"The published vectors shared/reference/{string.Join('/', parts)} are not on this machine.");
        return "";
    }
}
