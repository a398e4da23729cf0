using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>
/// How a procedure earns its rank: each method is one kind of reason, with its points and its words. The points are working defaults:
/// the order within the pack counts most, then laws and standards, then what makes the procedure useful on the first day.
/// </summary>
sealed class Scoring(Catalogue catalogue, Pack pack, Answers answers)
{
    internal const int FirstInPack = 50;
    internal const int LastInPack = 12;
    internal const int PerFramework = 6;
    internal const int WithLimit = 4;
    internal const int PerTool = 2, MostTools = 3;
    internal const int MostLeavers = 10;
    internal const int PerLead = 1, MostLeads = 5;

    const int MostIds = 3;

    readonly ILookup<string, string> _leadersTo = (
        from entry in pack.Entries
        where catalogue.Procedures.ContainsKey(entry.Procedure)
        from led in Leads.From(catalogue, entry.Procedure)
        where led != entry.Procedure
        select (Led: led, Title: $"“{catalogue.Procedures[entry.Procedure].Title}”")).ToLookup(lead => lead.Led, lead => lead.Title);

    internal IReadOnlyList<Reason> Reasons(string path, Procedure procedure) =>
        [.. new[] { InPack(path), Demanded(procedure), Limited(path, procedure), WrittenFor(procedure), PeopleLeave(procedure), LedTo(path) }.OfType<Reason>()];

    /// <summary>The people who made the pack put it there, the most needed first.</summary>
    Reason? InPack(string path)
    {
        for (var place = 0; place < pack.Entries.Count; place++)
            if (pack.Entries[place].Procedure == path)
                return new(Math.Max(LastInPack, FirstInPack - place), pack.Entries[place].Why);
        return null;
    }

    /// <summary>A standard or law to be met asks for it: the more of them, the sooner.</summary>
    Reason? Demanded(Procedure procedure)
    {
        var demands = (
            from framework in catalogue.Frameworks
            where answers.Frameworks.Contains(framework.Id)
            let ids = procedure.Header.Controls.Where(control => control.StartsWith(framework.Id + ":", StringComparison.Ordinal)).Select(control => control[(framework.Id.Length + 1)..]).ToList()
            where ids.Count > 0
            select $"{framework.Name} {Sentence.List(ids, MostIds)}").ToList();
        return demands.Count == 0 ? null : new(PerFramework * demands.Count, $"Demanded by {string.Join("; by ", demands)}.");
    }

    /// <summary>A policy sets a time that only this procedure can keep and prove.</summary>
    Reason? Limited(string path, Procedure procedure)
    {
        foreach (var id in procedure.Header.Policies)
            if (catalogue.FindClause(id) is var (policy, clause) && clause.Limits.Any(limit => Measures(limit, path)))
                return new(WithLimit, $"It keeps clause {clause.Number} of the {Sentence.Lower(policy.Title)}: “{Placeholders.Fill(clause.Text, ToolInUse)}”");
        return null;
    }

    string? ToolInUse(string key) => SystemKindWords.AskedBy(key) is not { } kind ? null : answers.Tools.GetValueOrDefault(kind.Name) ?? kind.Spoken;

    static bool Measures(Limit limit, string path) => limit switch
    {
        Limit.Within { Procedure: { } target } => target.EndsWith("/" + path, StringComparison.Ordinal),
        Limit.Every { Procedure.Target: var target } => target.EndsWith("/" + path, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>It speaks the language of the tools in use. What a single step says is not called what the procedure is written for.</summary>
    Reason? WrittenFor(Procedure procedure)
    {
        var written = procedure.AllSteps.SelectMany(step => step.Details.Select(detail => detail.Tool).OfType<string>().Distinct()).CountBy(tool => tool).ToList();
        var used = answers.Tools.Values.OfType<string>().Distinct().Select(tool => (Tool: tool, Steps: written.Where(label => Tools.IsMeantBy(label.Key, tool)).Sum(label => label.Value))).Where(one => one.Steps > 0).ToList();
        if (used.Count == 0) return null;
        var throughout = used.Where(one => one.Steps > 1).Select(one => one.Tool).ToList();
        return new(PerTool * Math.Min(MostTools, used.Count), throughout.Count > 0
            ? $"Its steps are written for {Sentence.List(throughout)}, which you use."
            : $"{(used.Count == 1 ? "One step says" : "Steps say")} how in {Sentence.List([.. used.Select(one => one.Tool)])}, which you use.");
    }

    /// <summary>What happens often is worth a procedure first.</summary>
    Reason? PeopleLeave(Procedure procedure) =>
        answers.LeaversAYear is > 0 and var leavers && procedure.Header.Tags.Contains("leaver")
            ? new(Math.Min(MostLeavers, leavers), leavers == 1 ? "One person leaves a year." : $"{leavers} people leave a year.")
            : null;

    /// <summary>Others of the pack send people here.</summary>
    Reason? LedTo(string path)
    {
        var leaders = _leadersTo[path].ToList();
        return leaders.Count == 0 ? null : new(PerLead * Math.Min(MostLeads, leaders.Count), $"{Sentence.List(leaders, MostIds)} {(leaders.Count == 1 ? "leads" : "lead")} here.");
    }
}
