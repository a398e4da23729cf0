namespace Handrail.Core.Procedures.Editing;

/// <summary>Where the first step of a section or phase is written, with the heading that has to go before it.</summary>
/// <param name="Before">Line ends and headings.</param>
/// <param name="Heading">The headings written, found again in a text.</param>
sealed record Opening(int At, string Before, string After, Func<Procedure, IEnumerable<Span>> Heading)
{
    public static Opening OfSection(Procedure procedure, Track track)
    {
        var kind = track switch { Track.Contingency => SectionKind.Contingency, Track.Rollback => SectionKind.Rollback, _ => SectionKind.Steps };
        var newLine = TextLines.NewLine(procedure.Source);
        if (procedure.Sections.FirstOrDefault(section => section.Kind == kind) is { } empty) return new(TextLines.BackOverSpace(procedure.Source, empty.Span.End), newLine + newLine, "", _ => []);
        var place = NewSection.Of(procedure, kind);
        return new(place.At, place.Before, place.After, after => after.Sections.Where(section => section.Kind == kind).Select(section => HeadingOf(after.Source, section.Span.Start)));
    }

    public static Opening OfPhase(Procedure procedure, Destination.NewPhase phase)
    {
        var newLine = TextLines.NewLine(procedure.Source);
        var last = procedure.AllPhases.LastOrDefault(other => other.Track == phase.Track);
        var level = last is not null && PhaseHead.Of(procedure, last) is { IsSection: false, Level: > 0 } head ? head.Level : 3;
        var title = $"{new string('#', level)} {Headings.Words(phase.Title, phase.AnyOrder)}";
        var opening = OfSection(procedure, phase.Track);
        if (last is not null) opening = opening with { At = TextLines.BackOverSpace(procedure.Source, procedure.Sections.First(section => section.Span.End >= last.Span.End).Span.End), Before = newLine + newLine, After = "" };
        return opening with
        {
            Before = opening.Before + title + newLine + newLine,
            Heading = after => opening.Heading(after).Concat(PhaseHead.All(after, phase.Title.Trim())),
        };
    }

    static Span HeadingOf(string source, int start) => new(start, TextLines.End(source, start));
}
