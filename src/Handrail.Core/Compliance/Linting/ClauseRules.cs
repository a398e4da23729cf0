using System.Globalization;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Compliance.Linting;

/// <summary>One clause after the other: can it be found, is it carried out, whom does it serve.</summary>
static class ClauseRules
{
    internal static IEnumerable<Hit> WrongNumber(Policy policy, PolicyContext _)
    {
        foreach (var clause in policy.Clauses.Where(clause => clause.Number != clause.NumberAsWritten))
        {
            var number = new Span(clause.Span.Start, clause.Span.Start + clause.NumberAsWritten.ToString(CultureInfo.InvariantCulture).Length);
            var right = clause.Number.ToString(CultureInfo.InvariantCulture);
            yield return new(number, $"This is clause {right}, and {clause.NumberAsWritten} is written.", number.In(policy.Source).All(char.IsAsciiDigit) ? new($"Write {right}", new Splice(number, right)) : null);
        }
    }

    internal static IEnumerable<Hit> UnwrittenAnchor(Policy policy, PolicyContext _) =>
        from clause in policy.Clauses
        where !clause.AnchorIsWritten
        select new Hit(clause.TextSpan, $"Clause {clause.Number} is known by its words only; when they change, procedures lose it.", new Fix($"Write the anchor \"{clause.Anchor}\"", new Splice(new(clause.TextSpan.End, clause.TextSpan.End), $" {{#{clause.Anchor}}}")));

    internal static IEnumerable<Hit> NoProcedure(Policy policy, PolicyContext _) =>
        from clause in policy.Clauses
        where clause is { Procedures.Count: 0, KeptBy: null }
        select new Hit(clause.TextSpan, $"It is not said who carries out clause {clause.Number}.");

    internal static IEnumerable<Hit> UnknownProcedure(Policy policy, PolicyContext context) =>
        context.Procedures is not { } known ? [] :
        from clause in policy.Clauses
        from target in clause.Procedures.Select(link => link.Target).Concat(clause.Limits.SelectMany(TargetsOf)).Distinct()
        where context.Find(target) is null
        let place = Place(policy, clause.Span, target)
        select new Hit(place, $"There is no procedure \"{target}\".", Instead(policy, place, target, known.Keys.Select(path => Toward(context.Folder, path))));

    static IEnumerable<string> TargetsOf(Limit limit) => limit switch
    {
        Limit.Within within => new[] { within.From.Procedure, within.To.Procedure }.OfType<string>(),
        Limit.Every { Procedure: { } procedure } => [procedure.Target],
        _ => [],
    };

    internal static IEnumerable<Hit> OneSided(Policy policy, PolicyContext context) =>
        from clause in policy.Clauses
        from link in clause.Procedures
        let procedure = context.Find(link.Target)
        where procedure is not null && !procedure.Header.Policies.Contains(policy.IdOf(clause))
        select new Hit(Place(policy, clause.Span, link.Target), $"\"{procedure.Title}\" does not name {policy.IdOf(clause)} among its policies.");

    internal static IEnumerable<Hit> NoControl(Policy policy, PolicyContext _) =>
        from clause in policy.Clauses
        where clause.Controls.Count == 0
        select new Hit(clause.TextSpan, $"Clause {clause.Number} serves no control.");

    internal static IEnumerable<Hit> UnknownControl(Policy policy, PolicyContext context) =>
        context.Controls is not { } known ? [] :
        from clause in policy.Clauses
        from id in clause.Controls
        where !known.Contains(id)
        let place = Place(policy, clause.Span, id)
        select new Hit(place, $"There is no control \"{id}\".", Instead(policy, place, id, known));

    /// <summary>Where a name stands within a part of the text; the part itself where it is written otherwise than read.</summary>
    internal static Span Place(Policy policy, Span within, string name) =>
        policy.Source.IndexOf(name, within.Start, within.Length, StringComparison.Ordinal) is >= 0 and var at ? new(at, at + name.Length) : within;

    /// <summary>"Did you mean": the nearest known name in the place of the written one.</summary>
    internal static Fix? Instead(Policy policy, Span place, string written, IEnumerable<string> known) =>
        place.In(policy.Source) == written && Likeness.Nearest(written, known) is { } nearest ? new($"Write \"{nearest}\"", new Splice(place, nearest)) : null;

    static string Toward(string folder, string path) => string.Concat(Enumerable.Repeat("../", folder.Split('/', StringSplitOptions.RemoveEmptyEntries).Length)) + path;
}
