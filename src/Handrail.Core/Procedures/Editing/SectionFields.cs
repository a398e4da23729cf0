using System.Globalization;
using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Printing;
using Handrail.Core.Procedures.Reading;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Editing;

/// <summary>What a passage is made of, as a form shows it.</summary>
public abstract record SectionPart
{
    /// <summary>Paragraphs and whatever has no form of its own, as their Markdown.</summary>
    public sealed record Words(string Text) : SectionPart;
    /// <summary>A heading within the section, such as that of a message.</summary>
    public sealed record Heading(string Text) : SectionPart;
    /// <summary>The lines of a list.</summary>
    public sealed record Lines(IReadOnlyList<string> Items) : SectionPart;
    /// <summary>What is recorded before a run starts.</summary>
    public sealed record Records(IReadOnlyList<RecordField> Fields) : SectionPart;
    /// <param name="Rows">Each with a cell for every column.</param>
    public sealed record Cells(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : SectionPart;

    /// <summary>What it says, without rows in which nothing stands.</summary>
    internal string Says => this switch
    {
        Words words => "w\n" + TextLines.Tidy(words.Text),
        Heading heading => "h\n" + TextLines.OneLine(heading.Text),
        Lines lines => "l\n" + string.Join('\n', lines.Items.Select(TextLines.OneLine).Where(item => item.Length > 0)),
        Records records => "r\n" + string.Join('\n', records.Fields.Where(record => record.Label.Trim().Length > 0).Select(FieldWords.Of)),
        Cells cells => "c\n" + string.Join('\n', cells.Rows.Select(row => row.Select(TextLines.OneLine)).Where(row => row.Any(cell => cell.Length > 0)).Prepend(cells.Columns.Select(TextLines.OneLine)).Select(row => string.Join('\t', row))),
        _ => "",
    };

    internal bool IsBlank => Says.Length <= 2 || this is Cells { Columns.Count: 0 };
}

/// <summary>The words of a passage as the fields of a form, so that nobody has to write Markdown.</summary>
/// <param name="Parts">In the order of the text.</param>
public sealed partial record SectionFields(IReadOnlyList<SectionPart> Parts)
{
    /// <param name="text">As <see cref="Passage.Text"/> gives it.</param>
    /// <param name="kind">Fields are recorded only where a run asks for them.</param>
    public static SectionFields Of(string text, SectionKind kind) => new([.. Pieces(text, kind).Select(piece => piece.Part)]);

    /// <summary>The text with these fields; what was left alone keeps its bytes.</summary>
    /// <returns>Invalid where a table, a list or a field would not be read as what was typed.</returns>
    public Outcome<string> Write(string text, SectionKind kind, int level = 3)
    {
        var pieces = Pieces(text, kind);
        var typed = Cleaned();
        List<int> of = [.. Matching.Of([.. pieces.Select(piece => piece.Part.Says)], [.. typed.Select(part => part.Says)], (was, now) => pieces[was].Part.GetType() == typed[now].GetType())];
        if (of.SequenceEqual(Enumerable.Range(0, pieces.Count)) && pieces.Select(piece => piece.Part.Says).SequenceEqual(typed.Select(part => part.Says))) return text;
        // What is new behind a list goes on with it, for so it would be read.
        for (var i = typed.Count - 1; i > 0; i--)
            if (of[i] < 0 && Joined(typed[i - 1], typed[i]) is { } joined)
            {
                typed[i - 1] = joined;
                typed.RemoveAt(i);
                of.RemoveAt(i);
            }
        var source = text.Split('\n');
        List<string> lines = [];
        for (var i = 0; i < typed.Count; i++)
        {
            if (i > 0) lines.AddRange(of[i] > 0 && of[i - 1] == of[i] - 1 ? source[pieces[of[i] - 1].To..pieces[of[i]].From] : IsList(typed[i - 1]) && IsList(typed[i]) ? [] : [""]);
            lines.AddRange(of[i] < 0 ? New(typed[i], level) : pieces[of[i]].Part.Says == typed[i].Says ? source[pieces[of[i]].From..pieces[of[i]].To] : pieces[of[i]].With(typed[i], source));
        }
        var written = string.Join('\n', lines);
        var said = Of(written, kind).Parts.Select(part => part.Says).ToList();
        var at = 0;
        foreach (var part in typed.Where(part => part is not SectionPart.Words))
            if ((at = said.IndexOf(part.Says, at) + 1) == 0) return new Refusal.Invalid("", $"“{Short(part)}” would be read as something else than it is here. Leave out marks such as # or ``` that mean something in Markdown, or write it as text.");
        return written;
    }

