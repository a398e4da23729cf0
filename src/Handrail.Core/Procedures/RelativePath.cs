namespace Handrail.Core.Procedures;

/// <summary>Paths with "/", the way links between texts are written.</summary>
public static class RelativePath
{
    /// <summary>"../backup/restore.md" seen from "policies" is "backup/restore.md"; what climbs above the root keeps its "..".</summary>
    public static string From(string folder, string file)
    {
        var path = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in file.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") path.Add(part);
            else if (path.Count > 0 && path[^1] != "..") path.RemoveAt(path.Count - 1);
            else path.Add(part);
        }
        return string.Join('/', path);
    }
}
