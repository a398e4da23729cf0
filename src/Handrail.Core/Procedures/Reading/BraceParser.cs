using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>A written anchor: {#disable-account}.</summary>
sealed class AnchorInline(string name) : LeafInline
{
    internal string Name { get; } = name;
}

/// <summary>A value that comes from the environment or the run: {{Leaver}}.</summary>
sealed class PlaceholderInline(string name) : LeafInline
{
    internal string Name { get; } = name;
}

sealed class BraceParser : InlineParser
{
    const int LongestName = 120;

    public BraceParser() => OpeningCharacters = ['{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var (start, next) = (slice.Start, slice.PeekChar());
        if (next is not ('#' or '{')) return false;
        var text = slice.AsSpan()[2..];
        var length = text[..Math.Min(text.Length, LongestName)].IndexOf('}');
        if (length <= 0) return false;
        var name = text[..length].ToString();
        Inline? inline = next == '#'
            ? IsAnchor(name) ? new AnchorInline(name) : null
            : IsPlaceholder(name) && text.Length > length + 1 && text[length + 1] == '}' ? new PlaceholderInline(name.Trim()) : null;
        if (inline is null) return false;
        slice.Start = start + length + (next == '#' ? 3 : 4);
        inline.Span = new SourceSpan(processor.GetSourcePosition(start, out var line, out var column), processor.GetSourcePosition(slice.Start - 1));
        (inline.Line, inline.Column) = (line, column);
        processor.Inline = inline;
        return true;
    }

    internal static bool IsAnchor(string name) => name.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or ':');

    static bool IsPlaceholder(string name) => !string.IsNullOrWhiteSpace(name) && name.AsSpan().IndexOfAny('{', '\n', '\r') < 0;
}
