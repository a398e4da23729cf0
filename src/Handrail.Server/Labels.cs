using System.Globalization;

namespace Handrail.Server;

/// <summary>The names people see instead of ids.</summary>
public static class Labels
{
    public const string UsualPrefix = "SOP";
    public const int LongestPrefix = 8;

    public static string Sop(int number) => Sop(UsualPrefix, number);

    public static string Sop(string prefix, int number) => $"{prefix}-{number.ToString("D3", CultureInfo.InvariantCulture)}";

    public static string Run(int number) => "R-" + number.ToString(CultureInfo.InvariantCulture);

    public static string ToolChange(int number) => "T-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Letters, and digits after them.</summary>
    public static bool IsPrefix(string text) => text is { Length: > 0 and <= LongestPrefix } && char.IsAsciiLetterUpper(text[0]) && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>Reads "SOP-014", "sop-14" or "IR-014": whatever the prefix, a number is one procedure's.</summary>
    public static bool TryReadSop(string? label, out int number)
    {
        number = 0;
        var dash = label?.LastIndexOf('-') ?? -1;
        return dash > 0 && IsPrefix(label![..dash].ToUpperInvariant()) && TryRead(label, label[..(dash + 1)], out number);
    }

    /// <summary>Reads "R-1042".</summary>
    public static bool TryReadRun(string? label, out int number) => TryRead(label, "R-", out number);

    /// <summary>Reads "T-3".</summary>
    public static bool TryReadToolChange(string? label, out int number) => TryRead(label, "T-", out number);

    static bool TryRead(string? label, string prefix, out int number)
    {
        number = 0;
        return label is { Length: < 20 }
            && label.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(label.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
