namespace Handrail.Core.Procedures.Linting;

/// <summary>Sections, header and size: what an auditor and a newcomer look for first.</summary>
static class StructureRules
{
    public const int ManySteps = 30;

    public static IEnumerable<Hit> NoSteps(Subject subject)
    {
        if (subject.MainSteps.Count > 0) yield break;
        var edit = subject.Write.Section(SectionKind.Steps, $"1. {Fixes.Todo}: say what is done first");
        yield return new(subject.Section(SectionKind.Steps)?.Span ?? subject.Top, "Nothing here can be followed: there is no numbered step.", Fixes.Of("Add a Steps section", edit));
    }

    public static IEnumerable<Hit> TooManySteps(Subject subject)
    {
        var count = subject.MainSteps.Count(step => step.Children.Count == 0);
        if (count > ManySteps) yield return new(subject.Section(SectionKind.Steps)?.Span ?? subject.Top, $"{count} steps are more than anybody keeps in view; move phases into procedures of their own and start them with \"Run\".");
    }

    public static IEnumerable<Hit> NoPurpose(Subject subject) =>
        NoSection(subject, SectionKind.Purpose, "Purpose", subject.Procedure.Header.Summary ?? $"{Fixes.Todo}: say what this procedure achieves.");

    public static IEnumerable<Hit> NoScope(Subject subject) =>
        NoSection(subject, SectionKind.Scope, "Scope", $"{Fixes.Todo}: say whom and what this procedure concerns, and what not.");

    static IEnumerable<Hit> NoSection(Subject subject, SectionKind kind, string heading, string text)
    {
        var section = subject.Section(kind);
        if (section is not null && !subject.IsEmpty(section)) yield break;
        var message = section is null ? $"There is no {heading} section." : $"The section \"{section.Heading}\" is empty.";
        yield return new(section?.Span ?? subject.Top, message, Fixes.Of(section is null ? $"Add a {heading} section" : "Begin the section", subject.Write.Section(kind, text)));
    }

    public static IEnumerable<Hit> NoOwner(Subject subject)
    {
        if (!string.IsNullOrWhiteSpace(subject.Procedure.Header.Owner)) yield break;
        var owner = RoleRules.MostNamed(subject) ?? Fixes.Todo;
        yield return new(subject.Top, "Nobody owns this procedure.", Fixes.Of(owner == Fixes.Todo ? "Add an owner to the front matter" : $"Make \"{owner}\" the owner", subject.Write.Header("owner", owner)));
    }

    public static IEnumerable<Hit> NoReview(Subject subject)
    {
        if (subject.Procedure.Header.Review is null)
            yield return new(subject.Top, "It is not said how often this procedure is reviewed.", Fixes.Of("Review it every 12 months", subject.Write.Header("review", "12 months")));
    }

    public static IEnumerable<Hit> ServesNothing(Subject subject)
    {
        if (subject.Procedure.Header is { Controls.Count: 0, Policies.Count: 0 })
            yield return new(subject.Top, "No control and no policy clause is named that this procedure serves.");
    }

    public static IEnumerable<Hit> Unfinished(Subject subject) => Remarks(subject).Concat(Asked(subject.Source));

    /// <summary>A remark set as code is still a remark; a comment in a script is the script's business.</summary>
    static IEnumerable<Hit> Remarks(Subject subject) =>
        from match in Wording.Unfinished().Matches(subject.Source)
        where !subject.Markup.IsCode(match.Index) || match.Index > 0 && subject.Source[match.Index - 1] == '`'
        select new Hit(new(match.Index, match.Index + match.Length), "Something still has to be written here.");

    static IEnumerable<Hit> Asked(string source) =>
        from asked in SkeletonBody.Asked
        let start = source.IndexOf(asked.Words, StringComparison.Ordinal)
        where start >= 0
        select new Hit(new(start, start + asked.Words.Length), $"{asked.Missing} still has to be written.");
}
