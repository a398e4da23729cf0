using static Handrail.Core.Procedures.Linting.Severity;

namespace Handrail.Core.Procedures.Linting;

/// <summary>What makes a good procedure. One list of rules; docs/lint.md is the same list for people.</summary>
public static class Lint
{
    /// <summary>Everything found, in the order of the text. Never throws for any text.</summary>
    public static IReadOnlyList<LintFinding> Check(Procedure procedure, LintContext context)
    {
        var subject = new Subject(procedure, context);
        return
        [
            .. from rule in Rules
               from hit in rule.Check(subject)
               orderby hit.Span.Start, rule.Severity
               select new LintFinding(rule.Code, rule.Severity, hit.Span, hit.Message, rule.Why, hit.Fix)
        ];
    }

    /// <summary>
    /// The text with one finding mended. Null where that needs a person: there is no fix, or in a text as odd as this (a comment or a fence that is never closed,
    /// items that hang in the air) what the fix adds would not be read as what it is.
    /// </summary>
    public static string? Mend(Procedure procedure, LintContext context, LintFinding finding)
    {
        if (finding.Fix?.ApplyTo(procedure.Source) is not { } mended) return null;
        var rule = Rules.First(rule => rule.Code == finding.Code);
        return Count(ProcedureReader.Read(mended)) < Count(procedure) ? mended : null;

        int Count(Procedure read) => rule.Check(new Subject(read, context)).Count();
    }

