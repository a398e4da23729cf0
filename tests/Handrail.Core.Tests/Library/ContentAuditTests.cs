using System.Text.RegularExpressions;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Library;

/// <summary>What a shipped procedure must be: one rule per test, over every file.</summary>
public partial class ContentAuditTests
{
    /// <summary>Verbs of instructions that leave something otherwise than it was.</summary>
    static readonly string[] Changing =
    [
        "activate", "add", "apply", "assign", "block", "change", "close", "create", "cut", "delete", "deploy", "destroy", "disable", "disconnect", "enable", "enrol", "enter again", "grant", "install", "isolate", "limit", "lock", "merge", "move", "publish",
        "put", "quarantine", "release", "remove", "replace", "reset", "restore", "retire", "return", "revoke", "rotate", "set the account", "suspend", "switch", "take", "uninstall", "update the partner", "wipe",
    ];

    static readonly string[] Unseen = ["as expected", "correctly", "properly", "successfully", "works fine", "is ok", "everything works"];

    [Theory, MemberData(nameof(All))]
    public void Says_what_it_is_for_and_where_it_starts_and_ends(string path)
    {
        var procedure = Procedure(path);
        Assert.True(WordsIn(procedure, SectionKind.Purpose) >= 8, "the purpose is a sentence");
        var scope = Text(procedure, SectionKind.Scope);
        Assert.Contains("Starts when", scope);
        Assert.Contains("Is done when", scope);
        Assert.True(WordsIn(procedure, SectionKind.Scope) >= 15, "the scope names whom it concerns");
    }

    [Theory, MemberData(nameof(All))]
    public void Has_6_to_25_steps(string path) => Assert.InRange(MainSteps(path).Count, 6, 25);

    [Theory, MemberData(nameof(All))]
    public void Names_a_role_for_each_step(string path) => None(Procedure(path).AllSteps.Where(step => string.IsNullOrEmpty(step.Role)).Select(step => step.Instruction));

    /// <summary>Whoever did a step may neither sign nor verify it: a role with one holder would wait for itself.</summary>
    [Theory, MemberData(nameof(All))]
    public void Asks_somebody_else_to_sign_and_to_verify(string path) =>
        None(Procedure(path).AllSteps.Where(step => step.Role is { } role && (role == step.Approval || role == step.VerifiedBy)).Select(step => $"{step.Number} {step.Instruction}: {step.Role}"));

    [Theory, MemberData(nameof(All))]
    public void Writes_an_anchor_for_each_step(string path) => None(Procedure(path).AllSteps.Where(step => !step.AnchorIsWritten).Select(step => step.Instruction));

    [Theory, MemberData(nameof(All))]
    public void Decides_something(string path)
    {
        var decisions = MainSteps(path).Where(step => step.IsDecision).ToList();
        Assert.NotEmpty(decisions);
        Assert.All(decisions, step => Assert.True(step.Answers.Select(answer => answer.Label).Distinct().Count() >= 2 && step.Answers.Select(answer => answer.Exit).Distinct().Count() >= 2, $"{step.Number} leads everywhere to the same place"));
    }

    [Theory, MemberData(nameof(All))]
    public void Has_two_checkpoints_with_a_result_one_can_see(string path)
    {
        var results = MainSteps(path).Select(step => step.Verify).OfType<string>().ToList();
        Assert.True(results.Count >= 2, $"{results.Count} checkpoints");
        Assert.All(Procedure(path).AllSteps.Select(step => step.Verify).OfType<string>(), result => Assert.True(result.Split(' ').Length >= 4 && !Unseen.Any(vague => result.Contains(vague, StringComparison.OrdinalIgnoreCase)), $"not to be seen: {result}"));
    }

    [Theory, MemberData(nameof(All))]
    public void Asks_for_evidence(string path) => Assert.Contains(MainSteps(path), step => step.Evidence is not null);

    /// <summary>
    /// Others depend on every step that has steps after it, unless it may be skipped or only waits; and whatever may be refused, the last signature too, must not be the end of the road.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Says_what_to_do_when_a_step_fails_that_others_depend_on(string path)
    {
        var steps = MainSteps(path);
        None(
            from step in steps
            where step is { IfItFails: null, IsDecision: false } && (step != steps[^1] && step is { Optional: false, Wait: null } || step.Verify is not null || step.Run is not null || step.Approval is not null || step.Records.Count > 0)
            select $"{step.Number} {step.Instruction}");
    }

    /// <summary>Who asks, does and confirms must not be one person; the small business, where one person does all of it, has a clause of its own.</summary>
    [Theory, MemberData(nameof(All))]
    public void Is_not_in_one_hand_from_beginning_to_end(string path)
    {
        if (path == "backup-and-recovery/back-up-customer-data.md") return;
        var steps = MainSteps(path);
        Assert.True(steps.Select(step => step.Role).Distinct().Count() > 1 || steps.Exists(step => step.Approval is not null || step.VerifiedBy is not null), $"{steps[0].Role} does all of it and nobody looks");
    }

    /// <summary>A way out that no step names is found by nobody who needs it.</summary>
    [Theory, MemberData(nameof(All))]
    public void Leads_to_every_way_out_it_writes(string path)
    {
        var procedure = Procedure(path);
        var led = procedure.AllSteps.SelectMany(step => step.Answers.Select(answer => answer.Exit).Append(step.IfItFails)).OfType<Exit.GoTo>().Select(exit => exit.Anchor).ToHashSet();
        None(
            from phase in procedure.Contingencies
            let isOne = phase.Title.Length > 0
            from entrance in isOne ? [phase.Steps[0]] : phase.Steps
            where !led.Contains(entrance.Anchor) && !led.Contains(phase.Anchor)
            select $"{entrance.Number} {entrance.Instruction}");
    }

