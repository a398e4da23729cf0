using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class StateGraphTests
{
    [Fact]
    public void A_way_round_and_round_is_noticed() => Assert.Equal("so: Yes; then open for ever: turn (Open)", new StateGraph(ProcedureReader.Read("""
        # Turn

        ## Steps
        1. Is it so? {#so}
           - Yes: go to [Turn](#turn)
           - No: go to [Leave](#leave)
        2. Turn. {#turn}
        3. Which way? {#way}
           - Left: go to [Turn](#turn)
           - Right: go to [Turn](#turn)
        4. Leave. {#leave}
        """)).Endless());

    [Fact]
    public void Two_answers_far_apart_that_only_together_end_nowhere_are_noticed() => Assert.Matches("^first: No; .*; second: No; then open for ever: stay .Open.$", new StateGraph(ProcedureReader.Read($$"""
        # Far apart

        ## Steps
        1. First? {#first}
           - Yes: continue
           - No: continue
        {{string.Join('\n', Enumerable.Range(2, 12).Select(number => $"{number}. Something else? {{#else-{number}}}\n    - Yes: continue\n    - No: continue"))}}
        14. Second? {#second}
            - Yes: continue
            - No: continue
        15. Stay? {#stay}
            - Only if: first is No and second is No
            - Left: go to [Stay](#stay)
            - Right: go to [Stay](#stay)
        """)).Endless());

    [Fact]
    public void States_that_are_taken_for_the_same_go_on_in_the_same_ways() => Tape.Any.Sample(choices =>
    {
        var procedure = new Tape(choices).Procedure();
        var apart = new StateGraph(procedure, Everything, most: 1000);
        if (!apart.IsWhole) return;
        var graph = new StateGraph(procedure);
        Assert.Equal(apart.Ways.Order(), graph.Ways.Order());
        Assert.Equal(apart.Endless() is null, graph.Endless() is null);
    }, iter: 300);

    /// <summary>All that is in a state but rounds and times.</summary>
    static string Everything(RunState state) => string.Join(' ',
    [
        $"{state.Status} {state.Ending} {state.IsRollingBack}", .. state.Detours.Select(detour => $"{detour.Origin}>{detour.Root}"),
        .. state.Steps.Select(step => $"{(step.Key, step.Status, step.OwnLeft, step.ConditionHolds, step.Items?.Count, step.WaitOver, step.CompletedAt is null, step.VerifiedAt is null, step.ApprovedAt is null)} {step.Answer} {step.Child?.Ending} {step.Child is null}"),
        .. state.Answers.Select(answer => $"{answer}").Order(StringComparer.Ordinal), .. state.Fields.Select(field => $"{field.Key}={string.Join(',', field.Value.Values)}").Order(StringComparer.Ordinal),
    ]);
}
