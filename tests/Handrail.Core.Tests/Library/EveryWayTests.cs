using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using Handrail.Core.Running;
using Handrail.Core.Tests.Procedures.Flow;
using Handrail.Core.Tests.Running;

namespace Handrail.Core.Tests.Library;

/// <summary>Every shipped procedure walked with the run engine along its paths and until each answer was given and each step failed once, and its chart looked at by its geometry.</summary>
public class EveryWayTests
{
    public static TheoryData<string> All => Shipped.Procedures;

    /// <summary>What is left to try in a walk: an answer of a decision, or the failure of a step.</summary>
    readonly record struct Turning(string Step, string Answer);

    const string Failure = "did not work";

    /// <summary>
    /// All turnings: each walk takes turnings nobody has taken yet, so that the number of walks is at most the number of turnings. It adds the failures to <see cref="Every_path_of_answers_leads_to_an_end"/>.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Every_answer_and_every_failure_leads_to_an_end(string path)
    {
        var procedure = Shipped.Procedure(path);
        var left = Turnings(procedure).ToHashSet();
        for (var (walk, vain) = (0, 0); left.Count > 0; walk++)
        {
            var before = left.Count;
            var state = Walk(procedure, left, walk);
            Assert.True(state.Status == RunStatus.Finished, $"{path}: walk {walk} does not end; open: {string.Join("; ", state.Open.Select(step => step.Name))}");
            vain = left.Count < before ? 0 : vain + 1;
            Assert.True(vain < MostInVain, $"{path}: never reached: {string.Join("; ", left.Select(turning => $"{turning.Step}: {turning.Answer}"))}");
        }
    }

    /// <summary>
    /// All paths through the decisions, where every step works, however many there are: from each state that a run can come to, an end can be reached. What was recorded is the same in each walk: it is varied above.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Every_path_of_answers_leads_to_an_end(string path)
    {
        var graph = new StateGraph(Shipped.Procedure(path), most: MostStates);
        Assert.True(graph.IsWhole, $"{path}: a run can come to more than {MostStates} states");
        Assert.True(graph.Endless() is null, $"{path}: {graph.Endless()}");
    }

    const int MostStates = 2000;

    /// <summary>Conditions ask for recorded values, and side tracks have several entrances; each walk takes the next ones.</summary>
    const int MostInVain = 30;

    static IEnumerable<Turning> Turnings(Procedure procedure) =>
        procedure.AllSteps.SelectMany(step => step.Answers.Select(answer => new Turning(step.Anchor, answer.Label)).Concat(step.IfItFails is null ? [] : [new(step.Anchor, Failure)]));

    static RunState Walk(Procedure procedure, HashSet<Turning> left, int walk)
    {
        var taken = new Dictionary<Turning, int>();
        var failed = new HashSet<Track>();
        var entrance = Entrance(procedure, walk);
        var decisions = procedure.AllSteps.Where(step => step.IsDecision).Select(step => step.Anchor).ToList();
        return new Follower(procedure)
        {
            Turn = walk,
            // One failure on each track: after more the run is no longer the procedure's. Where only side tracks are left to try, something must fail to get there.
            Fails = step =>
                step.Round == 1 && !failed.Contains(step.Step.Track) && (left.Contains(new(step.Step.Anchor, Failure)) || step.Step.Anchor == entrance && !left.Any(turning => turning.Answer == Failure && procedure.Find(turning.Step)!.Track == Track.Main))
                && failed.Add(step.Step.Track) && Take(new(step.Step.Anchor, Failure)),
            RollsBack = step => step.Step.Track == Track.Main && step.Step.IfItFails is not (Exit.GoTo or Exit.RollBack) && left.Any(turning => procedure.Find(turning.Step)!.Track == Track.Rollback),
            Answers = step => step.Step.Answers.Select((answer, at) => (Answer: answer, At: at, Turning: new Turning(step.Step.Anchor, answer.Label)))
                .OrderBy(choice => taken.GetValueOrDefault(choice.Turning)).ThenByDescending(choice => left.Contains(choice.Turning)).ThenBy(choice => (choice.At + (walk >> Pace(step.Step))) % step.Step.Answers.Count)
                .First(choice => Take(choice.Turning)).Answer,
        }.Follow();

        // Questions with two answers turn at different paces, so that their answers meet in every combination.
        int Pace(Step step) => step.Answers.Count > 2 ? 0 : decisions.IndexOf(step.Anchor) % 4;

        bool Take(Turning turning)
        {
            taken[turning] = taken.GetValueOrDefault(turning) + 1;
            left.Remove(turning);
            return true;
        }
    }

    /// <summary>A step whose failure leads to another track, each walk the next one.</summary>
    static string? Entrance(Procedure procedure, int walk)
    {
        var entrances = procedure.AllSteps.Where(step => step.Track == Track.Main && step.IfItFails is not null).Select(step => step.Anchor).ToList();
        return entrances.Count == 0 ? null : entrances[walk % entrances.Count];
    }

    [Theory, MemberData(nameof(All))]
    public void Its_flow_chart_can_be_read(string path)
    {
        var layout = FlowLayout.Of(FlowGraph.Of(Shipped.Procedure(path)));
        FlowGeometry.AssertLegible(layout);
        FlowGeometry.AssertTraceable(layout);
        Assert.InRange(layout.Width, 300, 980);
    }
}
