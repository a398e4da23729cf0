namespace Handrail.Core.Procedures;

/// <summary>How near two words are, for "did you mean" and for spelling corrections.</summary>
static class Likeness
{
    /// <summary>The one of <paramref name="known"/> a person most likely meant, or null when none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var key = Placeholders.Key(written);
        var most = Math.Min(3, key.Length / 3);
        return known
            .Select(name => (Name: name, Key: Placeholders.Key(name)))
            .Where(candidate => candidate.Key.Length > 0)
            .Select(candidate => (candidate.Name, Edits: Edits(key, candidate.Key, most)))
            .Where(candidate => candidate.Edits <= most)
            .OrderBy(candidate => candidate.Edits).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>Equal but for letter case, or a long word with one letter more, less, other or swapped that is not its opposite ("encrypt", "decrypt").</summary>
    public static bool SpelledAlike(string a, string b) =>
        a.Equals(b, StringComparison.OrdinalIgnoreCase)
        || Math.Min(a.Length, b.Length) >= 5 && char.ToLowerInvariant(a[0]) == char.ToLowerInvariant(b[0]) && Edits(a.ToLowerInvariant(), b.ToLowerInvariant(), 1) <= 1;

    /// <summary>Letters to insert, delete, replace or swap with their neighbour; anything above <paramref name="most"/> is only known to be above.</summary>
    public static int Edits(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most || a.Length == 0 || b.Length == 0) return Math.Max(a.Length, b.Length);
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }
}
