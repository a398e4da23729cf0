using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Handrail.Core.Procedures.Reading;

/// <summary>How surely what stands under a heading is a procedure.</summary>
enum Trust
{
    /// <summary>The document states rules; a heading within it speaks of doing. Lists of rules stay text.</summary>
    Policy,
    /// <summary>Nothing is said; lists are taken, contents and references are not.</summary>
    Unnamed,
    /// <summary>A heading speaks of doing: lettered paragraphs may be steps too.</summary>
    Named,
    /// <summary>A Steps section: everything in it is meant to be done.</summary>
    StepsSection,
}

/// <summary>Reads the phases and steps that stand under the headings it is given.</summary>
sealed class PhaseReader(DraftReader drafts, string source, List<ReadingNote> notes)
{
    const string AnyOrder = "(any order)";

    internal List<PhaseDraft> Phases { get; } = [];

    internal void TakeLists(Chapter chapter, Track track, Trust trust)
    {
        PhaseDraft? phase = null;
        List<Block> between = [];
        foreach (var block in chapter.Blocks)
        {
            if (block is not ListBlock list || !DraftReader.HasSteps(list))
            {
                between.Add(block);
                continue;
            }
            var bold = between.Count > 0 ? BoldTitle(between[^1]) : null;
            if (trust < Trust.StepsSection && (ListKinds.OnlyLinks(list) || bold is not null && SectionNames.Invites(bold) == false))
            {
                between.Clear();
                continue;
            }
            if (phase is null || bold is not null) phase = Begin(bold ?? chapter.Title, bold is null ? chapter : null, track, bold is null ? list.Span.Start : between[^1].Span.Start);
            else GoOn(phase, between);
            between.Clear();
            phase.Lists.Add(list);
            AddItems(phase, list);
        }
        if (phase is not null) Finish(phase, between);
        else Recognise(chapter, track, trust);
        if (trust == Trust.Policy) Phases.RemoveAll(taken => taken.Chapter == chapter && ListKinds.AreRules(taken.Steps));
    }

    PhaseDraft Begin(string title, Chapter? chapter, Track track, int start)
    {
        var anyOrder = title.EndsWith(AnyOrder, StringComparison.OrdinalIgnoreCase);
        var phase = new PhaseDraft
        {
            Title = anyOrder ? title[..^AnyOrder.Length].TrimEnd() : title,
            AnyOrder = anyOrder,
            Track = track,
            Chapter = chapter,
            Start = chapter?.Heading is null ? start : chapter.Start,
        };
        Phases.Add(phase);
        return phase;
    }

    /// <summary>A list interrupted by paragraphs or code goes on; what interrupts it belongs to the step before.</summary>
    void GoOn(PhaseDraft phase, List<Block> between)
    {
        if (between.Count == 0 || phase.Steps.Count == 0) return;
        var last = phase.Steps[^1];
        foreach (var block in between) drafts.Add(last, block);
        last.Span = new(last.Span.Start, drafts.EndOf(between[^1]));
    }

    /// <summary>What is indented behind the last step belongs to it, and so does code that the step announces with a colon.</summary>
    void Finish(PhaseDraft phase, List<Block> behind)
    {
        if (phase.Steps.Count > 0 && behind.Count > 0)
        {
            var announced = phase.Steps[^1].Instruction.EndsWith(':') && behind[0] is CodeBlock;
            GoOn(phase, [.. behind.TakeWhile((block, index) => block.Column > 0 || index == 0 && announced)]);
        }
        if (phase.Steps.Count > 0) phase.End = phase.Steps[^1].Span.End;
        // Items without words are no steps, and without steps there is no phase, be it the last or one before it.
        Phases.RemoveAll(begun => begun.Steps.Count == 0);
    }

    void AddItems(PhaseDraft phase, ListBlock list)
    {
        foreach (var block in list)
        {
            var item = (ListItemBlock)block;
            if (list.IsOrdered || DraftReader.IsChecked(item)) AddStep(phase, drafts.FromItem(item, list));
            else if (phase.Steps.Count > 0) AddBullet(phase.Steps[^1], item, list);
        }
    }

    void AddBullet(StepDraft last, ListItemBlock item, ListBlock list)
    {
        drafts.AddBullet(last, item, list);
        last.Span = new(last.Span.Start, drafts.EndOf(item));
    }

    /// <summary>An empty item is no step.</summary>
    static void AddStep(PhaseDraft phase, StepDraft step)
    {
        if (step.Instruction.Length > 0 || step.Parts.Count + step.Children.Count > 0) phase.Steps.Add(step);
    }

    /// <summary>A paragraph all in bold right above a list is its heading.</summary>
    static string? BoldTitle(Block block)
    {
        if (block is not ParagraphBlock { Inline: { FirstChild: EmphasisInline { DelimiterCount: 2 } bold } inline }) return null;
        var rest = bold.NextSibling;
        if (rest is not null && !(rest is LiteralInline { NextSibling: null } literal && literal.Content.AsSpan().Trim() is "" or ":")) return null;
        var title = PlainText.Of(inline).TrimEnd(':').TrimEnd();
        return title.Length is > 0 and <= 80 && !title.EndsWith('.') && !title.EndsWith('!') ? title : null;
    }

    internal void TakeHeadings(List<(Chapter Chapter, int Skip, List<Chapter> Below)> steps, Track track)
    {
        var parent = steps[0].Chapter.Parent;
        var phase = Begin(parent?.Heading is { Level: > 1 } ? parent.Title : "", null, track, steps[0].Chapter.Start);
        foreach (var (chapter, skip, below) in steps)
        {
            List<Block> body = [.. chapter.Blocks];
            foreach (var chapterBelow in below) body.AddRange([chapterBelow.Heading!, .. chapterBelow.Blocks]);
            phase.Lists.AddRange(body.OfType<ListBlock>());
            var heading = chapter.Heading!;
            phase.Steps.Add(drafts.FromBlocks(Lead.Of(heading.Inline!, heading.Span.End + 1, source, skip), heading, body));
        }
        Finish(phase, []);
        Note("recognised-heading-steps", "Headings were recognised as steps.", phase);
    }

    void Recognise(Chapter chapter, Track track, Trust trust)
    {
        var found = LooseSteps.Find(chapter.Blocks, source, trust);
        if (found.Starts.Count == 0 && found.Bullets is null) return;
        var phase = Begin(chapter.Title, chapter, track, (found.Bullets ?? chapter.Blocks[found.Starts[0].Index]).Span.Start);
        for (var i = 0; i < found.Starts.Count; i++)
        {
            var (index, lead) = found.Starts[i];
            var end = i + 1 < found.Starts.Count ? found.Starts[i + 1].Index : found.End;
            phase.Steps.Add(drafts.FromBlocks(lead, chapter.Blocks[index], chapter.Blocks[(index + 1)..end]));
            phase.Lists.AddRange(chapter.Blocks[(index + 1)..end].OfType<ListBlock>());
        }
        if (found.Bullets is { } bullets)
        {
            phase.Lists.Add(bullets);
            foreach (var item in bullets) AddStep(phase, drafts.FromItem((ListItemBlock)item, bullets));
        }
        Finish(phase, []);
        Note(found.Code, found.Message, phase);
    }

    void Note(string code, string message, PhaseDraft phase)
    {
        if (!notes.Exists(note => note.Code == code)) notes.Add(new(code, message + " Check that each is one.", new(phase.Start, phase.End)));
    }
}