    /// <summary>As somebody would write it, for words that have lost their place.</summary>
    public string Typed() => string.Join("\n\n", Cleaned().Select(part => string.Join('\n', New(part, 3))));

    /// <summary>Without what is empty.</summary>
    public SectionFields Filled() => new(Cleaned());

    static string Short(SectionPart part) => part.Says[2..].Split('\n')[0] is { Length: > 60 } line ? line[..59] + "…" : part.Says[2..].Split('\n')[0];

    static bool IsList(SectionPart part) => part is SectionPart.Lines or SectionPart.Records;

    static SectionPart? Joined(SectionPart before, SectionPart more) => (before, more) switch
    {
        (SectionPart.Lines lines, SectionPart.Lines next) => new SectionPart.Lines([.. lines.Items, .. next.Items]),
        (SectionPart.Records records, SectionPart.Records next) => new SectionPart.Records([.. records.Fields, .. next.Fields]),
        _ => null,
    };

    /// <summary>Without what is empty; words that follow one another are one.</summary>
    List<SectionPart> Cleaned()
    {
        List<SectionPart> parts = [];
        foreach (var part in Parts.Where(part => !part.IsBlank).Select(Clean))
            if (part is SectionPart.Words words && parts.LastOrDefault() is SectionPart.Words above) parts[^1] = new SectionPart.Words(above.Text + "\n\n" + words.Text);
            else parts.Add(part);
        return parts;
    }

