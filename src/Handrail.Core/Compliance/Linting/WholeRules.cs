using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Compliance.Linting;

/// <summary>The policy as a whole: its header and sections.</summary>
static class WholeRules
{
    internal static IEnumerable<Hit> NoClauses(Policy policy, PolicyContext _)
    {
        if (policy.Clauses.Count == 0) yield return new(Top(policy), "Nothing here binds anybody: there is no numbered clause.");
    }

    internal static IEnumerable<Hit> DuplicateAnchor(Policy policy, PolicyContext _) =>
        from note in policy.Notes
        where note.Code == "anchor-twice"
        select new Hit(note.Span, note.Message);

    internal static IEnumerable<Hit> NoPurpose(Policy policy, PolicyContext _) => NoSection(policy, SectionKind.Purpose, "Purpose");

    internal static IEnumerable<Hit> NoScope(Policy policy, PolicyContext _) => NoSection(policy, SectionKind.Scope, "Scope");

    static IEnumerable<Hit> NoSection(Policy policy, SectionKind kind, string heading)
    {
        var section = policy.Sections.FirstOrDefault(section => section.Kind == kind);
        if (section is null) yield return new(Top(policy), $"There is no {heading} section.");
        else if (IsEmpty(section.Span.In(policy.Source))) yield return new(section.Span, $"The section \"{section.Heading}\" is empty.");
    }

    static bool IsEmpty(string section) => section.IndexOf('\n', StringComparison.Ordinal) is not (>= 0 and var end) || string.IsNullOrWhiteSpace(section[end..]);

    internal static IEnumerable<Hit> NoOwner(Policy policy, PolicyContext _)
    {
        if (string.IsNullOrWhiteSpace(policy.Header.Owner)) yield return new(Top(policy), "Nobody owns this policy.");
    }

    internal static IEnumerable<Hit> NoReview(Policy policy, PolicyContext _)
    {
        if (policy.Header.Review is null) yield return new(Top(policy), "It is not said how often this policy is reviewed.");
    }

    internal static IEnumerable<Hit> UnknownFramework(Policy policy, PolicyContext context) =>
        context.Frameworks is not { } known ? [] :
        from id in policy.Header.Frameworks
        where !known.Contains(id)
        let place = ClauseRules.Place(policy, policy.Header.Span, id)
        select new Hit(place, $"There is no framework \"{id}\".", ClauseRules.Instead(policy, place, id, known));

    /// <summary>Where a finding about the whole is shown: the first line after the front matter.</summary>
    static Span Top(Policy policy)
    {
        var start = Math.Min(policy.Header.Span.End, policy.Source.Length);
        while (start < policy.Source.Length && char.IsWhiteSpace(policy.Source[start])) start++;
        return new(start, Procedures.Linting.Markup.LineEnd(policy.Source, start));
    }
}
