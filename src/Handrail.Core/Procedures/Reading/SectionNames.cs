using System.Collections.Frozen;

namespace Handrail.Core.Procedures.Reading;

/// <summary>What the names of headings say about what stands below them.</summary>
static class SectionNames
{
    static readonly FrozenDictionary<string, SectionKind> WellKnown = new (SectionKind Kind, string[] Names)[]
    {
        (SectionKind.Purpose, ["purpose", "goal", "goals", "objective", "objectives"]),
        (SectionKind.Scope, ["scope"]),
        (SectionKind.Roles, ["roles", "responsibilities", "roles and responsibilities", "roles & responsibilities"]),
        (SectionKind.Definitions, ["definitions", "glossary", "terms", "terms and definitions", "abbreviations"]),
        (SectionKind.BeforeYouStart, ["before you start", "before you begin", "prerequisites", "prerequisite", "pre-requisites", "inputs", "requirements"]),
        (SectionKind.Steps, ["steps", "procedure", "procedures", "instructions", "method", "step by step", "step-by-step", "step-by-step instructions", "procedure steps", "response steps"]),
        (SectionKind.Contingency, ["if something goes wrong", "exceptions", "contingency", "contingencies", "troubleshooting"]),
        (SectionKind.Rollback, ["rollback", "roll back", "roll-back", "back-out", "backout", "back out", "rollback plan", "back-out plan", "rollback procedure", "rollback steps"]),
        (SectionKind.Escalation, ["escalation", "escalations", "escalation path"]),
        (SectionKind.Messages, ["messages", "templates", "message templates", "communication templates"]),
        (SectionKind.Records, ["records", "record keeping"]),
        (SectionKind.References, ["references", "reference", "resources", "related documents", "further reading", "see also", "links", "related links"]),
    }.SelectMany(entry => entry.Names.Select(name => (name, entry.Kind))).ToFrozenDictionary(entry => entry.name, entry => entry.Kind);

    /// <summary>Words of headings whose lists tell, list or explain; they are not worked through.</summary>
    static readonly FrozenSet<string> Telling = FrozenSet.ToFrozenSet(
    [
        "about", "appendix", "architecture", "audience", "background", "changelog", "contact", "contacts", "contents", "definition", "definitions", "description", "descriptions", "duties",
        "example", "examples", "faq", "format", "glossary", "history", "information", "introduction", "links", "notes", "objectives", "overview", "owner", "owners", "policies", "policy", "preconditions", "prerequisite", "prerequisites", "principles",
        "purpose", "reading", "reference", "references", "requirements", "resources", "responsibilities", "revision", "role", "roles", "rule", "rules", "scope", "standards", "structure",
        "summary", "terms", "terminology", "toc", "tools", "training",
    ]);

    /// <summary>Words of headings whose lists are worked through even where the text around them only tells.</summary>
    static readonly FrozenSet<string> Doing = FrozenSet.ToFrozenSet(
        ["checklist", "instructions", "phase", "procedure", "procedures", "process", "runbook", "step", "steps", "tasks", "walkthrough", "workflow"]);

    internal static SectionKind KindOf(string heading) => WellKnown.GetValueOrDefault(Normalize(heading), SectionKind.Other);

    /// <summary>
    /// Does the heading say that its lists are to be worked through (true), that they only tell something (false), or neither?
    /// A telling word counts at the head or the end of a heading; in the middle it is part of a longer thought.
    /// </summary>
    internal static bool? Invites(string heading)
    {
        if (KindOf(heading) is not (SectionKind.Other or SectionKind.Steps)) return false;
        var name = Normalize(heading);
        var aside = name.IndexOf('(', StringComparison.Ordinal);
        var words = (aside > 0 ? name[..aside] : name).Split(Between, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return null;
        if (Array.Exists(words, Doing.Contains)) return true;
        return Telling.Contains(words[0]) || Telling.Contains(words[^1]) ? false : null;
    }

    static readonly char[] Between = [.. " /,:-–—()&?!.;'\"\t"];

    internal static bool StartsTroubleshooting(string heading) => Normalize(heading).StartsWith("troubleshoot", StringComparison.Ordinal);

    /// <summary>Lower case, without a number in front or a colon behind: "5.1 Procedure:" is "procedure".</summary>
    internal static string Normalize(string heading) =>
        heading.AsSpan()[Numbering.Skip(heading)..].Trim().TrimEnd(":.").Trim().ToString().ToLowerInvariant();
}
