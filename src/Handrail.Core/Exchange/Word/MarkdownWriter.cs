using System.Globalization;
using System.Text;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Exchange.Word;

/// <summary>Blocks as Markdown: lists nest as they look nested in the document, and numbers are those that Word shows.</summary>
sealed class MarkdownWriter(References references)
{
    /// <summary>A document that seems to nest deeper has indents that mean something else.</summary>
    const int Deepest = 9;
    /// <summary>Indents that differ by less look the same, in twentieths of a point.</summary>
    const int Tolerance = 120;

    /// <param name="Column">Where the text of the item begins in the Markdown.</param>
    sealed record Open(ListMark Mark, int Column, char Sign);

    readonly StringBuilder _text = new();
    readonly InlineMarkdown _inlines = new(references);
    readonly List<Open> _open = [];
    ListMark?[] _next = [];
    Block? _before;
    /// <summary>The item at the same depth that was closed last, while nothing stood between.</summary>
    Open? _closed;

    internal string Write(IReadOnlyList<Block> blocks)
    {
        references.Settle(blocks);
        Add(blocks);
        return _text.ToString();
    }

    void Add(IReadOnlyList<Block> blocks)
    {
        _next = NextItems(blocks);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is Paragraph { Mark: { } mark } item) AddItem(item, mark);
            else AddOther(blocks, ref i);
        }
    }

    /// <summary>For each block the next item below it, up to the next heading.</summary>
    static ListMark?[] NextItems(IReadOnlyList<Block> blocks)
    {
        var next = new ListMark?[blocks.Count];
        for (var i = blocks.Count - 2; i >= 0; i--) next[i] = blocks[i + 1] is Heading ? null : (blocks[i + 1] as Paragraph)?.Mark ?? next[i + 1];
        return next;
    }

    void AddItem(Paragraph item, ListMark mark)
    {
        _closed = null;
        while (_open is [.., var top] && (Depth(mark, top.Mark) < 0 || _open.Count == Deepest && Depth(mark, top.Mark) > 0)) Close();
        if (_open is [.., var same] && Depth(mark, same.Mark) == 0) Close();
        var column = _open is [.., var outer] ? outer.Column : 0;
        var sign = SignOf(mark);
        var marker = mark.Ordered ? mark.Number.ToString(CultureInfo.InvariantCulture) + sign : sign.ToString();
        var box = item.Checked is { } done ? done ? "[x] " : "[ ] " : "";
        // An item follows its list, and inner items the words above. A list that does not begin with 1 is only seen behind an empty line.
        var goesOn = _closed is { } before && (_open.Count > 0 || before.Mark.Ordered == mark.Ordered);
        var follows = _before is Paragraph { Mark: not null } && (goesOn || _closed is null && _open.Count > 0 && (!mark.Ordered || mark.Number == 1));
        Separate(follows);
        _text.Append(' ', column).Append(marker).Append(' ').Append(box);
        _open.Add(new(mark, column + marker.Length + 1, sign));
        Put(item, box.Length > 0);
    }

    void Close()
    {
        _closed = _open[^1];
        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>Above zero: inside the other. Within one list its levels tell, between two lists what one sees.</summary>
    static int Depth(ListMark mark, ListMark other)
    {
        if (mark.List is not null && mark.List == other.List) return mark.Level - other.Level;
        var further = mark.Indent - other.Indent;
        return Math.Abs(further) > Tolerance ? further : mark.Level - other.Level;
    }

    /// <summary>Two lists that meet are told apart by their signs.</summary>
    char SignOf(ListMark mark)
    {
        if (!mark.Ordered) return '-';
        if (_closed is not { Mark.Ordered: true } before) return '.';
        var goesOn = mark.Number == before.Mark.Number + 1;
        return goesOn ? before.Sign : before.Sign == '.' ? ')' : '.';
    }

    void AddOther(IReadOnlyList<Block> blocks, ref int at)
    {
        var block = blocks[at];
        Enclose(block, at);
        var column = _open is [.., var inner] ? inner.Column : 0;
        Separate(follows: false);
        _closed = null;
        switch (block)
        {
            case Heading heading: Put(heading); break;
            case Paragraph { Quoted: true }: Quote(Run(blocks, ref at, next => next is Paragraph { Quoted: true, Mark: null }).Select(next => ((Paragraph)next) with { Quoted = false }), column); break;
            case Paragraph paragraph: _text.Append(' ', column); Put(paragraph, boxed: false); break;
            case CodeLine: Fence(Run(blocks, ref at, next => next is CodeLine).Cast<CodeLine>(), column); break;
            case Frame frame: Quote(frame.Content, column); break;
            case Table table: PutTable(table, column); break;
        }
        _before = block;
    }

    static List<Block> Run(IReadOnlyList<Block> blocks, ref int at, Predicate<Block> same)
    {
        var run = new List<Block> { blocks[at] };
        while (at + 1 < blocks.Count && same(blocks[at + 1]) && blocks[at + 1].Indent == blocks[at].Indent) run.Add(blocks[++at]);
        return run;
    }

    /// <summary>Closes the items that the block does not belong to: those whose text begins further right. An inner list that goes on below keeps it inside.</summary>
    void Enclose(Block block, int at)
    {
        if (block is Heading) _open.Clear();
        if (_open.Count == 0) return;
        var depth = block.Indent > 0 ? _open.FindLastIndex(item => item.Mark.Indent <= block.Indent + Tolerance) + 1 : 0;
        var next = _next[at];
        var inside = next is { List: not null, Level: > 0 } && (!next.Ordered || next.Number > 1) ? _open.FindLastIndex(item => item.Mark.List == next.List && item.Mark.Level == next.Level) + 1 : 0;
        depth = Math.Max(depth, inside);
        _open.RemoveRange(depth, _open.Count - depth);
    }

    void Separate(bool follows)
    {
        if (_text.Length == 0) return;
        _text.Append('\n');
        if (!follows) _text.Append('\n');
        if (_text.Length > 1 && _text[^2] != '\n' && !follows) _text.Append('\n');
    }

    void Put(Heading heading)
    {
        var content = heading.Content.Select(inline => inline is LineBreak ? new Words(" ", Look.Plain, null) : inline).ToList();
        _text.Append('#', Math.Clamp(heading.Level, 1, 6)).Append(' ').Append(_inlines.Write(content, plain: true));
        if (references.WrittenAt(heading) is { } anchor) _text.Append(" {#").Append(anchor).Append('}');
    }

    void Put(Paragraph paragraph, bool boxed)
    {
        var column = _open is [.., var inner] ? inner.Column : 0;
        var lines = _inlines.Write(paragraph.Content).Split(InlineMarkdown.HardBreak);
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) _text.Append(InlineMarkdown.HardBreak).Append(' ', column);
            _text.Append(boxed && i == 0 ? lines[i] : MarkdownText.AtStart(lines[i].TrimStart()));
            if (i == 0 && references.WrittenAt(paragraph) is { } anchor) _text.Append(" {#").Append(anchor).Append('}');
        }
        _before = paragraph;
    }

    void Fence(IEnumerable<CodeLine> lines, int column)
    {
        var text = string.Join('\n', lines.Select(line => line.Text));
        var fence = new string('`', Math.Max(3, 1 + InlineMarkdown.LongestRun(text, '`')));
        foreach (var line in $"{fence}\n{text}\n{fence}".Split('\n')) _text.Append(' ', line.Length > 0 ? column : 0).Append(line).Append('\n');
        _text.Length--;
    }

    void Quote(IEnumerable<Block> content, int column)
    {
        var inner = new MarkdownWriter(references);
        inner.Add([.. content]);
        var lines = inner._text.ToString().Split('\n');
        _text.Append(string.Join('\n', lines.Select(line => (new string(' ', column) + "> " + line).TrimEnd())));
    }

    void PutTable(Table table, int column)
    {
        var lines = new TableText(references).Lines(table);
        _text.Append(string.Join('\n', lines.Select(line => new string(' ', column) + line)));
    }
}
