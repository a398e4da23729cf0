using Handrail.Core.Procedures.Linting;
using static Handrail.Core.Procedures.Linting.Severity;

namespace Handrail.Core.Compliance.Linting;

/// <summary>One thing a good policy does or avoids.</summary>
/// <param name="What">What is found, for the list of rules.</param>
/// <param name="Why">Why it matters, in one sentence.</param>
public sealed record PolicyRule(string Code, Severity Severity, string What, string Why)
{
    internal Func<Policy, PolicyContext, IEnumerable<Hit>> Check { get; init; } = (_, _) => [];
}

/// <summary>What makes a good policy: it can be kept, and it can be seen whether it was. docs/policy-format.md is the same list for people.</summary>
public static class PolicyLint
{
    /// <summary>Everything found, in the order of the text. Never throws for any text.</summary>
    public static IReadOnlyList<LintFinding> Check(Policy policy, PolicyContext context) =>
    [
        .. from rule in Rules
           from hit in rule.Check(policy, context)
           orderby hit.Span.Start, rule.Severity
           select new LintFinding(rule.Code, rule.Severity, hit.Span, hit.Message, rule.Why, hit.Fix)
    ];

    public static IReadOnlyList<PolicyRule> Rules { get; } =
    [
        Rule("clause-missing", Error, "No clauses", "A procedure and a control can only point to a clause.", WholeRules.NoClauses),
        Rule("anchor-duplicate", Error, "Two anchors alike", "Procedures name a clause by its anchor; it must be one place.", WholeRules.DuplicateAnchor),
        Rule("limit-unreadable", Error, "A limit that cannot be read", "Nothing is measured by it, though the clause says there is a limit.", LimitRules.Unreadable),
        Rule("procedure-unknown", Error, "A procedure that does not exist", "Whoever wants to keep the clause must find the way to do it.", ClauseRules.UnknownProcedure),
        Rule("step-unknown", Error, "A limit measured on a step that does not exist", "The moment it ends never comes.", LimitRules.UnknownStep),

        Rule("purpose-missing", Warning, "No purpose", "A rule is kept by those who know what it is for.", WholeRules.NoPurpose),
        Rule("scope-missing", Warning, "No scope", "It must be clear whom and what it binds, and what not.", WholeRules.NoScope),
        Rule("owner-missing", Warning, "No owner", "A policy nobody owns is a policy nobody keeps right.", WholeRules.NoOwner),
        Rule("review-missing", Warning, "No review interval", "Risks, tools and laws change; an unreviewed policy goes wrong unnoticed.", WholeRules.NoReview),
        Rule("framework-unknown", Warning, "A framework that is not known", "A mistyped name answers to nobody.", WholeRules.UnknownFramework),
        Rule("clause-number", Warning, "A clause that is numbered otherwise than it counts", "People say clause 7 and mean the one where 7 is written.", ClauseRules.WrongNumber),
        Rule("anchor-unwritten", Warning, "A clause without a written anchor", "Its derived anchor changes with its words, and procedures lose it.", ClauseRules.UnwrittenAnchor),
        Rule("clause-no-procedure", Warning, "A clause nobody carries out", "What nobody does is not kept; name the procedure, or say in words who keeps it.", ClauseRules.NoProcedure),
        Rule("clause-one-sided", Warning, "A procedure that does not name the clause in return", "Who changes the procedure must see what it has to keep.", ClauseRules.OneSided),
        Rule("clause-no-control", Warning, "A clause without a control", "An auditor goes from the control to the clause and finds nothing.", ClauseRules.NoControl),
        Rule("control-unknown", Warning, "A control no framework has", "A mistyped control shows as a gap in the coverage.", ClauseRules.UnknownControl),
        Rule("limit-unwritten", Warning, "A time in the sentence that no limit states", "It binds people, and nothing measures it.", LimitRules.Unwritten),
        Rule("limit-differs", Warning, "A limit the sentence does not state", "People keep the words; the runs are measured by the limit.", LimitRules.Differs),
        Rule("limit-no-source", Warning, "A limit without a source", "Whoever wants to change the number must know who asked for it.", LimitRules.NoSource),
        Rule("limit-unmeasured", Warning, "A limit that ends with no step and no run", "It cannot be seen whether it was kept.", LimitRules.Unmeasured),
        Rule("limit-two-procedures", Warning, "A limit between events of two procedures", "It is measured within one run.", LimitRules.TwoProcedures),
        Rule("name-unknown", Warning, "A limit that begins with, or asks about, something the procedure does not record", "It has no beginning, or never holds.", LimitRules.UnknownName),
    ];

    static PolicyRule Rule(string code, Severity severity, string what, string why, Func<Policy, PolicyContext, IEnumerable<Hit>> check) => new(code, severity, what, why) { Check = check };
}
