using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Handrail.Core.Procedures;

/// <summary>The words by which a text is found: letters and digits between anything else. Case and accents do not matter.</summary>
public static class TextWords
{
    /// <summary>What is longer is known by its beginning.</summary>
    public const int Longest = 100;

    /// <summary>As they are written, in their order.</summary>
    public static IEnumerable<string> In(string text)
    {
        for (var from = 0; from < text.Length; from++)
        {
            if (!char.IsLetterOrDigit(text[from])) continue;
            var to = from + 1;
            while (to < text.Length && char.IsLetterOrDigit(text[to])) to++;
            yield return text[from..Math.Min(to, from + Longest)];
            from = to;
        }
    }

    /// <summary>As it is compared.</summary>
    public static string Plain(string word) => Ascii.IsValid(word)
        ? word.ToLowerInvariant()
        : new([.. word.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]);

    /// <summary>How often each stands in the text, as it is compared.</summary>
    public static IReadOnlyDictionary<string, int> Counted(string text)
    {
        var counted = new Dictionary<string, int>();
        foreach (var word in In(text)) CollectionsMarshal.GetValueRefOrAddDefault(counted, Plain(word), out _)++;
        return counted;
    }
}
