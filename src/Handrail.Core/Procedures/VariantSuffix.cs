using System.Globalization;
using System.Text;

namespace Handrail.Core.Procedures;

/// <summary>What tells the number of a department's variant from that of its base: LAB in SOP-014-LAB.</summary>
public static class VariantSuffix
{
    public const int Longest = 8;
    /// <summary>Of what is made from a name: one reads it aloud in a corridor.</summary>
    const int Usual = 3, MostInitials = 4;

    /// <summary>Capital letters, and digits after the first.</summary>
    public static bool IsOne(string text) => text is { Length: > 0 and <= Longest } && char.IsAsciiLetterUpper(text[0]) && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>
    /// From the department's name, so that the number says whose it is: "Laboratory" is LAB, "Human Resources" HR. A name without Latin letters gets A, B, C.
    /// </summary>
    /// <param name="taken">By other variants of the same base.</param>
    public static string Of(string department, IReadOnlySet<string> taken)
    {
        var words = Words(department);
        var name = words.Count > 1 ? string.Concat(words.Take(MostInitials).Select(word => word[0])) : words.FirstOrDefault() is { } word ? word[..Math.Min(word.Length, Usual)] : "";
        if (name.Length > 0) return Free(name, taken);
        for (var letter = 'A'; letter <= 'Z'; letter++)
            if (!taken.Contains(letter.ToString())) return letter.ToString();
        return Free("Z", taken);
    }

    /// <summary>The same, or with the first number behind it that makes it free: LAB, LAB2, LAB3.</summary>
    public static string Free(string suffix, IReadOnlySet<string> taken)
    {
        for (var count = 2; taken.Contains(suffix); count++)
        {
            var number = count.ToString(CultureInfo.InvariantCulture);
            var stem = suffix.TrimEnd([.. "0123456789"]);
            suffix = stem[..Math.Min(stem.Length, Longest - number.Length)] + number;
        }
        return suffix;
    }

    /// <summary>In capital Latin letters, without their accents; each begins with a letter.</summary>
    static List<string> Words(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToUpperInvariant())
        {
            if (char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)) plain.Append(letter);
            else if (!char.IsLetter(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(' ');
        }
        return [.. plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiLetterUpper(word[0]))];
    }
}
