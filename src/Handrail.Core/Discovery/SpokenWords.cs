using System.Text.RegularExpressions;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Discovery;

/// <summary>What people typed into a sheet, as Markdown in which every mark means itself: they wrote words, not a procedure.</summary>
static partial class SpokenWords
{
    /// <summary>The first sentence, and below it the rest, line by line.</summary>
    public static (string First, IReadOnlyList<string> Below) Of(string words)
    {
        var lines = words.Split('\n').Select(Clean).Where(line => line.Length > 0).ToList();
        if (lines.Count == 0) return ("", []);
        var sentence = EndOfSentence().Match(lines[0]);
        return sentence.Success
            ? (Line(lines[0][..sentence.Index]), [Line(lines[0][(sentence.Index + sentence.Length)..]), .. lines.Skip(1).Select(Line)])
            : (Line(lines[0]), [.. lines.Skip(1).Select(Line)]);
    }

    /// <summary>The first sentence alone, as it was typed.</summary>
    public static string First(string words)
    {
        var line = words.Split('\n').Select(Clean).FirstOrDefault(line => line.Length > 0) ?? "";
        return EndOfSentence().Match(line) is { Success: true } sentence ? line[..sentence.Index] : line;
    }

    /// <summary>Each line a paragraph.</summary>
    public static string Paragraphs(string words) => string.Join("\n\n", words.Split('\n').Select(Clean).Where(line => line.Length > 0).Select(Line));

    /// <summary>As a part of a line.</summary>
    public static string Inline(string words) => MarkdownText.Of(Clean(words));

    /// <summary>A step as it is inserted.</summary>
    public static string Step(string words)
    {
        var (first, rest) = Of(words);
        return string.Join("\n\n", [first, .. rest]);
    }

    static string Line(string line) => MarkdownText.AtStart(MarkdownText.Of(line));

    /// <summary>One line. Braces that would name a value or an anchor are set apart, since nobody filled those.</summary>
    public static string Clean(string text) => Braces().Replace(TextLines.OneLine(new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)])), "{ ");

    [GeneratedRegex(@"\{(?=[{#])")]
    private static partial Regex Braces();

    /// <summary>Only before a capital letter, so that "e.g. on Fridays" stays whole.</summary>
    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu})")]
    private static partial Regex EndOfSentence();
}
