using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Linting;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Compliance;

public class PolicyLintTests
{
    const string Head = "---\nowner: Security lead\nreview: 12 months\n---\n\n# Access\n\n## Purpose\n\nWhy.\n\n## Scope\n\nWhom.\n\n## Clauses\n\n";
    const string Rest = "   - Carried out by: [Offboard](../procedures/offboard.md)\n   - Controls: iso27001:A.5.18\n";
    const string Good = "1. Access ends within 24 hours. {#leavers}\n   - Limit: 24 hours from Departure to [revoked](../procedures/offboard.md#revoke)\n   - Source: 24 hours is a habit\n" + Rest;

    static readonly PolicyContext Around = new()
    {
        Folder = "policies",
        Controls = new HashSet<string> { "iso27001:A.5.18" },
        Frameworks = new HashSet<string> { "iso27001" },
        Procedures = new Dictionary<string, Procedure>
        {
            ["procedures/offboard.md"] = ProcedureReader.Read("---\npolicies: [access#leavers]\n---\n# Offboard\n## Before you start\n- Record: Departure (date and time)\n## Steps\n1. Revoke the accounts {#revoke}\n2. Was it late? {#late}\n   - Yes: continue\n   - No: stop"),
            ["procedures/other.md"] = ProcedureReader.Read("# Other\n## Steps\n1. Do it {#do}"),
        },
    };

    [Fact]
    public void A_good_policy_gives_no_remark() => Assert.Empty(Codes(Head + Good));

    [Theory]
    [InlineData("clause-missing", "## Clauses\n\nNothing.", "")]
    [InlineData("anchor-duplicate", Head, Good + "2. Again within 24 hours. {#leavers}\n")]
    [InlineData("limit-unreadable", Head, "1. Access ends. {#leavers}\n   - Limit: soon\n" + Rest)]
    [InlineData("procedure-unknown", Head, "1. Access ends. {#leavers}\n   - Carried out by: [Offboard](../procedures/ofboard.md)\n   - Controls: iso27001:A.5.18\n")]
    [InlineData("step-unknown", Head, "1. Access ends within 24 hours. {#leavers}\n   - Limit: 24 hours from Departure to [revoked](../procedures/offboard.md#revok)\n   - Source: 24 hours\n" + Rest)]
    [InlineData("purpose-missing", "---\nowner: A\nreview: yearly\n---\n## Scope\n\nWhom.\n\n## Clauses\n\n", Good)]
    [InlineData("scope-missing", "---\nowner: A\nreview: yearly\n---\n## Purpose\n\nWhy.\n\n## Scope\n\n## Clauses\n\n", Good)]
    [InlineData("owner-missing", "---\nreview: yearly\n---\n## Purpose\n\nWhy.\n\n## Scope\n\nWhom.\n\n## Clauses\n\n", Good)]
    [InlineData("review-missing", "---\nowner: A\n---\n## Purpose\n\nWhy.\n\n## Scope\n\nWhom.\n\n## Clauses\n\n", Good)]
    [InlineData("framework-unknown", "---\nowner: A\nreview: yearly\nframeworks: [iso2701]\n---\n## Purpose\n\nWhy.\n\n## Scope\n\nWhom.\n\n## Clauses\n\n", Good)]
    [InlineData("clause-number", Head, "7. Access ends. {#leavers}\n" + Rest)]
    [InlineData("anchor-unwritten", Head, "1. Leavers\n" + Rest)]
    [InlineData("clause-no-procedure", Head, "1. Access ends. {#leavers}\n   - Controls: iso27001:A.5.18\n")]
    [InlineData("clause-one-sided", Head, "1. Access ends. {#leavers}\n   - Carried out by: [Other](../procedures/other.md)\n   - Controls: iso27001:A.5.18\n")]
    [InlineData("clause-no-control", Head, "1. Access ends. {#leavers}\n   - Carried out by: everybody\n")]
    [InlineData("control-unknown", Head, "1. Access ends. {#leavers}\n   - Carried out by: everybody\n   - Controls: iso27001:A.5.81\n")]
    [InlineData("limit-unwritten", Head, "1. Access ends within 2 days. {#leavers}\n" + Rest)]
    [InlineData("limit-differs", Head, "1. Access ends. {#leavers}\n   - Limit: 2 days from Departure to [revoked](../procedures/offboard.md#revoke)\n   - Source: 2 days\n" + Rest)]
    [InlineData("limit-no-source", Head, "1. Access ends within 2 days. {#leavers}\n   - Limit: 2 days from Departure to [revoked](../procedures/offboard.md#revoke)\n   - Source: 24 hours\n" + Rest)]
    [InlineData("limit-unmeasured", Head, "1. Access ends within 2 days. {#leavers}\n   - Limit: 2 days from Departure to the end\n   - Source: 2 days\n" + Rest)]
    [InlineData("limit-unmeasured", Head, "1. Access is reviewed every month. {#leavers}\n   - Limit: every month: a look\n   - Source: 1 month\n" + Rest)]
    [InlineData("limit-two-procedures", Head, "1. Access ends within 2 days. {#leavers}\n   - Limit: 2 days from [begun](../procedures/other.md#do) to [revoked](../procedures/offboard.md#revoke)\n   - Source: 2 days\n" + Rest)]
    [InlineData("name-unknown", Head, "1. Access ends within 2 days. {#leavers}\n   - Limit: 2 days from Arrival to [revoked](../procedures/offboard.md#revoke)\n   - Source: 2 days\n" + Rest)]
    [InlineData("name-unknown", Head, "1. Access ends within 2 days. {#leavers}\n   - Limit: 2 days from Departure to [revoked](../procedures/offboard.md#revoke) if Colour is blue\n   - Source: 2 days\n" + Rest)]
    public void What_is_wrong_is_found(string code, string head, string clauses) => Assert.Equal([code], Codes(head + clauses).Where(found => found == code).Distinct());

