using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Printing;

/// <summary>Values of the front matter, quoted where they would otherwise be read as something else.</summary>
static partial class Yaml
{
    public static string Scalar(string value) => PlainScalar().IsMatch(value) ? value : Quoted(value);

    public static string InList(string value) => PlainInList().IsMatch(value) ? value : Quoted(value);

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(InList))}]";

    static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"^(?!(?:true|false|null|yes|no|on|off)$)[\p{L}\p{N}](?:[\p{L}\p{N} ./()&',;{}-]|:(?=\S)|(?<=\S)#)*$", RegexOptions.IgnoreCase)]
    private static partial Regex PlainScalar();

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N} ./()&'-]|:(?=\S)|(?<=\S)#)*$")]
    private static partial Regex PlainInList();
}
