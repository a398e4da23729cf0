using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Reads the sections around the steps.</summary>
sealed class SectionReader(Outline outline, string source, DraftReader drafts, Func<Chapter, string> anchorOf)
{
    internal List<Section> Sections()
    {
        List<Section> sections = [];
        var (start, current) = (0, (Chapter?)null);
        foreach (var chapter in outline.Chapters)
        {
            if (!outline.BeginsSection(chapter)) continue;
            Close(chapter.Start);
            (start, current) = (chapter.Start, chapter);
        }
        Close(source.Length);
        return sections;

        void Close(int end)
        {
            if (current is null) sections.Add(new(SectionKind.Preamble, "", "", new(start, end)));
            else sections.Add(new(SectionNames.KindOf(current.Title), current.Title, anchorOf(current), new(start, end)));
        }
    }

    IEnumerable<Chapter> Of(SectionKind kind) => outline.Chapters.Where(chapter => chapter.SelfAndParents.Any(above => above.Heading is not null && above != outline.Title && SectionNames.KindOf(above.Title) == kind));

    internal List<RecordField> StartFields() =>
    [
        .. Of(SectionKind.BeforeYouStart).SelectMany(chapter => chapter.Blocks).OfType<ListBlock>().SelectMany(list => list).Cast<ListItemBlock>()
            .Select(item => FieldLineReader.Read(item, drafts.SpanOf(item), source)).OfType<FieldLine>().Where(line => line.Key == FieldKey.Record)
            .Select(line => FieldValues.Record(line.Value, line.Span)),
    ];

    internal List<EscalationRule> Escalations()
    {
        List<EscalationRule> rules = [];
        foreach (var table in Of(SectionKind.Escalation).SelectMany(chapter => chapter.Blocks).OfType<Table>())
        {
            var rows = table.Cast<TableRow>().ToList();
            var names = rows.Count > 0 && rows[0].IsHeader ? rows[0].Select(Cell).Select(name => name.ToLowerInvariant()).ToList() : [];
            var (when, who, within) = (Column(names, 0, "when", "if", "condition"), Column(names, 1, "who", "contact", "role"), Column(names, 2, "within", "how soon", "time"));
            foreach (var row in rows.Where(row => !row.IsHeader))
                rules.Add(new(At(row, when), At(row, who), At(row, within), drafts.SpanOf(row)));
        }
        return rules;
    }

    static int Column(List<string> names, int otherwise, params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
            if (names.IndexOf(name) is >= 0 and var index)
                return index;
        return otherwise;
    }

    string At(TableRow row, int column) => column < row.Count ? Cell(row[column]) : "";

    string Cell(Block cell) => cell is TableCell { Count: > 0 } filled && filled[0] is LeafBlock { Inline: { } inline } ? PlainText.Of(inline, default, source) : "";

    internal List<MessageTemplate> Messages()
    {
        List<MessageTemplate> messages = [];
        var chapters = Of(SectionKind.Messages).ToList();
        foreach (var chapter in chapters)
        {
            var isSection = SectionNames.KindOf(chapter.Title) == SectionKind.Messages;
            if (chapter.Blocks.Count == 0 || isSection && chapters.Count > 1) continue;
            var body = new Span(drafts.SpanOf(chapter.Blocks[0]).Start, drafts.EndOf(chapter.Blocks[^1]));
            messages.Add(new(chapter.Title, body.In(source), new(chapter.Start, body.End)));
        }
        return messages;
    }
}
