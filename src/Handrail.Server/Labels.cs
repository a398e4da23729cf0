using System.Globalization;

namespace Handrail.Server;

/// <summary>The names people see instead of ids.</summary>
public static class Labels
{
    public static string Sop(int number) => "SOP-" + number.ToString("D3", CultureInfo.InvariantCulture);

    public static string Run(int number) => "R-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads "SOP-014" or "sop-14".</summary>
    public static bool TryReadSop(string? label, out int number) => TryRead(label, "SOP-", out number);

    /// <summary>Reads "R-1042".</summary>
    public static bool TryReadRun(string? label, out int number) => TryRead(label, "R-", out number);

    static bool TryRead(string? label, string prefix, out int number)
    {
        number = 0;
        return label is { Length: < 20 }
            && label.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(label.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
