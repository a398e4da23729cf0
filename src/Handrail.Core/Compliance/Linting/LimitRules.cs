using Handrail.Core.Compliance.Reading;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Compliance.Linting;

/// <summary>Words and measure must agree, and the measure must be possible.</summary>
static class LimitRules
{
    internal static IEnumerable<Hit> Unreadable(Policy policy, PolicyContext _) =>
        from limit in Limits<Limit.Unread>(policy)
        select new Hit(limit.Span, $"\"{limit.Text}\" is no limit; write \"24 hours from Departure to [step](file.md#step)\", \"every 3 months: [procedure](file.md)\" or \"keep the logs for 12 months\".");

    internal static IEnumerable<Hit> Unwritten(Policy policy, PolicyContext _) =>
        from clause in policy.Clauses
        let stated = clause.Limits.Select(limit => limit.Length).ToHashSet()
        where clause.Limits.All(limit => limit is not Limit.Unread)
        from length in LimitReader.LengthsIn(clause.Text).Distinct()
        where !stated.Contains(length)
        select new Hit(clause.TextSpan, $"Clause {clause.Number} says \"{length}\", and no limit measures it.");

    internal static IEnumerable<Hit> Differs(Policy policy, PolicyContext _) =>
        from clause in policy.Clauses
        let said = LimitReader.LengthsIn(string.Join(' ', clause.Details.Select(detail => detail.In(policy.Source)).Prepend(clause.Text))).ToHashSet()
        from limit in clause.Limits
        where limit.Length is { } length && !said.Contains(length)
        select new Hit(limit.Span, $"The limit is {limit.Length}, and clause {clause.Number} does not say so.");

    internal static IEnumerable<Hit> NoSource(Policy policy, PolicyContext _) =>
        from clause in policy.Clauses
        let sourced = clause.Sources.SelectMany(LimitReader.LengthsIn).ToHashSet()
        from limit in clause.Limits
        where limit.Length is { } length && !sourced.Contains(length)
        select new Hit(limit.Span, $"It is not said where \"{limit.Length}\" comes from.");

    internal static IEnumerable<Hit> Unmeasured(Policy policy, PolicyContext _) =>
        Limits<Limit.Within>(policy).Where(limit => limit.To.Procedure is null).Select(limit => new Hit(limit.Span, $"\"{limit.To.Words}\" is no step and no procedure, so nobody sees whether the limit was kept."))
            .Concat(Limits<Limit.Every>(policy).Where(limit => limit.Procedure is null).Select(limit => new Hit(limit.Span, $"\"{limit.What}\" is no procedure, so nobody sees whether it was done.")));

    internal static IEnumerable<Hit> TwoProcedures(Policy policy, PolicyContext _) =>
        from limit in Limits<Limit.Within>(policy)
        where limit.From.Procedure is { } start && limit.To.Procedure is { } end && start != end
        select new Hit(limit.Span, "It begins in the run of one procedure and ends in the run of another.");

    internal static IEnumerable<Hit> UnknownStep(Policy policy, PolicyContext context)
    {
        foreach (var limit in Limits<Limit.Within>(policy))
            foreach (var at in (LimitEvent[])[limit.From, limit.To])
            {
                if (at is not { Procedure: { } target, Step: { } step } || context.Find(target) is not { } procedure || procedure.Find(step) is not null) continue;
                var place = ClauseRules.Place(policy, limit.Span, "#" + step);
                yield return new(place, $"\"{procedure.Title}\" has no step \"{step}\".", ClauseRules.Instead(policy, place, "#" + step, procedure.AllSteps.Select(known => "#" + known.Anchor)));
            }
    }

    internal static IEnumerable<Hit> UnknownName(Policy policy, PolicyContext context) =>
        from limit in Limits<Limit.Within>(policy)
        let procedure = limit.Procedure is { } target ? context.Find(target) : null
        where procedure is not null
        from name in FieldRules.NamesIn(limit.OnlyIf).Concat(limit.From.Procedure is null ? [limit.From.Words] : [])
        where !IsRecorded(procedure, name)
        select new Hit(ClauseRules.Place(policy, limit.Span, name), $"\"{procedure.Title}\" records nothing called \"{name}\".");

    static bool IsRecorded(Procedure procedure, string name) =>
        Placeholders.Key(name) is var key && (Placeholders.FieldsOf(procedure).Any(field => field.Key == key || Placeholders.Key(field.Label) == key) || procedure.AllSteps.Any(step => step.IsDecision && step.Anchor == key));

    static IEnumerable<T> Limits<T>(Policy policy) where T : Limit => policy.Clauses.SelectMany(clause => clause.Limits).OfType<T>();
}
