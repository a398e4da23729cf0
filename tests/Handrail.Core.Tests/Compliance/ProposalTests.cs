using System.Text;
using CsCheck;
using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Proposing;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Tests.Library;

namespace Handrail.Core.Tests.Compliance;

public class ProposalTests
{
    public static TheoryData<string> Examples => ExampleOrganizations.Names;

    static Answers Saas => ExampleOrganizations.Saas;

    /// <summary>Read these files when they change: they are what a person sees in the first hour.</summary>
    [Theory, MemberData(nameof(Examples))]
    public void An_organization_gets_this(string name) => Agreed.With(Path.Combine("Compliance", "Proposals", name + ".txt"), Text(Propose(ExampleOrganizations.Named(name))));

    [Fact]
    public void They_get_visibly_different_sets()
    {
        HashSet<string>[] sets = [.. Examples.Select(row => Propose(ExampleOrganizations.Named(row.Data)).Chosen.Select(proposed => proposed.Path).ToHashSet())];
        for (var one = 0; one < sets.Length; one++)
            for (var other = 0; other < one; other++)
                Assert.True(sets[one].Except(sets[other]).Count() * 3 >= sets[one].Count, "at least a third is of its own");
    }

    static readonly Gen<Answers> AnyAnswers =
        from pack in Gen.Int[0, 4].Select(at => new[] { null, "small-business", "technology-startup", "ai-company", "unheard-of" }[at])
        from people in Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 5000].Select(count => (int?)count))
        from leavers in Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 900].Select(count => (int?)count))
        from frameworks in Gen.Int[0, Shipped.Catalogue.Frameworks.Count - 1].Select(at => Shipped.Catalogue.Frameworks[at].Id).List[0, 5]
        from tools in Gen.Select(Gen.Int[0, SystemKindWords.Asked.Count - 1], Gen.Int[-1, 3]).List[0, 8]
        from strictness in Gen.Int[0, 2]
        select new Answers
        {
            Pack = pack, People = people, LeaversAYear = leavers, Frameworks = [.. frameworks.Distinct()], Strictness = (Strictness)strictness,
            Tools = tools.Select(tool => (Kind: SystemKindWords.Asked[tool.Item1], Tool: tool.Item2)).DistinctBy(tool => tool.Kind).ToDictionary(tool => tool.Kind.Name, tool => tool.Kind.Tools.ElementAtOrDefault(tool.Tool)),
        };

    [Fact]
    public void Whatever_is_answered_15_to_30_are_chosen_and_every_procedure_has_its_reason() => AnyAnswers.Sample(answers =>
    {
        var proposal = Propose(answers);
        Assert.InRange(proposal.Chosen.Count, 15, 30);
        Assert.Equal(Shipped.Catalogue.Procedures.Keys.Order(StringComparer.Ordinal), proposal.Chosen.Select(proposed => proposed.Path).Concat(proposal.LeftOut.Select(left => left.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, proposal.Chosen.Count), proposal.Chosen.Select(proposed => proposed.Rank));
        Assert.Equal(proposal.Chosen.Select(proposed => proposed.Points).OrderDescending(), proposal.Chosen.Select(proposed => proposed.Points));
        Assert.All(proposal.Chosen.SelectMany(proposed => proposed.Reasons), reason => Assert.True(reason.Points > 0 && reason.Words[^1] is '.' or '”', reason.Words));
        Assert.All(proposal.Chosen, proposed => Assert.NotEmpty(proposed.Reasons));
        Assert.All(proposal.LeftOut, left => Assert.EndsWith(".", left.Why));
        Assert.Equal(Text(proposal), Text(Propose(answers)));
    }, iter: 300);

    [Fact]
    public void A_further_framework_takes_no_points_away() => AnyAnswers.Sample(answers =>
    {
        var before = Points(answers);
        foreach (var (path, points) in Points(answers with { Frameworks = [.. answers.Frameworks, "soc2"] }))
            if (before.TryGetValue(path, out var had)) Assert.True(points >= had, path);
    }, iter: 50);

    [Fact]
    public void What_is_done_with_a_tool_that_is_not_there_is_left_out_and_the_proposal_says_so() =>
        Assert.Contains(Propose(ExampleOrganizations.Dentist).LeftOut, left => left is { Path: "vulnerability-scanning/scheduled-scan.md", Why: "Most of it is done with a vulnerability scanner, and you have none." });

    [Fact]
    public void What_waits_for_a_tool_that_is_not_there_is_told_before_it_is_adopted()
    {
        var unsaid = Propose(new() { People = 9 }).Questions;
        var without = Propose(new() { People = 9, Tools = new Dictionary<string, string?> { ["ticket_system"] = null } }).Questions;

        Assert.All(unsaid, question => Assert.Null(question.Missing));
        var waiting = Assert.Single(without, question => question.Missing is not null);
        Assert.Equal("a ticket system", waiting.Missing);
        Assert.Contains("user-account-management/offboard-a-leaver.md", waiting.Procedures);
    }

    [Fact]
    public void What_was_not_said_is_named()
    {
        var proposal = Propose(new());
        Assert.Equal(3, proposal.Assumptions.Count);
        Assert.Contains(proposal.Questions, question => question is { Kind: QuestionKind.Tool, Name: "identity_provider" });
        Assert.Contains(proposal.Questions, question => question is { Kind: QuestionKind.Role, Name: "Security lead" });
    }

    [Fact]
    public void Who_must_meet_the_standard_for_AI_gets_its_procedures_whatever_the_kind() =>
        Assert.DoesNotContain(Propose(Saas with { Frameworks = ["iso42001"] }).LeftOut, left => left.Path.StartsWith("ai-systems/", StringComparison.Ordinal) && left.Why.Contains("another kind", StringComparison.Ordinal));

    [Theory]
    [InlineData(12, Strictness.Standard, 18)]
    [InlineData(12, Strictness.Relaxed, 15)]
    [InlineData(49, Strictness.Standard, 22)]
    [InlineData(149, Strictness.Strict, 30)]
    [InlineData(5000, Strictness.Strict, 30)]
    [InlineData(null, Strictness.Standard, 22)]
    public void How_many_depends_on_size_and_strictness(int? people, Strictness strictness, int count) => Assert.Equal(count, Propose(Saas with { People = people, Strictness = strictness }).Chosen.Count);

    [Fact]
    public void The_document_states_the_points_as_they_are()
    {
        var document = Repository.Read("docs/proposal.md");
        string[] rows =
        [
            $"{Scoring.FirstInPack} for the first, one less for each place, at least {Scoring.LastInPack}", $"{Scoring.PerFramework} for each", $"{Scoring.WithLimit}",
            $"{Scoring.PerTool} for each, at most {Scoring.MostTools} tools", $"1 for each a year, at most {Scoring.MostLeavers}", $"{Scoring.PerLead} for each, at most {Scoring.MostLeads}",
        ];
        var table = document[document.IndexOf("| reason | points |", StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(rows, table.Select(line => line.Split('|')[2].Trim()));
        var example = document[(document.IndexOf("```yaml\n", StringComparison.Ordinal) + 8)..];
        Assert.Empty(PackReader.Read(example[..example.IndexOf("```", StringComparison.Ordinal)], "example.yaml").Notes);
    }

    [Fact]
    public void What_a_pack_names_and_nobody_has_is_said()
    {
        var own = Shipped.Catalogue with { Packs = [PackReader.Read("title: Ours\nprocedures:\n  - {procedure: gone, why: It was here.}", "ours.yaml")] };
        var proposal = ProposeProcedures.From(Saas with { Pack = "ours" }, own);
        Assert.Equal(["The pack names “gone.md”, which this library does not have."], proposal.Assumptions);
        Assert.Equal(["There is no pack “unheard-of”; “Ours” was taken.", "The pack names “gone.md”, which this library does not have."], ProposeProcedures.From(Saas with { Pack = "unheard-of" }, own).Assumptions);
    }

    [Fact]
    public void A_policy_goes_with_procedures_that_carry_out_its_first_clause_or_a_third_of_all()
    {
        var policy = PolicyReader.Read("# Leavers\n\n1. One. {#one}\n2. Two. {#two}\n3. Three. {#three}\n4. Four. {#four}\n5. Five. {#five}\n", "leavers.md");
        bool? Taken(params string[] clauses) => ServedPolicies.Of([ProcedureReader.Read($"---\npolicies: [{string.Join(", ", clauses.Select(clause => "leavers#" + clause))}]\n---\n\n# Offboard\n", "offboard.md")], Catalogue.Empty with { Policies = [policy] }).SingleOrDefault()?.IsWorthTaking;
        Assert.True(Taken("one"));
        Assert.False(Taken("five"));
        Assert.True(Taken("four", "five"));
        Assert.Null(Taken("gone"));
    }

    [Fact]
    public void An_empty_library_proposes_nothing() => Assert.Empty(ProposeProcedures.From(Saas, Catalogue.Empty).Chosen);

    static Dictionary<string, int> Points(Answers answers) => Propose(answers with { People = 100, Strictness = Strictness.Strict }).Chosen.ToDictionary(proposed => proposed.Path, proposed => proposed.Points);

    static Proposal Propose(Answers answers) => ProposeProcedures.From(answers, Shipped.Catalogue);

    static string Text(Proposal proposal)
    {
        var text = new StringBuilder();
        foreach (var assumption in proposal.Assumptions) text.Append("? ").Append(assumption).Append('\n');
        foreach (var proposed in proposal.Chosen)
        {
            text.Append($"{proposed.Rank}. {proposed.Procedure.Title} ({proposed.Points}) {proposed.Path}\n");
            foreach (var reason in proposed.Reasons) text.Append($"   +{reason.Points} {reason.Words}\n");
        }
        text.Append("\nLeft out\n");
        foreach (var left in proposal.LeftOut) text.Append($"- {left.Procedure.Title}: {left.Why}\n");
        text.Append("\nOpen\n");
        foreach (var question in proposal.Questions) text.Append($"- {question.Words} ({question.Procedures.Count})\n");
        text.Append("\nPolicies\n");
        foreach (var served in ServedPolicies.Of(proposal.Chosen.Select(proposed => proposed.Procedure), Shipped.Catalogue)) text.Append($"{(served.IsWorthTaking ? '+' : '-')} {served.Policy.Title}: {served.Words}\n");
        return text.ToString();
    }
}
