using System.Globalization;

namespace Handrail.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Limit">What this machine does without the product, measured in the same run; where nothing can be compared, the bound itself.</param>
/// <param name="Unit">A rate ends in "/s": there more is better. Of anything else less is.</param>
/// <param name="Target">What Product / Limit is to reach: at least this for a rate, at most this otherwise.</param>
/// <param name="Spread">How far the rounds lay apart, in words; empty where there was one.</param>
sealed record Measured(string Name, double Product, double Limit, string Unit, double Target, string Spread = "")
{
    public bool IsRate => Unit.EndsWith("/s", StringComparison.Ordinal);
    public double Ratio => Product / Limit;
    public bool IsReached => IsRate ? Ratio >= Target : Ratio <= Target;
}

/// <summary>What a run of the benchmarks says in the end: a table in Markdown, so that it can be kept as it is.</summary>
static class Table
{
    public static void Print(TextWriter to, IReadOnlyList<Measured> rows)
    {
        var cells = rows.Select(row => new[]
        {
            row.Name, $"{Figure(row.Product)} {row.Unit}", $"{Figure(row.Limit)} {row.Unit}", Figure(row.Ratio) + row.Spread,
            (row.IsRate ? "≥ " : "≤ ") + Figure(row.Target), row.IsReached ? "yes" : "no",
        }).Prepend(["scenario", "product", "limit", "ratio", "target", "reached"]).ToList();
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToList();
        for (var i = 0; i < cells.Count; i++)
        {
            to.WriteLine($"| {string.Join(" | ", cells[i].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (i == 0) to.WriteLine($"|{string.Join("|", widths.Select(width => new string('-', width + 2)))}|");
        }
    }

    /// <summary>Three digits, which is more than the machine keeps still for.</summary>
    public static string Figure(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