    /// <summary>Whoever took a way out at night must see that it is over, and what came of it must be there the next day.</summary>
    [Theory, MemberData(nameof(All))]
    public void Says_what_shows_that_a_way_out_is_over(string path) => None(
        from phase in Procedure(path).Contingencies
        from end in phase.Title.Length > 0 ? [phase.Steps[^1]] : phase.Steps
        where end is { Verify: null, Evidence: null, Approval: null, Run: null, Wait: null, Records.Count: 0 }
        select $"{end.Number} {end.Instruction}");

    [Theory, MemberData(nameof(All))]
    public void Has_a_way_back_where_it_changes_something(string path)
    {
        var procedure = Procedure(path);
        if (procedure.Rollback.Sum(phase => phase.Steps.Count) == 0)
            None(MainSteps(path).Where(step => Changing.Any(verb => step.Instruction.StartsWith(verb + " ", StringComparison.OrdinalIgnoreCase))).Select(step => $"{step.Number} {step.Instruction}"));
    }

    [Theory, MemberData(nameof(All))]
    public void Says_what_is_kept_and_how_long(string path) =>
        Assert.Matches(@"\bkept\b.*\b(\d+ (months|years)|life|is out|ends)\b", Text(Procedure(path), SectionKind.Records).ReplaceLineEndings(" "));

    /// <summary>The clause incident-response#records promises one number of years for every incident; no playbook may keep less.</summary>
    [Theory, MemberData(nameof(Incidents))]
    public void Keeps_what_an_incident_leaves_for_as_long_as_the_policy_says(string path)
    {
        var promised = Numbers.In(Shipped.Catalogue.FindClause("incident-response#records")!.Value.Clause.Text).Single();
        var kept = Numbers.In(Text(Procedure(path), SectionKind.Records)).ToList();
        Assert.Contains(promised, kept);
    }

    [Theory, MemberData(nameof(All))]
    public void Serves_controls_and_clauses_and_is_reviewed(string path)
    {
        var header = Procedure(path).Header;
        Assert.NotEmpty(header.Controls);
        Assert.NotEmpty(header.Policies);
        Assert.All(header.Controls, control => Assert.Contains(control, Shipped.Controls));
        Assert.All(header.Policies, clause => Assert.NotNull(Shipped.Catalogue.FindClause(clause)));
        Assert.Contains(header.Controls, control => control.StartsWith("iso27001:", StringComparison.Ordinal));
        Assert.True(header.Review is { Unit: IntervalUnit.Month, Count: <= 12 });
    }

    /// <summary>Where a step is done differently in different tools, at least three of them are there; a step that is done in a tool says how.</summary>
    [Theory, MemberData(nameof(All))]
    public void Speaks_of_at_least_three_tools_where_it_speaks_of_one(string path) => None(
        from step in Procedure(path).AllSteps
        let tools = step.Details.Select(detail => detail.Tool).OfType<string>().Distinct().Count()
        where tools is 1 or 2 || tools == 0 && step.System is not null
        select $"{step.Number} {step.Instruction}: {tools} tools");

    [Theory, MemberData(nameof(All))]
    public void Names_the_source_of_every_number(string path)
    {
        var source = Procedure(path).Source;
        var at = source.IndexOf("## Numbers and sources", StringComparison.Ordinal);
        Assert.True(at > 0, "there is no section on numbers and sources");
        var sourced = Numbers.In(source[at..]).ToHashSet();
        None(Numbers.In(Blocks().Replace(source[..at], "")).Distinct().Where(number => !sourced.Contains(number)));
    }

    public static TheoryData<string> Incidents => [.. Shipped.Catalogue.Procedures.Where(procedure => procedure.Value.Header.Family == "incident-response").Select(procedure => procedure.Key), "ai-systems/model-incident.md"];

    [Theory, MemberData(nameof(Incidents))]
    public void A_playbook_says_how_bad_it_is_whom_to_call_and_what_to_write(string path)
    {
        var procedure = Procedure(path);
        var severity = procedure.Sections.FirstOrDefault(section => section.Heading == "Severity");
        Assert.True(severity is not null, "there is no section on severity");
        Assert.All(["| critical |", "| high |", "| medium |", "| low |"], level => Assert.Contains(level, severity.Span.In(procedure.Source)));
        Assert.True(procedure.Escalations.Count >= 3, $"{procedure.Escalations.Count} criteria of escalation");
        Assert.True(procedure.Messages.Count >= 2, $"{procedure.Messages.Count} message templates");
        Assert.All(procedure.Messages, message => Assert.True(message.Markdown.Split(' ').Length >= 15, message.Title));
    }

    public static TheoryData<string> All => Shipped.Procedures;

    static void None(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }

    static Procedure Procedure(string path) => Shipped.Procedure(path);

    static List<Step> MainSteps(string path) => [.. Procedure(path).Main.SelectMany(phase => phase.Steps)];

    static string Text(Procedure procedure, SectionKind kind) => string.Concat(procedure.Sections.Where(section => section.Kind == kind).Select(section => section.Span.In(procedure.Source)));

    static int WordsIn(Procedure procedure, SectionKind kind) => Text(procedure, kind).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length - 2;

    [GeneratedRegex(@"^---\n.*?\n---\n|^\s*```.*?^\s*```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