    public static IReadOnlyList<LintRule> Rules { get; } =
    [
        Rule("step-missing", Error, "No steps", "Only steps can be followed, ticked and proven.", StructureRules.NoSteps, "adds a Steps section with a first step to write"),
        Rule("link-broken", Error, "A link to a step, section or procedure that does not exist", "In the middle of a run there is no time to search for what was meant.", subject => LinkRules.Broken(subject).Concat(FlowRules.ExitNowhere(subject)), "writes the nearest name that exists"),
        Rule("image-missing", Error, "An image that does not exist", "Who follows the step sees an empty frame.", LinkRules.ImageMissing, "points to the nearest image that exists"),
        Rule("decision-no-way-out", Error, "An answer of a decision that leads nowhere", "A run stops at an answer without a next step.", FlowRules.NoWayOut),
        Rule("step-unreachable", Error, "A step nothing leads to", "It will never be done, though somebody thought it must.", FlowRules.Unreachable),
        Rule("loop-endless", Error, "A loop no answer leads out of", "A run that enters it never ends.", FlowRules.Endless),
        Rule("field-type-unknown", Error, "A field of unknown type", "What is recorded can only be checked, compared and counted when its type is known.", FieldRules.UnknownType, "writes the nearest type"),
        Rule("anchor-duplicate", Error, "Two anchors alike", "A link, a condition and the statistics of a step need one place each.", LinkRules.DuplicateAnchor, "numbers the second"),
        Rule("placeholder-unresolved", Error, "A placeholder nothing fills", "Who follows the step would read braces instead of a name.", LinkRules.UnresolvedPlaceholder, "writes the nearest name that is known"),

        Rule("purpose-missing", Warning, "No purpose", "Who knows what a procedure is for follows it better and notices when it no longer fits.", StructureRules.NoPurpose, "adds a Purpose section, from the summary where there is one"),
        Rule("scope-missing", Warning, "No scope", "It must be clear whom and what it concerns, and what not.", StructureRules.NoScope, "adds a Scope section to write"),
        Rule("owner-missing", Warning, "No owner", "A procedure nobody owns is a procedure nobody keeps right.", StructureRules.NoOwner, "makes the role named most often the owner"),
        Rule("review-missing", Warning, "No review interval", "Tools, people and laws change; an unreviewed procedure goes wrong unnoticed.", StructureRules.NoReview, "sets 12 months"),
        Rule("serves-nothing", Warning, "No control and no policy clause it serves", "An auditor asks what a procedure is for, and what fails when it is not followed.", StructureRules.ServesNothing),
        Rule("too-many-steps", Warning, $"More than {StructureRules.ManySteps} steps", "Long procedures are abandoned half way; short ones can be started from one another.", StructureRules.TooManySteps),
        Rule("text-unfinished", Warning, "TODO, TBD and the like, and what a new procedure asks for", "What is left to write will be missed by the first person who needs it.", StructureRules.Unfinished),
        Rule("step-no-role", Warning, "A step without a role", "Where nobody is named, everybody waits for somebody.", RoleRules.NoRole, "adds the role of the step before"),
        Rule("instruction-missing", Warning, "A step without words", "A picture or a command alone does not say what to do with it.", WordingRules.NoInstruction),
        Rule("instruction-no-verb", Warning, "An instruction that does not begin with a verb", "An order is read once and done; a description is read twice.", WordingRules.NoVerb, "writes the imperative, where the word has one"),
        Rule("instruction-several-actions", Warning, "Several actions in one instruction", "One tick must stand for one action, or half done looks like done.", WordingRules.SeveralActions, "splits them into steps"),
        Rule("instruction-long", Warning, $"An instruction of more than {WordingRules.LongestInstruction} words", "Who is working reads a line, not a paragraph.", WordingRules.Long, "keeps the first sentence, moves the rest into the detail"),
        Rule("words-vague", Warning, "Vague words", "Two people who read it would do different things.", WordingRules.Vague),
        Rule("question-unanswered", Warning, "A question without answers", "A question changes nothing when no answer is recorded or leads anywhere.", WordingRules.Question, "adds the answers Yes and No, or a field"),
        Rule("decision-single-answer", Warning, "A decision with a single answer", "With one answer there is nothing to decide; the other case was forgotten.", FlowRules.SingleAnswer, "adds the other answer"),
        Rule("condition-unreadable", Warning, "A condition that cannot be read", "The run must ask a person each time instead of deciding by itself.", FieldRules.UnreadableCondition),
        Rule("name-unknown", Warning, "A condition or time limit on something nobody records", "It can never hold.", FieldRules.UnknownName, "writes the nearest name that is recorded"),
        Rule("value-unknown", Warning, "A condition on a value that cannot occur", "It can never hold.", FieldRules.UnknownValue, "writes the nearest value"),
        Rule("line-unreadable", Warning, "A field line without effect", "The author believes in a time limit or an escalation that does not exist.", FieldRules.UnreadableLine),
        Rule("anchor-unwritten", Warning, "A step others point to, without a written anchor", "Its derived anchor changes with its words, and the links break.", LinkRules.UnwrittenAnchor, "writes the anchor"),
        Rule("destructive-unchecked", Warning, "Something is deleted, disabled or deployed and nothing looks at the result", "What went wrong unseen is found by those who needed what is gone.", SafetyRules.Unchecked, "adds a checkpoint to write"),
        Rule("destructive-no-rollback", Warning, "Something is deleted, disabled or deployed and there is no way back", "The way back is found calmly before, or badly under pressure.", SafetyRules.NoRollback, "adds a Rollback section to write"),
        Rule("no-checkpoint", Warning, "No checkpoint at all", "Without a result one must be able to see, done means only that somebody clicked.", SafetyRules.NoCheckpoint, "adds a checkpoint to write to the last step"),
        Rule("no-way-out-when-fails", Warning, "No \"if it fails\" on a step others depend on", "Steps fail at the worst time, and whoever is there needs the next move.", SafetyRules.NoWayOut, "adds the line, or the section"),
        Rule("role-unheld", Warning, "A role nobody holds", "The step would wait for nobody.", RoleRules.Unheld, "writes the nearest role that is held"),
        Rule("name-means-nobody", Warning, "A name of who reads it, may run it or write in it that means nobody", "Whom it was to let in is kept out, and nobody is asked to acknowledge it in their place.", RoleRules.MeansNobody, "writes the nearest name that means somebody"),
        Rule("system-unknown", Warning, "A system that is not in the inventory", "What is not in the inventory has no owner, and its tool variant cannot be chosen.", RoleRules.UnknownSystem, "writes the nearest system"),
        Rule("control-unknown", Warning, "A control no framework has", "A mistyped control shows as a gap in the coverage.", RoleRules.UnknownControl, "writes the nearest control"),
        Rule("clause-unknown", Warning, "A policy clause that does not exist", "The limit of the clause would not be applied to the run.", RoleRules.UnknownClause, "writes the nearest clause"),
        Rule("screenshot-stale", Warning, "A screenshot older than the tool's last change", "A picture that differs from the screen makes people doubt the rest.", RoleRules.StaleScreenshot),
    ];

    static LintRule Rule(string code, Severity severity, string what, string why, Func<Subject, IEnumerable<Hit>> check, string howToFix = "") => new(code, severity, what, why, howToFix) { Check = check };
}
