using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Linting;
using Handrail.Core.Procedures;
using Handrail.Core.Tests.Running;

namespace Handrail.Core.Tests.Library;

/// <summary>The shipped policies: each can be kept, measured and traced, and agrees with the procedures that carry it out.</summary>
public class PolicyLibraryTests
{
    static readonly PolicyContext Around = new()
    {
        Folder = "policies",
        Procedures = Shipped.Catalogue.Procedures.ToDictionary(procedure => "procedures/" + procedure.Key, procedure => procedure.Value),
        Controls = Shipped.Controls,
        Frameworks = Shipped.Catalogue.Frameworks.Select(framework => framework.Id).ToHashSet(),
    };

    public static TheoryData<string> All => [.. Shipped.Catalogue.Policies.Select(policy => policy.Id)];

    [Fact]
    public void There_are_at_least_twelve() => Assert.True(Shipped.Catalogue.Policies.Count >= 12);

    [Theory, MemberData(nameof(All))]
    public void Reads_without_remarks(string id)
    {
        var policy = Policy(id);
        Assert.Empty(policy.Notes.Select(note => $"{note.Code}: {note.Message}"));
        Assert.Empty(policy.Header.UnknownKeys);
        Assert.NotEmpty(policy.Header.Frameworks);
        Assert.False(string.IsNullOrWhiteSpace(policy.Header.Summary));
    }

    [Theory, MemberData(nameof(All))]
    public void Lints_clean(string id) => Assert.Empty(PolicyLint.Check(Policy(id), Around).Select(finding => $"{finding.Code}: {finding.Message}"));

    [Theory, MemberData(nameof(All))]
    public void Sections_give_the_text_back_byte_for_byte(string id)
    {
        var policy = Policy(id);
        Assert.Equal(policy.Source, string.Concat(policy.Sections.Select(section => section.Span.In(policy.Source))));
        Assert.Equal(File.ReadAllText(Path.Combine(Shipped.Root, "policies", id + ".md")), policy.Source);
    }

    [Theory, MemberData(nameof(All))]
    public void Is_no_procedure(string id) => Assert.Empty(ProcedureReader.Read(Policy(id).Source, id + ".md").AllSteps);

    [Theory, MemberData(nameof(All))]
    public void Names_no_framework_that_none_of_its_clauses_serves(string id)
    {
        var policy = Policy(id);
        var served = policy.Clauses.SelectMany(clause => clause.Controls).Select(control => control.Split(':')[0]).ToHashSet();
        Assert.All(policy.Header.Frameworks, framework => Assert.Contains(framework, served));
    }

    [Theory, MemberData(nameof(Shipped.Procedures), MemberType = typeof(Shipped))]
    public void Every_clause_a_procedure_names_names_the_procedure(string path)
    {
        foreach (var id in Shipped.Procedure(path).Header.Policies)
        {
            var found = Shipped.Catalogue.FindClause(id);
            Assert.True(found is not null, $"{path} names {id}, which does not exist");
            Assert.Contains(found.Value.Clause.Procedures, link => link.Target == "../procedures/" + path);
        }
    }

    [Fact]
    public void No_limit_is_stricter_in_the_policy_than_in_the_step_that_keeps_it()
    {
        foreach (var (policy, clause, limit) in Limits())
            if (limit.From.Procedure is null && StepOf(limit) is { Within: { From: DeadlineFrom.Field } within } && Placeholders.Key(within.Field ?? "") == Placeholders.Key(limit.From.Words))
                Assert.True(Longest(within.Length) <= Longest(limit.Most), $"{policy.IdOf(clause)} allows {limit.Most}, and the step allows {within.Length}");
    }

    /// <summary>A follow-up that counts what is open measures the limits of the priorities it found, and of no other.</summary>
    [Theory]
    [InlineData("critical", "7 days")]
    [InlineData("high", "30 days")]
    [InlineData("medium", "90 days")]
    [InlineData("low", "120 days")]
    [InlineData("none", null)]
    public void An_open_finding_is_measured_by_the_limit_of_its_priority(string priority, string? limit)
    {
        var followUp = Shipped.Procedure("vulnerability-scanning/remediation-tracking.md");
        var options = followUp.Find("oldest")!.Records[0].Options;
        var run = new Follower(followUp) { Turn = options.ToList().IndexOf(priority) }.Follow();

        var measured = Policy("vulnerability-management").Clauses.Single(clause => clause.Anchor == "deadlines").Limits.OfType<Limit.Within>().ToLookup(each => MeasuredLimit.Of(each, run).Why);

        Assert.Equal(limit is null ? [] : [limit], measured[null].Select(each => each.Most.ToString()));
        Assert.Equal(limit is null ? 4 : 3, measured[WhyNotMeasured.ConditionNotHeld].Count());
    }

    static IEnumerable<(Policy Policy, Clause Clause, Limit.Within Limit)> Limits() =>
        from policy in Shipped.Catalogue.Policies
        from clause in policy.Clauses
        from limit in clause.Limits.OfType<Limit.Within>()
        select (policy, clause, limit);

    static Step? StepOf(Limit.Within limit) =>
        limit.To is { Procedure: { } target, Step: { } step } ? Around.Procedures!.GetValueOrDefault(target["../".Length..])?.Find(step) : null;

    static TimeSpan Longest(Interval interval) => interval.After(default) - default(Instant);

    static Policy Policy(string id) => Shipped.Catalogue.Policies.Single(policy => policy.Id == id);
}
