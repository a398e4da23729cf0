using Handrail.Core.Publishing;

namespace Handrail.Core.Tests.Publishing;

/// <summary>The tables of docs/lifecycle.md, cell by cell, and every combination of the two.</summary>
public class LifeTableTests
{
    static readonly RevisionAct[] Acts = Enum.GetValues<RevisionAct>();
    static readonly RevisionState[] States = Enum.GetValues<RevisionState>();

    static readonly (string Column, Person Person)[] Relations =
        [("author", Office.Anna), ("reviewer", Office.Rose), ("approver", Office.Paul), ("administrator", Office.Adam), ("other member", Office.Otto), ("auditor", Office.Iris)];

    static List<List<string>> Table(string firstColumn) =>
        [.. Repository.Read("docs/lifecycle.md").Split('\n').SkipWhile(line => !line.StartsWith(firstColumn, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToList())];

    static readonly List<List<string>> When = Table("| act | draft |"), Who = Table("| act | author |");

    static string Row(RevisionAct act) => string.Concat(act.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    static bool Written(List<List<string>> table, RevisionAct act, string column) => table.Single(row => row[0] == Row(act))[table[0].IndexOf(column)] == "yes";

    static string Column(RevisionState state) => state switch { RevisionState.Published => "in force", RevisionState.InReview => "in review", _ => state.ToString().ToLowerInvariant() };

    [Fact]
    public void The_tables_name_every_act_state_and_relation()
    {
        Assert.Equal(Acts.Select(Row), When.Skip(2).Select(row => row[0]));
        Assert.Equal(Acts.Select(Row), Who.Skip(2).Select(row => row[0]));
        Assert.Equal(States.Select(Column), When[0].Skip(1));
        Assert.Equal(Relations.Select(relation => relation.Column), Who[0].Skip(1));
    }

    public static TheoryData<RevisionAct, RevisionState> Cells
    {
        get
        {
            var cells = new TheoryData<RevisionAct, RevisionState>();
            foreach (var act in Acts)
                foreach (var state in States) cells.Add(act, state);
            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_act_is_granted_where_both_tables_say_so_and_refused_for_the_right_reason_elsewhere(RevisionAct act, RevisionState state)
    {
        foreach (var (column, person) in Relations)
        {
            var refusal = RevisionLife.Refuses(Office.Revision(state), act, person);
            var expected = !Written(Who, act, column) ? "forbidden" : !Written(When, act, Column(state)) ? "conflict" : null;
            Assert.Equal((act, state, column, expected), (act, state, column, refusal?.Code));
        }
    }

    public static TheoryData<RevisionState> EveryState => [.. States];

    [Theory]
    [MemberData(nameof(EveryState))]
    public void Signing_follows_the_same_tables(RevisionState state)
    {
        foreach (var (column, person) in Relations)
            Assert.Equal((column, Written(Who, RevisionAct.Sign, column) && Written(When, RevisionAct.Sign, Column(state))), (column, Signing.RightOf(Office.Revision(state), person).Refusal is null));
    }

    [Fact]
    public void Whoever_is_second_hears_who_was_first() =>
        Assert.Equal("Rose sent SOP-014 v3 back on 2 March 2026, 09:00 UTC; it is a draft.", RevisionLife.Refuses(Office.Revision(RevisionState.Draft), RevisionAct.SendBack, Office.Rose)!.Message);

    [Fact]
    public void There_is_one_draft_at_a_time() =>
        Assert.Equal("conflict", RevisionLife.Refuses(Office.Revision(RevisionState.Published) with { InProgress = "SOP-014 v4" }, RevisionAct.OpenDraft, Office.Otto)?.Code);

    [Theory]
    [InlineData(DirectPublication.Always, 1, true)]
    [InlineData(DirectPublication.Always, 2, true)]
    [InlineData(DirectPublication.WhileOneAdministrator, 1, true)]
    [InlineData(DirectPublication.WhileOneAdministrator, 2, false)]
    [InlineData(DirectPublication.Never, 1, false)]
    [InlineData(DirectPublication.Never, 2, false)]
    public void The_rule_says_when_an_administrator_publishes_directly(DirectPublication direct, int administrators, bool may)
    {
        var people = Enumerable.Range(0, administrators).Select(i => Office.Adam with { Id = i == 0 ? Office.Adam.Id : $"adam{i}" }).Append(Office.Anna).ToArray();
        var revision = Office.Revision(RevisionState.Draft, ApprovalRule.Default with { Direct = direct }, people);
        Assert.Equal(may, RevisionLife.Refuses(revision, RevisionAct.PublishDirectly, Office.Adam) is null);
    }

    [Fact]
    public void Every_granted_act_leads_to_a_state_and_only_those_of_the_way_change_it() =>
        Assert.Equal(
            [RevisionAct.Discard, RevisionAct.SendForReview, RevisionAct.PublishDirectly, RevisionAct.SendBack, RevisionAct.Withdraw, RevisionAct.Publish, RevisionAct.Retire, RevisionAct.Supersede],
            Acts.Where(act => States.Any(state => RevisionLife.IsPossible(act, state) && RevisionLife.After(state, act) != state)));
}