    static SectionPart Clean(SectionPart part) => part switch
    {
        SectionPart.Words words => new SectionPart.Words(TextLines.Tidy(words.Text)),
        SectionPart.Heading heading => new SectionPart.Heading(TextLines.OneLine(heading.Text)),
        SectionPart.Lines lines => new SectionPart.Lines([.. lines.Items.Select(TextLines.OneLine).Where(item => item.Length > 0)]),
        SectionPart.Records records => new SectionPart.Records([.. records.Fields.Where(field => field.Label.Trim().Length > 0)]),
        SectionPart.Cells cells => new SectionPart.Cells([.. cells.Columns.Select(TextLines.OneLine)], [.. cells.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(TextLines.OneLine)]).Where(row => row.Any(cell => cell.Length > 0))]),
        _ => part,
    };

    static string[] New(SectionPart part, int level) => part switch
    {
        SectionPart.Words words => words.Text.Split('\n'),
        SectionPart.Heading heading => [$"{new string('#', level)} {heading.Text}"],
        SectionPart.Lines lines => [.. lines.Items.Select(item => "- " + item)],
        SectionPart.Records records => [.. records.Fields.Select(field => "- " + FieldWords.Line(FieldKey.Record, "", FieldWords.Of(field)))],
        SectionPart.Cells cells => [.. TableLines.Write(cells)],
        _ => [],
    };

    /// <summary>A part and the lines it stands in.</summary>
    /// <param name="Items">Of a list: where each item begins.</param>
    sealed record Piece(SectionPart Part, int From, int To, IReadOnlyList<int> Items)
    {
        public IEnumerable<string> With(SectionPart typed, string[] source) => (Part, typed) switch
        {
            (SectionPart.Heading, SectionPart.Heading now) => [HeadingLine().Match(source[From]).Groups["mark"].Value + now.Text],
            (SectionPart.Lines was, SectionPart.Lines now) => Listed(was.Items, now.Items, source),
            (SectionPart.Records was, SectionPart.Records now) => Listed([.. was.Fields.Select(FieldWords.Of)], [.. now.Fields.Select(FieldWords.Of)], source, FieldWords.Label(FieldKey.Record, "") + ": "),
            (SectionPart.Cells was, SectionPart.Cells now) => new TableLines(source[From..To]).With(was, now),
            _ => New(typed, 3),
        };

        IEnumerable<string> Listed(IReadOnlyList<string> was, IReadOnlyList<string> now, string[] source, string before = "")
        {
            var of = Matching.Of([.. was.Select(TextLines.OneLine)], [.. now.Select(TextLines.OneLine)], (_, _) => true);
            var number = int.TryParse(ItemLine().Match(source[From]).Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 0;
            var counts = Items.Count < 2 || ItemLine().Match(source[Items[1]]).Groups["number"].Value != ItemLine().Match(source[From]).Groups["number"].Value;
            for (var i = 0; i < now.Count; i++)
            {
                var (from, to) = of[i] < 0 ? (Items[^1], Items[^1]) : (Items[of[i]], of[i] + 1 < Items.Count ? Items[of[i] + 1] : To);
                var mark = Numbered(ItemLine().Match(source[from]).Groups["mark"].Value, counts ? number + i : number);
                if (of[i] < 0 || TextLines.OneLine(was[of[i]]) != now[i]) yield return mark + before + now[i];
                else
                {
                    yield return Numbered(source[from], counts ? number + i : number);
                    foreach (var line in source[(from + 1)..to]) yield return line;
                }
            }
        }

        static string Numbered(string line, int number) => ItemLine().Match(line).Groups["number"] is { Success: true } at ? line[..at.Index] + number.ToString(CultureInfo.InvariantCulture) + line[(at.Index + at.Length)..] : line;
    }

    static List<Piece> Pieces(string text, SectionKind kind)
    {
        if (text.Length == 0) return [];
        var lines = text.Split('\n');
        List<Piece> formed = [.. (Markup.Parse(text) ?? []).SelectMany(block => Formed(block, text, lines, kind)).OrderBy(piece => piece.From)];
        List<Piece> pieces = [];
        var at = 0;
        foreach (var piece in formed.Append(new(new SectionPart.Words(""), lines.Length, lines.Length, [])))
        {
            var (from, to) = (at, piece.From);
            while (from < to && lines[from].Trim().Length == 0) from++;
            while (to > from && lines[to - 1].Trim().Length == 0) to--;
            if (from < to) pieces.Add(new(new SectionPart.Words(string.Join('\n', lines[from..to])), from, to, []));
            if (piece.From < piece.To) pieces.Add(piece);
            at = Math.Max(at, piece.To);
        }
        return pieces;
    }

    static IEnumerable<Piece> Formed(Block block, string text, string[] lines, SectionKind kind)
    {
        if (block.Span.Start < 0) return [];
        var (from, to) = (LineOf(text, block.Span.Start), LineOf(text, Math.Max(block.Span.Start, Lead.Trim(new(block.Span.Start, Math.Min(text.Length, block.Span.End + 1)), text).End - 1)) + 1);
        return block switch
        {
            Table table when TableLines.Read(table, lines[from..to]) is { } cells => [new(cells, from, to, [])],
            HeadingBlock when to == from + 1 && HeadingLine().Match(lines[from]) is { Success: true } heading => [new(new SectionPart.Heading(heading.Groups["words"].Value), from, to, [])],
            ListBlock list => Listed(list, text, lines, from, to, kind),
            _ => [],
        };
    }

    /// <summary>A list of which every item is one paragraph, with nothing between them.</summary>
    static IEnumerable<Piece> Listed(ListBlock list, string text, string[] lines, int from, int to, SectionKind kind)
    {
        var items = list.Cast<ListItemBlock>().ToList();
        List<int> begins = [.. items.Select(item => LineOf(text, item.Span.Start))];
        var isPlain = lines[from..to].All(line => line.Trim().Length > 0 && !line.EndsWith("  ", StringComparison.Ordinal) && !line.EndsWith('\\')) && begins.Count > 0 && begins[0] == from && begins.Distinct().Count() == begins.Count
            && items.All(item => item is [ParagraphBlock]) && begins.All(line => ItemLine().IsMatch(lines[line]));
        if (!isPlain) yield break;
        var drafts = new DraftReader(text);
        var fields = items.Select(item => kind == SectionKind.BeforeYouStart && FieldLineReader.Read(item, drafts.SpanOf(item), text) is { Key: FieldKey.Record } line ? FieldValues.Record(line.Value, line.Span) : null).ToList();
        for (int i = 0, next; i < items.Count; i = next)
        {
            for (next = i + 1; next < items.Count && fields[next] is null == fields[i] is null;) next++;
            var (start, end) = (begins[i], next < items.Count ? begins[next] : to);
            yield return new(fields[i] is null ? new SectionPart.Lines([.. begins[i..next].Select((begin, n) => Item(lines, begin, i + n + 1 < begins.Count ? begins[i + n + 1] : to))]) : new SectionPart.Records([.. fields[i..next].OfType<RecordField>()]), start, end, begins[i..next]);
        }
    }

    static string Item(string[] lines, int from, int to) => TextLines.OneLine(string.Join('\n', lines[(from + 1)..to].Prepend(ItemLine().Match(lines[from]).Groups["words"].Value)));

    static int LineOf(string text, int at) => text.AsSpan(0, Math.Min(at, text.Length)).Count('\n');

    [GeneratedRegex(@"\A(?<mark> {0,3}#{1,6}[ \t]+)(?<words>.*?\S)[ \t]*\z")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"\A(?<mark>[ \t]*(?:[-*+]|(?<number>\d{1,9})[.)])[ \t]+)(?<words>.*\S)[ \t]*\z")]
    private static partial Regex ItemLine();
}
