using Handrail.Core.Compliance.Reading;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;

namespace Handrail.Core.Compliance;

/// <summary>Reads a policy from its Markdown text. Any text can be read; what is not understood stays text and is noted.</summary>
public static class PolicyReader
{
    static readonly string[] Keys = ["title", "owner", "summary", "review", "frameworks"];
    static readonly string[] NamesOfClauses = ["clauses", "rules", "statements", "policy statements", "policy", "what we require"];

    /// <param name="fileName">Gives the id, and the title where the text has none; may be a path.</param>
    public static Policy Read(string source, string fileName = "")
    {
        List<ReadingNote> notes = [];
        var front = FrontMatter.Find(source, Keys, notes);
        var document = Markup.Parse(source, front.Span.End);
        if (document is null) notes.Add(new("nested-too-deep", "The text is nested too deeply to be read; it is kept as it is and has no clauses.", new(front.Span.End, source.Length)));
        var outline = new Outline(document ?? []);
        var (drafts, anchors) = (new DraftReader(source), new Anchors(source));
        var header = ToHeader(front);
        var id = Path.GetFileNameWithoutExtension(fileName);
        return new()
        {
            Id = id,
            Source = source,
            Header = header,
            Title = header.Title ?? (outline.Chapters.Count > 1 ? outline.Chapters[1].Title : id),
            Clauses = Clauses(outline, drafts, anchors, source, notes),
            Sections = new SectionReader(outline, source, drafts, chapter => anchors.Derive(chapter.Title, "section")).Sections(),
            Notes = notes,
        };
    }

    static List<Clause> Clauses(Outline outline, DraftReader drafts, Anchors anchors, string source, List<ReadingNote> notes)
    {
        List<Clause> clauses = [];
        foreach (var (group, list) in Lists(outline, notes))
            foreach (var item in list)
            {
                var draft = drafts.FromItem((ListItemBlock)item, list);
                var written = draft.Written is null ? null : anchors.Take(draft.Written.Name);
                if (draft.Written is not null && written is null)
                    notes.Add(new("anchor-twice", $"The anchor {{#{draft.Written.Name}}} is written twice; the second is read as another one.", new(draft.Written.Span.Start, draft.Written.Span.End + 1)));
                draft.AnchorIsWritten = written is not null;
                draft.Anchor = written ?? anchors.Derive(draft.Instruction, $"clause-{clauses.Count + 1}");
                clauses.Add(ClauseReader.Read(draft, group, clauses.Count + 1, source));
            }
        if (clauses.Count == 0) notes.Add(new("no-clauses", "No clauses were found; the whole text is kept as text.", default));
        return clauses;
    }

    /// <summary>The numbered lists of the section that holds the clauses; in a text without one, every numbered list outside the well-known sections.</summary>
    static IEnumerable<(string Group, ListBlock List)> Lists(Outline outline, List<ReadingNote> notes)
    {
        var within = outline.Chapters.Where(chapter => chapter.SelfAndParents.Any(above => HoldsClauses(outline, above))).ToList();
        if (within.Count == 0)
        {
            within = [.. outline.Chapters.Where(chapter => chapter.SelfAndParents.All(above => SectionNames.KindOf(above.Title) == SectionKind.Other))];
            if (within.Exists(chapter => chapter.Blocks.Exists(block => block is ListBlock { IsOrdered: true })))
                notes.Add(new("own-structure", "There is no Clauses section; the clauses were taken from the numbered lists of the text.", default));
        }
        return
            from chapter in within
            from list in chapter.Blocks.OfType<ListBlock>()
            where list.IsOrdered
            select (HoldsClauses(outline, chapter) || chapter == outline.Title ? "" : chapter.Title, list);
    }

    static bool HoldsClauses(Outline outline, Chapter chapter) => chapter.Heading is not null && chapter != outline.Title && NamesOfClauses.Contains(SectionNames.Normalize(chapter.Title));

    static PolicyHeader ToHeader(FrontMatter.Values front)
    {
        var header = new PolicyHeader { Span = front.Span, UnknownKeys = front.UnknownTo(Keys) };
        foreach (var (key, list) in front.Keys)
        {
            var one = list.FirstOrDefault(text => text.Length > 0);
            header = key.ToLowerInvariant() switch
            {
                "title" => header with { Title = one },
                "owner" => header with { Owner = one },
                "summary" => header with { Summary = one },
                "review" => header with { Review = Interval.TryParse(one, out var interval, out _) ? interval : null },
                "frameworks" => header with { Frameworks = list },
                _ => header,
            };
        }
        return header;
    }
}
