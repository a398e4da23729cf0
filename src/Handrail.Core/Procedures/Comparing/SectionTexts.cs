namespace Handrail.Core.Procedures.Comparing;

/// <summary>Everything outside the steps: front matter, and each section with its steps cut out (what stays of "Steps" are phase headings and words between).</summary>
static class SectionTexts
{
    public static IReadOnlyList<TextChange> Compare(Side old, Side @new)
    {
        var (before, after) = (Of(old), Of(@new));
        var taken = new bool[before.Count];
        int[] oldOf = [.. after.Select(section => Take(was => was.Section?.Anchor == section.Section?.Anchor))];
        for (var i = 0; i < after.Count; i++)
            if (oldOf[i] < 0 && after[i].Section is { Kind: not (SectionKind.Other or SectionKind.Preamble) and var kind })
                oldOf[i] = Take(was => was.Section?.Kind == kind && !after.Any(other => other.Section?.Anchor == was.Section.Anchor));

        int[] kept = [.. Enumerable.Range(0, after.Count).Where(i => oldOf[i] >= 0)];
        var moved = OutOfOrder.In([.. kept.Select(i => oldOf[i])]).Select(at => kept[at]).ToHashSet();
        return
        [
            .. after.Select((section, i) => moved.Contains(i) && before[oldOf[i]].Text == section.Text
                ? new TextChange(section.Name, Change.Moved, Weight.Editorial, WordDiff.Of(section.Text, section.Text))
                : TextChanges.Of(section.Name, oldOf[i] < 0 ? null : before[oldOf[i]].Text, section.Text)),
            .. before.Where((_, i) => !taken[i]).Select(section => TextChanges.Of(section.Name, section.Text, null)),
        ];

        int Take(Predicate<Part> wanted)
        {
            for (var i = 0; i < before.Count; i++)
            {
                if (taken[i] || !wanted(before[i])) continue;
                taken[i] = true;
                return i;
            }
            return -1;
        }
    }

    sealed record Part(string Name, Section? Section, string Text);

    static List<Part> Of(Side side)
    {
        var (procedure, read) = (side.Procedure, side.Read);
        List<Span> cut = [procedure.Header.Span, .. procedure.AllPhases.SelectMany(phase => phase.Steps).Select(step => step.Span)];
        List<Part> parts = [];
        if (!procedure.Header.Span.IsEmpty) parts.Add(new("Front matter", null, read.Words(PlainText.Of(procedure.Header.Span.In(procedure.Source)))));
        foreach (var section in procedure.Sections)
        {
            var name = section.Heading.Length > 0 ? section.Heading : "Introduction";
            parts.Add(new(name, section, read.Words(PlainText.Of(procedure.Source, section.Span, cut))));
        }
        return parts;
    }
}
