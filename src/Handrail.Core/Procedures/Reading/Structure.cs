using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>
/// Decides which lists of a document are its procedure. A Steps section settles it; without one the document's own structure is taken:
/// every heading with lists that are worked through is a phase, and lists that only tell (roles, references, contents, policy) stay text.
/// </summary>
sealed class Structure
{
    readonly Outline _outline;
    readonly PhaseReader _reader;
    readonly HashSet<Chapter> _stepsSections;
    readonly HashSet<Chapter> _taken = [];

    internal Structure(Outline outline, PhaseReader reader)
    {
        (_outline, _reader) = (outline, reader);
        _stepsSections = [.. outline.Chapters.Where(IsStepsSection)];
        Take(InStepsSections, bySection: true);
        if (_reader.Phases.Exists(phase => phase.Track == Track.Main)) return;
        _reader.Phases.Clear();
        _taken.Clear();
        OwnStructure = true;
        Take(InOwnStructure, bySection: false);
    }

    /// <summary>The steps were not found in a Steps section.</summary>
    internal bool OwnStructure { get; }

    bool IsStepsSection(Chapter chapter) =>
        chapter.Heading is not null && (chapter != _outline.Title || _outline.Chapters.Count == 2) && chapter.Level <= Math.Max(3, _outline.SectionLevel) && SectionNames.KindOf(chapter.Title) == SectionKind.Steps;

    void Take(Func<Chapter, Track?> trackOf, bool bySection)
    {
        foreach (var chapter in _outline.Chapters)
        {
            if (_taken.Contains(chapter) || trackOf(chapter) is not { } track) continue;
            if (HeadingSteps(chapter, trackOf) is { Count: > 0 } steps) _reader.TakeHeadings(steps, track);
            else _reader.TakeLists(chapter, track, selective: !bySection, invited: bySection || chapter.SelfAndParents.Select(Invites).FirstOrDefault(invites => invites is not null) == true, isStepsSection: bySection && track == Track.Main);
        }
    }

    Track? InStepsSections(Chapter chapter)
    {
        foreach (var above in chapter.SelfAndParents)
            if (_stepsSections.Contains(above)) return Track.Main;
        foreach (var above in chapter.SelfAndParents)
            if (SideTrack(above) is { } track) return track;
        return null;
    }

    /// <summary>The nearest heading that says something decides.</summary>
    static Track? InOwnStructure(Chapter chapter)
    {
        foreach (var above in chapter.SelfAndParents)
        {
            if (SideTrack(above) is { } track) return track;
            if (SectionNames.StartsTroubleshooting(above.Title)) return Track.Contingency;
            if (Invites(above) is { } invites) return invites ? Track.Main : null;
        }
        return Track.Main;
    }

    static Track? SideTrack(Chapter chapter) => SectionNames.KindOf(chapter.Title) switch
    {
        SectionKind.Contingency => Track.Contingency,
        SectionKind.Rollback => Track.Rollback,
        _ => null,
    };

    static bool? Invites(Chapter chapter) => SectionNames.KindOf(chapter.Title) is SectionKind.Other or SectionKind.Steps ? SectionNames.Invites(chapter.Title) : false;

    /// <summary>The chapters, this one first, whose headings are steps: "Step 3: ..." always, "3. ..." below a section where most have no list of their own.</summary>
    List<(Chapter Chapter, int Skip, List<Chapter> Below)> HeadingSteps(Chapter chapter, Func<Chapter, Track?> trackOf)
    {
        if (Number(chapter) is not { Number: > 0 } first) return [];
        List<(Chapter Chapter, int Skip, List<Chapter> Below)> group = [];
        var (expected, withLists) = (first.Number, 0);
        for (var i = _outline.Chapters.IndexOf(chapter); i < _outline.Chapters.Count; i++)
        {
            var next = _outline.Chapters[i];
            if (group.Count > 0 && next.Level > chapter.Level)
            {
                group[^1].Below.Add(next);
                continue;
            }
            if (next.Parent != chapter.Parent || Number(next) is not { Number: > 0 } number || number.HasWord != first.HasWord || number.Number != expected || trackOf(next) is null) break;
            group.Add((next, number.Length, []));
            expected++;
        }
        withLists = group.Count(entry => entry.Below.Prepend(entry.Chapter).Any(HasStepList));
        if (!first.HasWord && (group.Count < 2 || first.Number > 1 || withLists * 2 >= group.Count)) return [];
        foreach (var (step, _, below) in group)
        {
            _taken.Add(step);
            _taken.UnionWith(below);
        }
        return group;
    }

    static bool HasStepList(Chapter chapter) => chapter.Blocks.Exists(block => block is ListBlock list && DraftReader.HasSteps(list));

    static (int Number, int Length, bool HasWord) Number(Chapter chapter)
    {
        if (chapter.Heading is null) return default;
        if (Numbering.Of(chapter.Title, wordNeeded: true) is { Number: > 0 } step) return (step.Number, step.Length, true);
        var plain = chapter.Level >= 3 && SectionNames.KindOf(chapter.Title) == SectionKind.Other && SectionNames.Invites(chapter.Title) != false ? Numbering.Of(chapter.Title, wordNeeded: false) : default;
        return (plain.Number, plain.Length, false);
    }
}
