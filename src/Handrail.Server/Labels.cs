using System.Globalization;
using Handrail.Core.Procedures;

namespace Handrail.Server;

/// <summary>Which procedure a number means: 14, or 14 and LAB for its variant.</summary>
/// <param name="Suffix">Empty but for a variant.</param>
public readonly record struct SopNumber(int Number, string Suffix);

/// <summary>The names people see instead of ids.</summary>
public static class Labels
{
    public const string UsualPrefix = "SOP";
    public const int LongestPrefix = 8;

    public static string Sop(int number, string suffix = "") => Sop(UsualPrefix, number, suffix);

    /// <param name="suffix">Of a variant; empty for every other.</param>
    public static string Sop(string prefix, int number, string suffix) => $"{prefix}-{number.ToString("D3", CultureInfo.InvariantCulture)}{(suffix.Length == 0 ? "" : "-" + suffix)}";

    public static string Run(int number) => "R-" + number.ToString(CultureInfo.InvariantCulture);

    public static string ToolChange(int number) => "T-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Letters, and digits after them.</summary>
    public static bool IsPrefix(string text) => text is { Length: > 0 and <= LongestPrefix } && char.IsAsciiLetterUpper(text[0]) && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>Reads "SOP-014", "sop-14", "IR-014" or "SOP-014-LAB": whatever the prefix, a number is one procedure's, and with a suffix one variant's.</summary>
    public static bool TryReadSop(string? label, out SopNumber number)
    {
        number = default;
        var parts = (label ?? "").ToUpperInvariant().Split('-');
        if (parts.Length is not (2 or 3) || !IsPrefix(parts[0]) || parts.Length == 3 && !VariantSuffix.IsOne(parts[2]) || !TryRead(parts[1], "", out var digits)) return false;
        number = new(digits, parts.Length == 3 ? parts[2] : "");
        return true;
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
