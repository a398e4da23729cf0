using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Flow;

static partial class Plain
{
    /// <summary>Values of field lines keep their links as Markdown; on a chart only a link's words are shown.</summary>
    public static string Of(string text) => text.Contains("](", StringComparison.Ordinal) ? Link().Replace(text, "$1") : text;

    [GeneratedRegex(@"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
