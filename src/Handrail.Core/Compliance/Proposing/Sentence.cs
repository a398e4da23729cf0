namespace Handrail.Core.Compliance.Proposing;

/// <summary>Lists as people say them.</summary>
static class Sentence
{
    /// <summary>"a, b and c"; what is more than <paramref name="most"/> is only counted.</summary>
    internal static string List(IReadOnlyList<string> parts, int most = int.MaxValue)
    {
        if (parts.Count > most) return $"{string.Join(", ", parts.Take(most))} and {parts.Count - most} more";
        return parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
    }

    internal static string Lower(string words) => words.Length > 1 && char.IsLower(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
}
