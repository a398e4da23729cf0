using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Cli;

/// <summary>What is known around a procedure's file without a server: the files beside it. Paths count from its folder.</summary>
static class AroundFile
{
    /// <param name="together">Other procedures that were named with it.</param>
    public static LintContext Of(string file, Procedure procedure, IEnumerable<string> together)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";
        var named = ProcedureDump.Of(procedure.Source);
        return new()
        {
            Procedures = There(folder, named.Links).Concat(together.Select(other => Slashed(Path.GetRelativePath(folder, Path.GetFullPath(other))))).ToHashSet(),
            Images = There(folder, named.Images).ToHashSet(),
        };
    }

    static IEnumerable<string> There(string folder, IEnumerable<string> addresses) =>
        from address in addresses
        let written = address.Split('#', '?')[0]
        from path in new[] { written, Uri.UnescapeDataString(written) }.Distinct()
        where path.Length > 0 && !path.Contains("://", StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal)
        let full = Path.GetFullPath(Path.Combine(folder, path.TrimStart('/')))
        where File.Exists(full)
        select Slashed(Path.GetRelativePath(folder, full));

    static string Slashed(string path) => path.Replace('\\', '/');
}
