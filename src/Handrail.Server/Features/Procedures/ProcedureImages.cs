using Handrail.Core.Procedures;

namespace Handrail.Server.Features.Procedures;

static class ProcedureImages
{
    /// <summary>The local pictures a text shows, by the path it names them with, spelled as files are ("the lamp.png", not "the%20lamp.png").</summary>
    public static IEnumerable<string> In(string text) => ProcedureDump.Of(text).Images
        .Where(path => path.Length > 0 && !path.Contains("://", StringComparison.Ordinal) && !path.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        .Select(Uri.UnescapeDataString).Distinct(StringComparer.Ordinal);
}
