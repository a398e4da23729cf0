namespace Handrail.Core.Procedures.Editing;

/// <summary>Which of what was there each of what is there now goes on from, in order.</summary>
static class Matching
{
    /// <param name="becomes">Whether one that is left over may have become another, by their places; else only equals match.</param>
    /// <returns>For each of <paramref name="now"/> the index in <paramref name="was"/>, rising; -1 for one that is new.</returns>
    public static int[] Of(IReadOnlyList<string> was, IReadOnlyList<string> now, Func<int, int, bool>? becomes = null)
    {
        var longest = new int[was.Count + 1, now.Count + 1];
        for (var i = was.Count - 1; i >= 0; i--)
            for (var j = now.Count - 1; j >= 0; j--)
                longest[i, j] = was[i] == now[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var of = new int[now.Count];
        Array.Fill(of, -1);
        for (var (i, j) = (0, 0); i < was.Count && j < now.Count;)
            if (was[i] == now[j]) of[j++] = i++;
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        if (becomes is null) return of;
        for (var j = 0; j < now.Count; j++)
        {
            if (of[j] >= 0) continue;
            var (from, to) = (of[..j].DefaultIfEmpty(-1).Max() + 1, of[(j + 1)..].Where(at => at >= 0).DefaultIfEmpty(was.Count).Min());
            for (var i = from; i < to && of[j] < 0; i++)
                if (becomes(i, j)) of[j] = i;
        }
        return of;
    }
}
