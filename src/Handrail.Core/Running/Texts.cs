using System.Globalization;

namespace Handrail.Core.Running;

/// <summary>Checks of typed texts, and the words that messages share.</summary>
static class Texts
{
    public const int Line = 1_000;
    public const int Long = 20_000;

    /// <summary>Null when the text may stand; <paramref name="trimmed"/> is null when there is none.</summary>
    public static Refusal? Check(string field, string? text, int most, out string? trimmed)
    {
        trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) trimmed = null;
        if (trimmed is null) return null;
        if (trimmed.Length > most) return new Refusal.Invalid(field, $"This text is too long: at most {most.ToString("N0", CultureInfo.InvariantCulture)} characters.");
        return IsReadable(trimmed) ? null : new Refusal.Invalid(field, "This text holds characters that cannot be kept. Please type it again.");
    }

    public static Refusal? Need(string field, string? text, string whenMissing, out string trimmed)
    {
        var refusal = Check(field, text, Long, out var found);
        trimmed = found ?? "";
        return refusal ?? (found is null ? new Refusal.Invalid(field, whenMissing) : null);
    }

    /// <summary>Databases and JSON can hold it: no NUL, no half of a surrogate pair.</summary>
    static bool IsReadable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i]) || text[i] == '\0') return false;
        }
        return true;
    }

    /// <summary>"1 March 2026, 09:30 UTC".</summary>
    public static string When(Instant? at) => at?.ToDateTimeOffset().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";

    /// <summary>"2 h 10 min", "3 days 4 h", "40 s".</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => Two(span.Days, "days", span.Hours, "h"),
        { TotalDays: >= 1 } => Two(1, "day", span.Hours, "h"),
        { TotalHours: >= 1 } => Two(span.Hours, "h", span.Minutes, "min"),
        { TotalMinutes: >= 1 } => $"{span.Minutes} min",
        _ => $"{Math.Max(0, span.Seconds)} s",
    };

    static string Two(int many, string unit, int few, string smaller) => few == 0 ? $"{many} {unit}" : $"{many} {unit} {few} {smaller}";

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
