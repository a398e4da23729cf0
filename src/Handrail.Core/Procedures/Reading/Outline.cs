using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>A heading and the blocks directly below it, up to the next heading of any level.</summary>
sealed class Chapter(HeadingBlock? heading, Chapter? parent)
{
    /// <summary>Null for what stands before the first heading.</summary>
    internal HeadingBlock? Heading { get; } = heading;
    internal string Title { get; } = PlainText.Of(heading?.Inline);
    /// <summary>The heading above it, of a higher rank.</summary>
    internal Chapter? Parent { get; } = parent;
    internal List<Block> Blocks { get; } = [];
    internal int Level => Heading?.Level ?? 0;
    internal int Start => Heading?.Span.Start ?? 0;
    internal AnchorInline? Written => Heading?.Inline?.LastChild as AnchorInline;

    internal IEnumerable<Chapter> SelfAndParents
    {
        get
        {
            for (var chapter = this; chapter is not null; chapter = chapter.Parent) yield return chapter;
        }
    }
}

/// <summary>The headings of a document.</summary>
sealed class Outline
{
    internal List<Chapter> Chapters { get; } = [];

    /// <summary>The heading that names the whole document, where one does.</summary>
    internal Chapter? Title { get; }

    /// <summary>Headings of this level or higher begin a section.</summary>
    internal int SectionLevel { get; }

    internal Outline(MarkdownDocument document)
    {
        var current = new Chapter(null, null);
        Chapters.Add(current);
        foreach (var block in document)
        {
            if (block is not HeadingBlock heading)
            {
                current.Blocks.Add(block);
                continue;
            }
            var parent = current;
            while (parent is { Heading: not null } && parent.Level >= heading.Level) parent = parent.Parent;
            current = new(heading, parent);
            Chapters.Add(current);
        }
        Title = FindTitle();
        SectionLevel = FindSectionLevel();
    }

    /// <summary>The first heading, where no other has its rank or a higher one.</summary>
    Chapter? FindTitle()
    {
        if (Chapters.Count < 2) return null;
        var first = Chapters[1];
        var alone = Chapters.Skip(2).All(chapter => chapter.Level > first.Level);
        return alone && (first.Level == 1 || SectionNames.KindOf(first.Title) == SectionKind.Other) ? first : null;
    }

    /// <summary>Level 2 where there is any; otherwise the highest level in use below the title.</summary>
    int FindSectionLevel()
    {
        var level = 7;
        foreach (var chapter in Chapters)
        {
            if (chapter.Heading is null || chapter == Title) continue;
            if (chapter.Level == 2) return 2;
            level = Math.Min(level, chapter.Level);
        }
        return level;
    }

    internal bool BeginsSection(Chapter chapter) => chapter.Heading is not null && chapter != Title && chapter.Level <= SectionLevel;
}