    [Fact]
    public void Every_rule_has_a_case() =>
        Assert.Equal(PolicyLint.Rules.Select(rule => rule.Code).Order(), typeof(PolicyLintTests).GetMethod(nameof(What_is_wrong_is_found))!.GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute)).Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!).Distinct().Order());

    [Theory]
    [InlineData("7. Access ends. {#leavers}\n" + Rest)]
    [InlineData("1. Leavers\n" + Rest)]
    [InlineData("1. Access ends. {#leavers}\n   - Carried out by: [Offboard](../procedures/ofboard.md)\n   - Controls: iso27001:A.5.18\n")]
    [InlineData("1. Access ends. {#leavers}\n   - Carried out by: [Offboard](../procedures/offboard.md)\n   - Controls: iso27001:A.5.1\n")]
    [InlineData("1. Access ends within 24 hours. {#leavers}\n   - Limit: 24 hours from Departure to [revoked](../procedures/offboard.md#revok)\n   - Source: 24 hours\n" + Rest)]
    public void One_click_mends_it(string clauses)
    {
        var finding = Assert.Single(Check(Head + clauses));
        Assert.NotNull(finding.Fix);
        Assert.Empty(Codes(finding.Fix.ApplyTo(Head + clauses)));
    }

    [Fact]
    public void What_cannot_be_known_is_not_said() =>
        Assert.Empty(PolicyLint.Check(PolicyReader.Read(Head + "1. Access ends. {#leavers}\n   - Carried out by: [Gone](gone.md)\n   - Controls: none:1\n", "access.md"), PolicyContext.Nothing));

    [Fact]
    public void The_document_lists_the_rules_as_they_are()
    {
        var document = Repository.Read("docs/policy-format.md").Split('\n');
        Assert.Equal(PolicyLint.Rules.Select(rule => $"| `{rule.Code}` | {rule.Severity.ToString().ToLowerInvariant()} | {rule.What} | {rule.Why} |"), document.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 5));
    }

    [Fact]
    public void The_example_of_the_document_is_a_good_policy()
    {
        var document = Repository.Read("docs/policy-format.md");
        var start = document.IndexOf("```markdown\n", StringComparison.Ordinal) + 12;
        var example = PolicyReader.Read(document[start..document.IndexOf("\n```\n", start, StringComparison.Ordinal)], "access-control.md");
        Assert.Empty(example.Notes);
        Assert.Empty(PolicyLint.Check(example, PolicyContext.Nothing).Select(finding => finding.Message));
        Assert.Equal(["leavers", "passwords"], example.Clauses.Select(clause => clause.Anchor));
        Assert.Equal(Enum.GetNames<ClauseKey>().Select(key => Placeholders.Key(string.Concat(key.Select(letter => char.IsUpper(letter) ? " " + letter : $"{letter}")))), Section(document, "## Clauses\n\n- ", "| key | value |").Select(Placeholders.Key));
    }

    static IEnumerable<string> Section(string document, string from, string table) =>
        document[document.IndexOf(table, document.IndexOf(from, StringComparison.Ordinal), StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1]);

    static IReadOnlyList<Handrail.Core.Procedures.Linting.LintFinding> Check(string text) => PolicyLint.Check(PolicyReader.Read(text, "policies/access.md"), Around);

    static IEnumerable<string> Codes(string text) => Check(text).Select(finding => finding.Code);
}
