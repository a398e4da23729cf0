namespace Handrail.Core.Procedures.Linting;

/// <summary>Who does it, with what: roles, systems, controls, screenshots; most of it against what is known outside the text.</summary>
static class RoleRules
{
    /// <summary>The role most steps name, or null.</summary>
    public static string? MostNamed(Subject subject) =>
        subject.Steps.Select(step => step.Role).OfType<string>().Where(role => RoleNames.IsName(subject.Procedure, role)).GroupBy(role => role, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;

    public static IEnumerable<Hit> NoRole(Subject subject)
    {
        var alone = new List<Step>();
        foreach (var phase in subject.Procedure.Main)
            foreach (var step in phase.Steps) CollectWithoutRole(step, alone);
        var all = subject.MainSteps.Count(step => step.Children.Count == 0 && step.Run is null);
        if (alone.Count > 1 && alone.Count == all)
        {
            // One remark, not one per step, where the author has not thought of roles yet.
            var role = subject.Procedure.Header.Owner ?? Fixes.Todo;
            var edits = subject.Procedure.Main.SelectMany(phase => phase.Steps).Where(step => step.Run is null).Select(step => subject.Write.Line(step, $"Role: {role}"));
            yield return new(subject.Section(SectionKind.Steps)?.Span ?? alone[0].InstructionSpan, $"None of the {all} steps says who does it.", Fixes.Of($"Add \"Role: {role}\" to every step", [.. edits]));
            yield break;
        }
        foreach (var step in alone)
        {
            var role = Neighbour(subject, step) ?? subject.Procedure.Header.Owner ?? Fixes.Todo;
            yield return new(step.InstructionSpan, $"Step {step.Number} does not say who does it.", Fixes.Of($"Add \"Role: {role}\"", subject.Write.Line(step, $"Role: {role}")));
        }
    }

    static void CollectWithoutRole(Step step, List<Step> into)
    {
        // A step that starts another procedure is done by the roles of that one.
        if (!string.IsNullOrWhiteSpace(step.Role) || step.Run is not null) return;
        if (step.Children.Count == 0) into.Add(step);
        foreach (var child in step.Children) CollectWithoutRole(child, into);
    }

    static string? Neighbour(Subject subject, Step step)
    {
        var at = subject.MainSteps.TakeWhile(other => other != step).Count();
        return subject.MainSteps.Take(at).Reverse().Concat(subject.MainSteps.Skip(at)).Select(other => other.Role).FirstOrDefault(role => !string.IsNullOrWhiteSpace(role));
    }

    public static IEnumerable<Hit> Unheld(Subject subject)
    {
        if (subject.Context.Roles is not { } held) return [];
        var header = subject.Procedure.Header is { Owner: { Length: > 0 } owner, Span: var span } ? [(owner, InHeader(subject, span, owner))] : Array.Empty<(string, Span)>();
        return header.Concat(subject.Steps.SelectMany(RoleNames.InLines))
            .Where(use => subject.Resolved(use.Item1) is { } roles && RoleNames.Alternatives(roles).All(role => RoleNames.IsName(subject.Procedure, role) && !held.Contains(role)))
            .Select(use => new Hit(use.Item2, $"Nobody holds the role \"{use.Item1}\".", Replace(subject, use.Item2, use.Item1, held)));
    }

    public static IEnumerable<Hit> MeansNobody(Subject subject)
    {
        if (subject.Context.People is not { } people) yield break;
        var keys = people.Select(Placeholders.Key).ToHashSet();
        var header = subject.Procedure.Header;
        foreach (var name in header.Audience.Concat(header.Runners).Concat(header.Writers).Distinct().Where(name => !people.Contains(name) && !keys.Contains(Placeholders.Key(name))))
        {
            var span = InHeader(subject, header.Span, name);
            yield return new(span, $"Nobody here is meant by \"{name}\".", Replace(subject, span, name, people));
        }
    }

    public static IEnumerable<Hit> UnknownSystem(Subject subject) =>
        subject.Context.Systems is not { } systems ? [] :
        from step in subject.Steps
        from line in step.Lines
        where line.Key == FieldKey.System && subject.Resolved(line.Value) is { Length: > 0 } name && !name.Contains(',', StringComparison.Ordinal) && !subject.IsField(name) && !systems.ContainsKey(name)
        select new Hit(line.ValueSpan, $"\"{line.Value}\" is not in the inventory of systems.", Replace(subject, line.ValueSpan, line.Value, systems.Keys));

    public static IEnumerable<Hit> UnknownControl(Subject subject) => Unknown(subject, subject.Procedure.Header.Controls, subject.Context.Controls, "control");

    public static IEnumerable<Hit> UnknownClause(Subject subject) => Unknown(subject, subject.Procedure.Header.Policies, subject.Context.Clauses, "policy clause");

    static IEnumerable<Hit> Unknown(Subject subject, IReadOnlyList<string> written, IReadOnlySet<string>? known, string what)
    {
        if (known is null) yield break;
        foreach (var id in written.Where(id => !known.Contains(id)))
        {
            var span = InHeader(subject, subject.Procedure.Header.Span, id);
            yield return new(span, $"There is no {what} \"{id}\".", Replace(subject, span, id, known));
        }
    }

    public static IEnumerable<Hit> StaleScreenshot(Subject subject)
    {
        if (subject.Context is not { Systems: { } systems, ScreenshotsTaken: { } taken }) yield break;
        foreach (var image in subject.Markup.Links.Where(link => link.IsImage))
        {
            var step = subject.Steps.LastOrDefault(step => Holds(step.Span, image.TargetSpan));
            var tool = step?.Details.FirstOrDefault(detail => detail.Tool is not null && Holds(detail.Span, image.TargetSpan))?.Tool ?? step?.System;
            if (tool is null || subject.Resolved(tool) is not { } system || LinkRules.PathOf(subject, image) is not { } path) continue;
            if (systems.GetValueOrDefault(system) is { } changed && taken.TryGetValue(path, out var when) && when < changed)
                yield return new(image.TargetSpan, $"This picture was taken before {system} last changed.");
        }
    }

    static bool Holds(Span outer, Span inner) => outer.Start <= inner.Start && inner.End <= outer.End;

    static Span InHeader(Subject subject, Span header, string value) =>
        subject.Source.IndexOf(value, header.Start, header.Length, StringComparison.Ordinal) is >= 0 and var at ? new(at, at + value.Length) : header;

    /// <summary>"Did you mean": the nearest known name in the place of the written one.</summary>
    public static Fix? Replace(Subject subject, Span span, string written, IEnumerable<string> known) =>
        span.In(subject.Source).Contains(written, StringComparison.Ordinal) && Likeness.Nearest(written, known) is { } nearest
            ? new($"Write \"{nearest}\"", new Splice(span, span.In(subject.Source).Replace(written, nearest, StringComparison.Ordinal)))
            : null;
}
