using System.Text;

namespace Handrail.Core.Compliance;

/// <summary>A pack as YAML, the way those of the library are written: what <see cref="PackReader"/> reads back is the same pack.</summary>
public static class PackWriter
{
    const string Markdown = ".md";

    public static string Write(Pack pack)
    {
        var text = new StringBuilder();
        Line(text, "title", pack.Title);
        if (pack.For.Length > 0) Line(text, "for", pack.For);
        if (pack.Summary.Length > 0) Line(text, "summary", pack.Summary);
        if (pack.OnlyHere.Count > 0) Line(text, "only-here", pack.OnlyHere);
        if (pack.WithFrameworks.Count > 0) Line(text, "with-frameworks", pack.WithFrameworks);
        text.Append(pack.Entries.Count == 0 ? "procedures: []\n" : "procedures:\n");
        foreach (var entry in pack.Entries)
        {
            Line(text, "  - procedure", Bare(entry.Procedure));
            Line(text, "    why", entry.Why);
            if (entry.InsteadOf.Count > 0) Line(text, "    instead-of", entry.InsteadOf.Select(Bare));
        }
        return text.ToString();
    }

    static void Line(StringBuilder text, string key, string value) => text.Append(key).Append(": ").Append(Scalar(value)).Append('\n');

    static void Line(StringBuilder text, string key, IEnumerable<string> values) => text.Append(key).Append(": [").AppendJoin(", ", values.Select(Quoted)).Append("]\n");

    static string Bare(string path) => path.EndsWith(Markdown, StringComparison.Ordinal) ? path[..^Markdown.Length] : path;

    /// <summary>Words and paths as they are, everything else between quotes.</summary>
    static string Scalar(string value) => value.Length > 0 && char.IsAsciiLetter(value[0]) && !char.IsWhiteSpace(value[^1]) && value.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '/' or ',' or '.' or ';' or '\'') && !IsReserved(value) ? value : Quoted(value);

    static bool IsReserved(string value) => value.ToLowerInvariant() is "true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n";

    static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
            quoted.Append(c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\t' => "\\t", _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)c:x4}", _ => c.ToString() });
        return quoted.Append('"').ToString();
    }
}
