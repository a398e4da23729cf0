namespace Handrail.Core.Procedures.Linting;

/// <summary>What the text points to: steps, procedures, images, names in braces.</summary>
static class LinkRules
{
    public static IEnumerable<Hit> Broken(Subject subject)
    {
        var (anchors, headings) = (Anchors(subject), Headings(subject));
        foreach (var link in subject.Markup.Links.Where(link => !link.IsImage))
        {
            if (link.Anchor is { } anchor && !anchors.Contains(anchor) && !headings.Contains(Squeezed(anchor)))
                yield return new(link.TargetSpan, $"There is no step or section \"#{anchor}\".", RoleRules.Replace(subject, link.TargetSpan, link.Target, anchors.Select(known => "#" + known)));
            else if (subject.Context.Procedures is { } procedures && PathOf(subject, link) is { } path && IsProcedure(path) && !procedures.Contains(path) && !procedures.Contains(link.File!))
                yield return new(link.TargetSpan, $"There is no procedure \"{link.File}\".", NearestFile(subject, link, path, procedures));
        }
    }

    /// <summary>Does the anchor name any place of this text?</summary>
    public static bool IsKnown(Subject subject, string anchor) => Anchors(subject).Contains(anchor) || Headings(subject).Contains(Squeezed(anchor));

    public static IEnumerable<Hit> ImageMissing(Subject subject) =>
        subject.Context.Images is not { } images ? [] :
        from link in subject.Markup.Links
        where link.IsImage
        let path = PathOf(subject, link)
        where path is not null && !images.Contains(path)
        select new Hit(link.TargetSpan, $"The image \"{link.File}\" is missing.", NearestFile(subject, link, path, images));

    public static IEnumerable<Hit> DuplicateAnchor(Subject subject)
    {
        var taken = Anchors(subject);
        foreach (var again in subject.Markup.Anchors.GroupBy(anchor => anchor.Name).SelectMany(group => group.Skip(1)))
        {
            var number = 2;
            while (!taken.Add($"{again.Name}-{number}")) number++;
            yield return new(again.Span, $"\"{again.Name}\" names another place already.", new($"Rename this one to \"{again.Name}-{number}\"", new Splice(again.Span, $"{again.Name}-{number}")));
        }
    }

    public static IEnumerable<Hit> UnwrittenAnchor(Subject subject)
    {
        var pointedTo = subject.Markup.Links.Select(link => link.Anchor).OfType<string>().ToHashSet();
        pointedTo.UnionWith(subject.Steps.SelectMany(step => FieldRules.NamesIn(step.OnlyIf)).Where(name => !subject.IsField(name)).Select(Placeholders.Key));
        return subject.Steps.Where(step => !step.AnchorIsWritten && pointedTo.Contains(step.Anchor)).Select(step =>
            new Hit(step.InstructionSpan, $"Others point to step {step.Number} by its words; when they change, the way here is lost.", Fixes.Of($"Write the anchor \"{step.Anchor}\"", subject.Write.Anchor(step))));
    }

    public static IEnumerable<Hit> UnresolvedPlaceholder(Subject subject)
    {
        if (subject.Context.Environment is not { } environment) return [];
        string[] known = [.. environment.Keys, .. subject.Fields.Select(field => field.Label), Placeholders.Organization];
        return Placeholders.Unresolved(subject.Procedure, environment.Keys).Select(open =>
            new Hit(open.Span, $"Nothing is known by the name \"{open.Name}\": neither the environment has it nor does a step record it.", RoleRules.Replace(subject, open.Span, open.Name, known)));
    }

    /// <summary>The file a link leads to, from where all paths count; null when it leads elsewhere.</summary>
    public static string? PathOf(Subject subject, LinkUse link) => link.File is { } file ? RelativePath.From(subject.Context.Folder, file) : null;

    static Fix? NearestFile(Subject subject, LinkUse link, string path, IEnumerable<string> known)
    {
        if (Likeness.Nearest(path, known) is not { } nearest) return null;
        string[] from = subject.Context.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries), to = nearest.Split('/');
        var common = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        var relative = string.Join('/', Enumerable.Repeat("..", from.Length - common).Concat(to.Skip(common)));
        return new($"Point to \"{nearest}\"", new Splice(link.TargetSpan, relative.Replace(" ", "%20", StringComparison.Ordinal)));
    }

    static bool IsProcedure(string path) => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);

    static HashSet<string> Anchors(Subject subject) =>
    [
        .. subject.Steps.Select(step => step.Anchor),
        .. subject.Procedure.Sections.Select(section => section.Anchor),
        .. subject.Phases.Select(phase => phase.Anchor),
        .. subject.Markup.Anchors.Select(anchor => anchor.Name),
    ];

    static HashSet<string> Headings(Subject subject) => [.. subject.Markup.Headings.Select(Squeezed)];

    // Code hosts derive a heading's anchor in slightly different ways; its letters and digits are common to all.
    static string Squeezed(string text) => Placeholders.Key(text).Replace("-", "", StringComparison.Ordinal);
}
