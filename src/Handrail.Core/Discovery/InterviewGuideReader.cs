using Handrail.Core.Compliance.Reading;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;
using Markdig.Syntax;

namespace Handrail.Core.Discovery;

/// <summary>Reads an interview guide from its Markdown text. Any text can be read; what is not understood is noted.</summary>
public static class InterviewGuideReader
{
    static readonly string[] Keys = ["title", "summary"];
    const string Ask = "whom to ask", Watch = "what to watch", Questions = "questions", About = "about", ListenFor = "listen for";

    /// <param name="fileName">Gives the family; may be a path.</param>
    public static InterviewGuide Read(string source, string fileName)
    {
        List<ReadingNote> notes = [];
        var front = FrontMatter.Find(source, Keys, notes);
        foreach (var key in front.UnknownTo(Keys)) notes.Add(new("key-unknown", $"The key {key} means nothing here.", front.Span));
        var document = Markup.Parse(source, front.Span.End);
        if (document is null) notes.Add(new("nested-too-deep", "The text is nested too deeply to be read.", new(front.Span.End, source.Length)));
        var outline = new Outline(document ?? []);
        var family = Path.GetFileNameWithoutExtension(fileName);
        return new()
        {
            Family = family,
            Source = source,
            Title = One(front, "title") ?? outline.Title?.Title ?? family,
            Summary = One(front, "summary") ?? "",
            WhomToAsk = Bullets(outline, Ask),
            WhatToWatch = Bullets(outline, Watch),
            Questions = Asked(outline, source, notes),
            Notes = notes,
        };
    }

    static string? One(FrontMatter.Values front, string key) => front.Keys.FirstOrDefault(value => value.Key == key).Values?.FirstOrDefault(text => text.Length > 0);

    static List<string> Bullets(Outline outline, string heading) => [.. Lists(outline, heading, ordered: false).SelectMany(list => list).Select(item => PlainText.Of(item))];

    static List<InterviewQuestion> Asked(Outline outline, string source, List<ReadingNote> notes)
    {
        List<InterviewQuestion> questions = [];
        var (drafts, anchors) = (new DraftReader(source), new Anchors(source));
        foreach (var list in Lists(outline, Questions, ordered: true))
            foreach (var item in list)
            {
                var draft = drafts.FromItem((ListItemBlock)item, list);
                if (draft.Written is null) notes.Add(new("anchor-missing", $"\"{draft.Instruction}\" has no anchor; answers to it would be lost when it is worded better.", draft.Span));
                var anchor = draft.Written is { } written ? anchors.Take(written.Name) : null;
                if (draft.Written is not null && anchor is null) notes.Add(new("anchor-twice", $"The anchor {{#{draft.Written.Name}}} is written twice.", draft.Span));
                var lines = draft.Parts.Where(part => part.Bullet is not null).Select(part => FieldLineReader.Read(part.Bullet!, part.Span, source)).OfType<FieldLine>().ToList();
                foreach (var unknown in lines.Where(line => !IsCalled(line, About) && !IsCalled(line, ListenFor))) notes.Add(new("line-unknown", $"The line \"{unknown.Label}\" means nothing here.", unknown.Span));
                questions.Add(new(anchor ?? anchors.Derive(draft.Instruction, $"question-{questions.Count + 1}"), draft.Instruction,
                    [.. lines.Where(line => IsCalled(line, About)).SelectMany(line => ClauseReader.LinksIn(line.Value))],
                    string.Join(' ', lines.Where(line => IsCalled(line, ListenFor)).Select(line => line.Value))));
            }
        if (questions.Count == 0) notes.Add(new("no-questions", "No questions were found.", default));
        return questions;
    }

    static IEnumerable<ListBlock> Lists(Outline outline, string heading, bool ordered) =>
        outline.Chapters.Where(chapter => chapter.Heading is not null && SectionNames.Normalize(chapter.Title) == heading).SelectMany(chapter => chapter.Blocks).OfType<ListBlock>().Where(list => list.IsOrdered == ordered);

    static bool IsCalled(FieldLine line, string label) => line.Label.Equals(label, StringComparison.OrdinalIgnoreCase);
}
