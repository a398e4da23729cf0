using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Compliance.Proposing;

/// <summary>
/// From a few answers to a ranked set of procedures. First what does not fit is set aside, each with its reason; then the rest is ranked by the points of
/// <see cref="Scoring"/>; then as many are taken as an organization of this size can bring in. The same answers always give the same proposal.
/// </summary>
public static class ProposeProcedures
{
    // "A typical small to medium business needs 15 to 30"; the steps between are working defaults.
    const int Fewest = 15, Most = 30;

    public static Proposal From(Answers answers, Catalogue catalogue)
    {
        List<string> assumptions = [];
        var pack = PackOf(answers, catalogue, assumptions);
        assumptions.AddRange(pack.Entries.Where(entry => !catalogue.Procedures.ContainsKey(entry.Procedure)).Select(entry => $"The pack names “{entry.Procedure}”, which this library does not have."));
        var wanted = HowMany(answers, assumptions);
        Frameworks(answers, catalogue, assumptions);

        var (setAside, fitting) = (new List<LeftOut>(), new List<Proposed>());
        var scoring = new Scoring(catalogue, pack, answers);
        foreach (var (path, procedure) in catalogue.Procedures)
            if (Unfitting(path, procedure, pack, answers, catalogue) is { } why) setAside.Add(new(path, procedure, why));
            else fitting.Add(new(0, path, procedure, scoring.Reasons(path, procedure)));

        List<Proposed> ranked = [.. fitting.OrderByDescending(proposed => proposed.Points).ThenBy(proposed => proposed.Path, StringComparer.Ordinal).Select((proposed, at) => proposed with { Rank = at + 1 })];
        List<Proposed> chosen = [.. ranked.Take(wanted)];
        var runners = chosen.SelectMany(proposed => Leads.RunBy(catalogue, proposed.Path).Select(run => (Run: run, Title: $"“{proposed.Procedure.Title}”"))).ToLookup(run => run.Run, run => run.Title);
        var later = ranked.Skip(wanted).Select(proposed => new LeftOut(proposed.Path, proposed.Procedure, Later(proposed, chosen.Count, [.. runners[proposed.Path]])));
        return new(chosen, [.. later, .. setAside], assumptions, OpenQuestions.Of(chosen, answers));
    }

    static Pack PackOf(Answers answers, Catalogue catalogue, List<string> assumptions)
    {
        if (catalogue.Packs.FirstOrDefault(pack => pack.Id == answers.Pack) is { } named) return named;
        if (catalogue.Packs.Count == 0) return new("", "", "", "", [], [], [], []);
        var pack = catalogue.Packs.FirstOrDefault(pack => pack.Id == (answers.People > 30 ? "technology-startup" : "small-business")) ?? catalogue.Packs[0];
        assumptions.Add(answers.Pack is null ? $"You did not say what kind of organization you are; the pack “{pack.Title}” was taken." : $"There is no pack “{answers.Pack}”; “{pack.Title}” was taken.");
        return pack;
    }

    static int HowMany(Answers answers, List<string> assumptions)
    {
        var bySize = answers.People switch { < 20 => 18, < 50 => 22, < 150 => 26, not null => 30, null => 22 };
        var wanted = Math.Clamp(bySize + answers.Strictness switch { Strictness.Relaxed => -3, Strictness.Strict => 4, _ => 0 }, Fewest, Most);
        if (answers.People is null) assumptions.Add($"You did not say how many people work for you; {wanted} procedures were taken as enough to begin with.");
        return wanted;
    }

    static void Frameworks(Answers answers, Catalogue catalogue, List<string> assumptions)
    {
        if (answers.Frameworks.Count == 0) assumptions.Add("You named no standard and no law, so nothing is here because one demands it.");
        foreach (var unknown in answers.Frameworks.Where(id => catalogue.Frameworks.All(framework => framework.Id != id))) assumptions.Add($"Nothing is known here about “{unknown}”, so it counted for nothing.");
    }

    /// <summary>Why a procedure does not fit this organization at all; null when it does.</summary>
    static string? Unfitting(string path, Procedure procedure, Pack pack, Answers answers, Catalogue catalogue)
    {
        var mine = pack.Entries.FirstOrDefault(entry => entry.Procedure == path);
        if (mine is null && pack.Entries.FirstOrDefault(entry => entry.InsteadOf.Contains(path) && catalogue.Procedures.ContainsKey(entry.Procedure)) is { } instead)
            return $"“{catalogue.Procedures[instead.Procedure].Title}” does the same for an organization like yours.";
        if (mine is null && catalogue.Packs.FirstOrDefault(other => other.Id != pack.Id && other.Reserves(path) && !other.WithFrameworks.Any(answers.Frameworks.Contains)) is { } reserved)
            return $"It is for another kind of organization: {Sentence.Lower(reserved.Title)}.";
        return MissingTool(procedure, answers) is { } kind ? $"Most of it is done with {kind.Spoken}, and you have none." : null;
    }

    /// <summary>The kind of tool the procedure is about, where there is none of it: at least half of the steps that name a tool name it.</summary>
    static SystemKindWords? MissingTool(Procedure procedure, Answers answers)
    {
        var kinds = procedure.Main.SelectMany(phase => phase.Steps).SelectMany(step => step.SelfAndDescendants).SelectMany(step => Placeholders.In(step.System ?? "")).Select(placeholder => SystemKindWords.AskedBy(placeholder.Name)).OfType<SystemKindWords>().ToList();
        return kinds.GroupBy(kind => kind).FirstOrDefault(group => group.Key.IsSubject && group.Count() * 2 >= kinds.Count && answers.Tools.TryGetValue(group.Key.Name, out var tool) && tool is null)?.Key;
    }

    /// <param name="runners">The chosen procedures with a step that waits for its run.</param>
    static string Later(Proposed proposed, int chosen, IReadOnlyList<string> runners)
    {
        var why = $"It comes at rank {proposed.Rank}, and {chosen} are enough to begin with.";
        return runners.Count == 0 ? why : $"{why} {Sentence.List(runners)} {(runners.Count == 1 ? "runs" : "run")} it within a step: adopt it next.";
    }
}
