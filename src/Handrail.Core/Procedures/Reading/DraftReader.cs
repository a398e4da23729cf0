using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Turns list items, headings and paragraphs into step drafts, with everything that belongs to them.</summary>
sealed class DraftReader(string source)
{
    internal static bool HasSteps(ListBlock list) => list.IsOrdered || list.Any(item => IsChecked((ListItemBlock)item));

    /// <summary>Does the item begin with a checkbox?</summary>
    internal static bool IsChecked(ListItemBlock item) => item.Count > 0 && item[0] is ParagraphBlock { Inline.FirstChild: TaskList };

    internal StepDraft FromItem(ListItemBlock item, ListBlock list)
    {
        var lead = item.Count > 0 && item[0] is LeafBlock leaf ? Lead.Of(leaf, source) : new(null, "", new(EndOf(item), EndOf(item)), null, default, []);
        var draft = From(lead, SpanOf(item), list.IsOrdered ? item.Order : 0);
        Fill(draft, item, item.Count > 0 && item[0] is LeafBlock ? 1 : 0, item.Count);
        return draft;
    }

    /// <summary>A heading or paragraph that is a step, with the blocks up to the next one.</summary>
    internal StepDraft FromBlocks(Lead lead, Block first, IReadOnlyList<Block> body)
    {
        var draft = From(lead, new(first.Span.Start, EndOf(body.Count > 0 ? body[^1] : first)), 0);
        foreach (var block in body) Add(draft, block);
        return draft;
    }

    static StepDraft From(Lead lead, Span span, int marker)
    {
        var draft = new StepDraft { Lead = lead.Inlines, Instruction = lead.Text, InstructionSpan = lead.Span, Span = span, Written = lead.Anchor, Marker = marker };
        if (!lead.Rest.IsEmpty) draft.Parts.Add(new(null, lead.Rest));
        foreach (var line in lead.Lettered) draft.Children.Add(From(line, line.Span, draft.Children.Count + 1));
        return draft;
    }

    void Fill(StepDraft draft, ContainerBlock container, int from, int to)
    {
        for (var i = from; i < to; i++) Add(draft, container[i]);
    }

    internal void Add(StepDraft draft, Block block)
    {
        if (block is not ListBlock list) Detail(draft, SpanOf(block));
        else if (list.IsOrdered) foreach (var item in list) draft.Children.Add(FromItem((ListItemBlock)item, list));
        else AddBullets(draft, list);
    }

    void AddBullets(StepDraft draft, ListBlock list)
    {
        foreach (var item in list) AddBullet(draft, (ListItemBlock)item, list);
    }

    internal void AddBullet(StepDraft draft, ListItemBlock item, ListBlock list)
    {
        if (IsChecked(item)) draft.Children.Add(FromItem(item, list));
        else if (!FieldLineReader.IsField(item, source) && FirstStepIn(item) is { } nested) AddAround(draft, item, nested);
        else draft.Parts.Add(new(item, SpanOf(item)));
    }

    /// <summary>A plain bullet with steps below it: the bullet's words stay detail, the steps become sub-steps.</summary>
    void AddAround(StepDraft draft, ListItemBlock bullet, ListBlock nested)
    {
        Detail(draft, Lead.Trim(new(bullet.Span.Start, nested.Span.Start), source));
        var from = bullet.IndexOf(nested);
        if (from < 0) from = bullet.Count - 1;
        Fill(draft, bullet, from, bullet.Count);
    }

    /// <summary>The list directly in this bullet that is, or holds, a list of steps.</summary>
    static ListBlock? FirstStepIn(ListItemBlock bullet)
    {
        foreach (var block in bullet)
            if (block is ListBlock list && (HasSteps(list) || list.Any(item => FirstStepIn((ListItemBlock)item) is not null)))
                return list;
        return null;
    }

    static void Detail(StepDraft draft, Span span)
    {
        if (!span.IsEmpty) draft.Parts.Add(new(null, span));
    }

    internal Span SpanOf(Block block) => Lead.Trim(new(Math.Max(0, block.Span.Start), EndOf(block)), source);

    /// <summary>The library's ends of containers may reach over the line break behind them.</summary>
    internal int EndOf(Block block) => Lead.Trim(new(Math.Max(0, block.Span.Start), Math.Min(source.Length, block.Span.End + 1)), source).End;
}
