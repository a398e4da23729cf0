using System.Globalization;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Numbers and letters that people and tools write in front of steps and headings.</summary>
static class Numbering
{
    /// <summary>How many characters the number in front of a heading takes: "5.1 ", "3) ", "Section 4: "; 0 where there is none.</summary>
    internal static int Skip(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at == 0 || !char.IsAsciiDigit(text[0])) return 0;
        if (at < text.Length && text[at] is ')' or ':') at++;
        if (at >= text.Length || !char.IsWhiteSpace(text[at])) return 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '-' or '–' or '—')) at++;
        return at;
    }

    /// <summary>"Step 3: Do it", "Step 3 - Do it", "3. Do it", "3) Do it": the number, and where the instruction begins.</summary>
    internal static (int Number, int Length) Of(ReadOnlySpan<char> text, bool wordNeeded)
    {
        var at = 0;
        var hasWord = text.StartsWith("step ", StringComparison.OrdinalIgnoreCase);
        if (hasWord) at = 5;
        else if (wordNeeded) return default;
        while (at < text.Length && text[at] is ' ' or '#') at++;
        var digits = at;
        while (at < text.Length && at - digits < 4 && char.IsAsciiDigit(text[at])) at++;
        if (at == digits || !int.TryParse(text[digits..at], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return default;
        if (at == text.Length) return hasWord ? (number, at) : default;
        if (!hasWord && text[at] is not ('.' or ')' or ':')) return default;
        if (!hasWord && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1])) return default;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '.' or ')' or ':' or '-' or '–' or '—')) at++;
        return (number, at);
    }

    /// <summary>"a. Do it", "(b) Do it", "c) Do it": the letter, and where the instruction begins.</summary>
    internal static (char Letter, int Length) Letter(ReadOnlySpan<char> text)
    {
        var at = text.Length > 0 && text[0] == '(' ? 1 : 0;
        if (text.Length < at + 4 || !char.IsAsciiLetter(text[at]) || text[at + 1] is not ('.' or ')') || text[at + 2] != ' ') return default;
        var letter = char.ToLowerInvariant(text[at]);
        at += 2;
        while (at < text.Length && text[at] == ' ') at++;
        return at < text.Length ? (letter, at) : default;
    }
}
