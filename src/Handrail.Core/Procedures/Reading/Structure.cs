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

    /// <param name="title">From the front matter, or empty.</param>
    internal Structure(Outline outline, PhaseReader reader, string title)
    {
        (_outline, _reader) = (outline, reader);
        _stepsSections = [.. outline.Chapters.Where(IsStepsSection)];
        Take(InStepsSections);
        if (_reader.Phases.Exists(phase => phase.Track == Track.Main)) return;
        _reader.Phases.Clear();
        _taken.Clear();
        OwnStructure = true;
        Take(chapter => InOwnStructure(chapter, SectionNames.Invites(title)));
    }

    /// <summary>The steps were not found in a Steps section.</summary>
    internal bool OwnStructure { get; }

    bool IsStepsSection(Chapter chapter) =>
        chapter.Heading is not null && (chapter != _outline.Title || _outline.Chapters.Count == 2) && chapter.Level <= Math.Max(3, _outline.SectionLevel) && SectionNames.KindOf(chapter.Title) == SectionKind.Steps;

    void Take(Func<Chapter, Place?> placeOf)
    {
        foreach (var chapter in _outline.Chapters)
        {
            if (_taken.Contains(chapter) || placeOf(chapter) is not { } place) continue;
            if (HeadingSteps(chapter, placeOf) is { Count: > 0 } steps) _reader.TakeHeadings(steps, place.Track);
            else _reader.TakeLists(chapter, place.Track, place.Trust);
        }
    }

    /// <summary>Where a chapter's steps belong.</summary>
    readonly record struct Place(Track Track, Trust Trust);

    Place? InStepsSections(Chapter chapter)
    {
        foreach (var above in chapter.SelfAndParents)
            if (_stepsSections.Contains(above)) return new(Track.Main, Trust.StepsSection);
        foreach (var above in chapter.SelfAndParents)
            if (SideTrack(above) is { } track) return new(track, Trust.StepsSection);
        return null;
    }

    /// <summary>The nearest heading that says something decides; a doing heading in a telling document is trusted less.</summary>
    static Place? InOwnStructure(Chapter chapter, bool? root)
    {
        bool? invites = null;
        foreach (var above in chapter.SelfAndParents)
        {
            if (invites is null && SideTrack(above) is { } track) return new(track, Trust.Named);
            if (invites is null && SectionNames.StartsTroubleshooting(above.Title)) return new(Track.Contingency, Trust.Named);
            var says = SectionNames.Invites(above.Title);
            if (says == false) return invites == true ? new(Track.Main, Trust.Policy) : null;
            invites ??= says;
        }
        if (root == false) return invites == true ? new(Track.Main, Trust.Policy) : null;
        return new(Track.Main, invites == true ? Trust.Named : Trust.Unnamed);
    }

    static Track? SideTrack(Chapter chapter) => SectionNames.KindOf(chapter.Title) switch
    {
        SectionKind.Contingency => Track.Contingency,
        SectionKind.Rollback => Track.Rollback,
        _ => null,
    };

    /// <summary>The chapters, this one first, whose headings are steps: "Step 3: ..." always, "3. ..." below a section where most have no list of their own.</summary>
    List<(Chapter Chapter, int Skip, List<Chapter> Below)> HeadingSteps(Chapter chapter, Func<Chapter, Place?> placeOf)
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
            if (next.Parent != chapter.Parent || Number(next) is not { Number: > 0 } number || number.HasWord != first.HasWord || number.Number != expected || placeOf(next) is null) break;
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
        var plain = chapter.Level >= 3 && SectionNames.Invites(chapter.Title) != false ? Numbering.Of(chapter.Title, wordNeeded: false) : default;
        return (plain.Number, plain.Length, false);
    }
}
