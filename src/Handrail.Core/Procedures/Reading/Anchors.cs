using System.Text;

namespace Handrail.Core.Procedures.Reading;

/// <summary>The anchors of one procedure: written ones go first, derived ones keep out of their way.</summary>
sealed class Anchors
{
    const int Longest = 60;

    readonly HashSet<string> _written;
    readonly HashSet<string> _taken;
    readonly Dictionary<string, int> _next = [];

    internal Anchors(string source, params IEnumerable<string> taken) => (_written, _taken) = (Written(source), [.. taken]);

    /// <summary>The anchor as written, or null when it is written twice and stands already.</summary>
    internal string? Take(string written) => _taken.Add(written) ? written : null;

    internal string Derive(string text, string otherwise)
    {
        var slug = Slug(text);
        if (slug.Length == 0) slug = otherwise;
        var anchor = slug;
        var n = _next.GetValueOrDefault(slug, 2);
        for (; _written.Contains(anchor) || !_taken.Add(anchor); n++) anchor = $"{slug}-{n}";
        _next[slug] = n;
        return anchor;
    }

    /// <summary>The way code hosts derive the anchor of a heading: lower case, spaces to hyphens, punctuation dropped.</summary>
    internal static string Slug(string text, int longest = Longest)
    {
        var slug = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character)) slug.Append(char.ToLowerInvariant(character));
            else if (char.IsWhiteSpace(character) || character is '-' or '_')
            {
                if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
                // Only whole words.
                if (slug.Length >= longest) break;
            }
        }
        return slug.ToString().Trim('-');
    }

    static HashSet<string> Written(string source)
    {
        HashSet<string> names = [];
        for (var at = source.IndexOf("{#", StringComparison.Ordinal); at >= 0; at = source.IndexOf("{#", at + 2, StringComparison.Ordinal))
            if (source.AsSpan(at + 2, Math.Min(200, source.Length - at - 2)).IndexOf('}') is > 0 and var length)
                names.Add(source.Substring(at + 2, length));
        return names;
    }
}
