using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>
/// Limits no sensible text reaches, so that a senseless one costs neither the stack nor minutes:
/// what lies beyond a limit stays text.
/// </summary>
static class Bounds
{
    /// <summary>Lists and quotes inside each other.</summary>
    internal const int Containers = 24;

    /// <summary>Brackets and stars left open in one paragraph.</summary>
    const int OpenDelimiters = 500;

    /// <summary>Lines of one paragraph: definitions of links are taken out of it one by one.</summary>
    const int ParagraphLines = 2000;

    /// <summary>Characters searched in vain for the end of a link, for all links of one text together.</summary>
    const int VainSearch = 20_000_000;

    static bool IsTooDeep(BlockProcessor processor)
    {
        var depth = 0;
        for (var block = processor.CurrentContainer; block is not null; block = block.Parent)
            if (block is ListBlock or QuoteBlock && ++depth >= Containers)
                return true;
        return false;
    }

    static bool IsTooDeep(InlineProcessor processor)
    {
        var depth = 0;
        for (var inline = processor.Inline; inline is not null; inline = inline.Parent)
            if (++depth > OpenDelimiters)
                return true;
        return false;
    }

    internal sealed class Lists : ListBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => IsTooDeep(processor) ? BlockState.None : base.TryOpen(processor);
    }

    internal sealed class Quotes : QuoteBlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor) => IsTooDeep(processor) ? BlockState.None : base.TryOpen(processor);
    }

    internal sealed class Paragraphs : ParagraphBlockParser
    {
        /// <summary>On a paragraph that is a table: whether a row with bars stands above the row of hyphens.</summary>
        static readonly object IsHeaded = new();

        public override BlockState TryContinue(BlockProcessor processor, Block block)
        {
            if (block is not ParagraphBlock paragraph) return base.TryContinue(processor, block);
            if (paragraph.Lines.Count < ParagraphLines && !EndsTable(processor, paragraph))
            {
                NoteTable(processor, paragraph);
                return base.TryContinue(processor, block);
            }
            // A line that no parser takes is lost, and no other is asked after this one.
            processor.Close(paragraph);
            return TryOpen(processor);
        }

        /// <summary>Noted as the line goes by: looking back from each line would cost as much as the paragraph is long, each time.</summary>
        static void NoteTable(BlockProcessor processor, ParagraphBlock paragraph)
        {
            if (!IsDelimiterRow(processor.Line.AsSpan())) return;
            var above = paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.AsSpan();
            paragraph.SetData(IsHeaded, above.Contains('|') || paragraph.GetData(IsHeaded) is true);
        }

        /// <summary>
        /// Right below a table, a line of hyphens is a rule and a line without bars is text. The library would make a heading of the whole table of the one, and none of its lines a table for the other.
        /// </summary>
        static bool EndsTable(BlockProcessor processor, ParagraphBlock paragraph)
        {
            if (processor.IsBlankLine || paragraph.GetData(IsHeaded) is not bool isHeaded) return false;
            var line = processor.Line.AsSpan();
            return !processor.IsCodeIndent && line.TrimEnd().TrimEnd('-').Length == 0 || isHeaded && !line.Contains('|');
        }

        static bool IsDelimiterRow(ReadOnlySpan<char> line) => line.Contains('|') && line.Contains('-') && line.IndexOfAnyExcept(" |:-\t") < 0;
    }

    internal sealed class Emphasis : EmphasisInlineParser
    {
        public override bool Match(InlineProcessor processor, ref StringSlice slice) => !IsTooDeep(processor) && base.Match(processor, ref slice);
    }

    internal sealed class Links : LinkInlineParser
    {
        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.CurrentChar != ']') return !IsTooDeep(processor) && base.Match(processor, ref slice);
            if (slice.PeekChar() != '(') return base.Match(processor, ref slice);

            var (start, end) = (slice.Start, slice.End);
            var spent = processor.ParserStates[Index] as int? ?? 0;
            slice.End = Math.Min(end, start + Math.Max(1000, VainSearch - spent));
            var searched = slice.End - start;
            var found = base.Match(processor, ref slice);
            slice.End = end;
            if (!found || processor.Inline is not LinkInline) processor.ParserStates[Index] = Math.Min(VainSearch, spent + searched);
            return found;
        }
    }
}
