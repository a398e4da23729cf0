using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Puts the model of one document together: structure first, then numbers and anchors, then everything that refers to them.</summary>
sealed class ProcedureBuilder
{
    readonly string _source;
    readonly Header _header;
    readonly List<ReadingNote> _notes;
    readonly Outline _outline;
    readonly DraftReader _drafts;
    readonly PhaseReader _phases;
    readonly Anchors _anchors;
    readonly Dictionary<string, string> _byNumber = [];
    readonly Dictionary<string, string> _firstStepOf = [];
    readonly Dictionary<Chapter, string> _chapterAnchors = [];

    internal ProcedureBuilder(string source, Header header, MarkdownDocument document, List<ReadingNote> notes)
    {
        (_source, _header, _notes) = (source, header, notes);
        _outline = new(document);
        _drafts = new(source);
        _phases = new(_drafts, source, notes);
        _anchors = new(source);
    }

    internal Procedure Build(string fileName)
    {
        var structure = new Structure(_outline, _phases, _header.Title ?? "");
        foreach (var track in Enum.GetValues<Track>()) Number(track);
        foreach (var phase in _phases.Phases) phase.Anchor = AnchorOf(phase);
        var sections = new SectionReader(_outline, _source, _drafts, AnchorOf);
        var steps = new StepReader(_source, _notes);
        var procedure = new Procedure
        {
            Source = _source,
            Header = _header,
            Title = _header.Title ?? (_outline.Chapters.Count > 1 ? _outline.Chapters[1].Title : FileTitle(fileName)),
            Sections = sections.Sections(),
            Main = Phases(Track.Main, steps),
            Contingencies = Phases(Track.Contingency, steps),
            Rollback = Phases(Track.Rollback, steps),
            StartFields = sections.StartFields(),
            Escalations = sections.Escalations(),
            Messages = sections.Messages(),
            Notes = _notes,
        };
        NoteStructure(procedure, structure);
        return procedure;
    }

    static string FileTitle(string fileName) => Path.GetFileNameWithoutExtension(fileName);

    void Number(Track track)
    {
        var (n, letter) = (0, track switch { Track.Contingency => "C", Track.Rollback => "R", _ => "" });
        foreach (var phase in _phases.Phases)
            if (phase.Track == track)
                foreach (var step in phase.Steps) Number(step, $"{letter}{++n}");
    }

    void Number(StepDraft step, string number)
    {
        step.Number = number;
        var written = step.Written is null ? null : _anchors.Take(step.Written.Name);
        if (step.Written is not null && written is null)
            _notes.Add(new("anchor-twice", $"The anchor {{#{step.Written.Name}}} is written twice; the second is read as another one.", new(step.Written.Span.Start, step.Written.Span.End + 1)));
        step.AnchorIsWritten = written is not null;
        step.Anchor = written ?? _anchors.Derive(step.Instruction, "step-" + number.Replace('.', '-').ToLowerInvariant());
        _byNumber[number] = step.Anchor;
        for (var i = 0; i < step.Children.Count; i++) Number(step.Children[i], $"{number}.{i + 1}");
    }

    string AnchorOf(PhaseDraft phase)
    {
        var anchor = phase.Chapter is { Heading: not null } ? AnchorOf(phase.Chapter) : _anchors.Derive(phase.Title, phase.Track switch { Track.Contingency => "contingency", Track.Rollback => "rollback", _ => "steps" });
        if (phase.Steps.Count > 0) _firstStepOf.TryAdd(anchor, phase.Steps[0].Anchor);
        return anchor;
    }

    string AnchorOf(Chapter chapter)
    {
        if (_chapterAnchors.TryGetValue(chapter, out var anchor)) return anchor;
        anchor = (chapter.Written is { } written ? _anchors.Take(written.Name) : null) ?? _anchors.Derive(chapter.Title, "section");
        return _chapterAnchors[chapter] = anchor;
    }

    List<Phase> Phases(Track track, StepReader steps)
    {
        List<Phase> phases = [];
        foreach (var draft in _phases.Phases)
            if (draft.Track == track)
                phases.Add(new(draft.Title, draft.Anchor, track, draft.AnyOrder, [.. draft.Steps.Select(step => steps.Read(step, track, word => Find(word, draft)))], new(draft.Start, draft.End)));
        return phases;
    }

    /// <summary>"#rotate" means a step, or the first step of a phase; "4" the step the phase itself numbers 4, else the fourth of all.</summary>
    string? Find(string word, PhaseDraft phase)
    {
        if (word.StartsWith('#')) return _firstStepOf.TryGetValue(word[1..], out var first) ? first : word[1..];
        if (int.TryParse(word, out var marker) && phase.Steps.Find(step => step.Marker == marker) is { } own) return own.Anchor;
        return _byNumber.GetValueOrDefault(word.ToUpperInvariant());
    }

    void NoteStructure(Procedure procedure, Structure structure)
    {
        if (procedure.Main.Count == 0) _notes.Add(new("no-steps", "No steps were found; the whole text is kept as text.", default));
        else if (structure.OwnStructure) _notes.Add(new("own-structure", "There is no Steps section; the steps were taken from the lists of the document.", procedure.Main[0].Span));
        var taken = _phases.Phases.SelectMany(phase => phase.Lists).ToHashSet();
        foreach (var chapter in _outline.Chapters)
            foreach (var block in chapter.Blocks)
                if (block is ListBlock list && DraftReader.HasSteps(list) && !taken.Contains(list))
                    _notes.Add(new("left-as-text", $"A list under \"{chapter.Title}\" was left as text.", _drafts.SpanOf(list)));
    }
}
