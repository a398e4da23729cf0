using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

/// <summary>The table of docs/running.md, cell by cell.</summary>
public class StateTableTests
{
    static readonly Step A = Make.Step("a") with { Records = [Make.Field("Ticket")] };
    static readonly Actor Signer = new("sue", "Sue", ["Security lead"]);

    /// <summary>For each column, the ways to bring step "a" there.</summary>
    static readonly Dictionary<string, Func<Play>[]> Columns = new()
    {
        ["not yet open"] = [() => new(Make.Procedure(Make.Step("first"), A))],
        ["whether?"] = [() => new(Make.Procedure(A with { OnlyIf = new Condition.Unread("who knows") }))],
        ["for what?"] = [() => new(Make.Procedure(A with { ForEach = "server" }))],
        ["sub-steps open"] = [() => new(Make.Procedure(A with { Children = [Make.Step("x")] }))],
        ["waiting"] = [() => new(Make.Procedure(A with { Wait = new(new(1, IntervalUnit.Day), "a day"), Approval = "Security lead" }))],
        ["for a run"] = [() => new(Make.Procedure(A with { Run = Make.Link("other"), Approval = "Security lead" }))],
        ["open"] = [() => new(Make.Procedure(A with { Approval = "Security lead" }))],
        ["to verify"] = [() => new Play(Make.Procedure(A with { VerifiedBy = "someone else", Approval = "Security lead" })).Done("a")],
        ["to sign"] = [() => new Play(Make.Procedure(A with { Approval = "Security lead" })).Done("a")],
        ["failed"] = [() => new Play(Make.Procedure(A with { IfItFails = Make.GoTo("c"), Approval = "Security lead" }).WithContingency(Make.Step("c"))).Fail("a")],
        ["detour"] = [() => new Play(Make.Procedure(A with { IfItFails = Make.GoTo("c"), Approval = "Security lead" }).WithContingency(Make.Step("c"))).Fail("a").Do(new TakeWayOut("a"))],
        ["done, gone on"] =
        [
            () => new Play(Make.Procedure(A, Make.Step("z"))).Done("a"),
            () => new Play(Make.Procedure(A, Make.Step("z"))).Fail("a").Do(new AcceptFailure("a", "fine")),
        ],
        ["skipped, left out"] =
        [
            () => new Play(Make.Procedure(A, Make.Step("z"))).Do(new SkipStep("a", "fine")),
            () => new Play(Make.Procedure(A with { OnlyIf = new Condition.Unread("who knows") }, Make.Step("z"))).Do(new AnswerCondition("a", false)),
            () => new Play(Make.Procedure(Make.Decision("q", ("Far", Make.GoTo("z"))), A, Make.Step("z"))).Answer("q", "Far"),
        ],
    };

    static readonly Dictionary<string, Func<string?, RunAct>> Rows = new()
    {
        ["done"] = reason => new CompleteStep("a") { Reason = reason },
        ["did not work"] = reason => new FailStep("a", reason),
        ["skip"] = reason => new SkipStep("a", reason),
        ["retry"] = _ => new RetryStep("a"),
        ["take the written way out"] = _ => new TakeWayOut("a"),
        ["go on without it"] = reason => new AcceptFailure("a", reason),
        ["verify"] = _ => new VerifyStep("a"),
        ["sign"] = _ => new ApproveStep("a"),
        ["decline to sign"] = reason => new DeclineApproval("a", reason),
        ["say whether it applies"] = _ => new AnswerCondition("a", true),
        ["choose what it is done for"] = _ => new ChooseItems("a", [new("one")]),
        ["end the wait"] = reason => new EndWait("a", reason),
        ["start the run it waits for"] = _ => new StartChildRun("a", "R-2"),
        ["record fields"] = reason => new RecordFields("a", [FieldValue.Of("ticket", "T-1")], reason),
        ["attach evidence"] = _ => new AttachEvidence("a", new(new string('a', 64), "a.txt", "text/plain", 1)),
        ["take"] = _ => new ClaimStep("a"),
        ["hand over"] = _ => new HandOverStep("a", "ben"),
        ["call somebody"] = _ => new EscalateStep("a", "Security lead"),
        ["note"] = _ => new AddNote("a", "so it is"),
    };

    static List<List<string>> Written { get; } =
        [.. Repository.Read("docs/running.md").Split('\n').SkipWhile(line => !line.StartsWith("| act |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToList())];

    [Fact]
    public void The_table_has_every_act_and_every_state()
    {
        Assert.Equal(Columns.Keys, Written[0].Skip(1));
        Assert.Equal(Rows.Keys, Written.Skip(2).Select(row => row[0]));
        var reached = Columns.Values.SelectMany(ways => ways).Select(way => way().Status("a"));
        Assert.Equal(Enum.GetValues<StepStatus>(), reached.Order());
    }

    public static TheoryData<string> Acts => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Acts))]
    public void Every_act_is_granted_and_refused_as_written(string act)
    {
        var row = Written.Single(row => row[0] == act);
        foreach (var (column, at) in Columns.Keys.Select((column, i) => (column, i + 1)))
            Assert.All(Columns[column], way => Assert.Equal((act, column, row[at]), (act, column, Cell(way(), Rows[act]))));
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void What_is_impossible_is_a_conflict_unless_the_step_has_no_such_thing(string act)
    {
        foreach (var play in Columns.Values.SelectMany(ways => ways).Select(way => way()))
        {
            var refusal = RunEngine.Decide(play.State, Rows[act]("because"), Signer, play.Now).Refusal;
            if (act == "sign" && play["a"].Step.Approval is null) Assert.IsType<Refusal.Invalid>(refusal);
            else if (refusal is not null) Assert.IsType<Refusal.Conflict>(refusal);
        }
    }

    static string Cell(Play play, Func<string?, RunAct> act) =>
        RunEngine.Decide(play.State, act(null), Signer, play.Now).Refusal is not { } refusal ? "yes"
        : refusal is Refusal.Invalid { Field: "reason" } && RunEngine.Decide(play.State, act("because"), Signer, play.Now).Refusal is null ? "reason"
        : "";
}
