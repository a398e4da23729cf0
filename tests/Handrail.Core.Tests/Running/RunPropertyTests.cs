using System.Text.Json;
using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class RunPropertyTests
{
    static readonly Gen<(int[] Procedure, int[] Acts)> Cases = Gen.Select(Tape.Any, Tape.Any);

    [Fact]
    public void No_run_gets_stuck() => Cases.Sample(Through, iter: 1000);

    internal static void Through((int[] Procedure, int[] Acts) @case)
    {
        var (procedure, entries) = Played(@case.Procedure, @case.Acts);
        var state = RunState.Fold(procedure, entries);
        var now = entries[^1].At;
        for (var patience = 0; state.Status is RunStatus.Running or RunStatus.Paused; patience++)
        {
            Assert.True(patience < 500, $"still not through: {string.Join(", ", state.Open.Select(step => $"{step.Key} {step.Status}"))}");
            var (act, by) = WayThrough(state);
            state = state.After(RunEngine.Decide(state, act, by, now += TimeSpan.FromMinutes(1)).Value, now, by.Id);
        }
    }

    [Fact]
    public void A_running_run_has_something_open_or_can_finish() => Cases.Sample(@case =>
    {
        var (procedure, entries) = Played(@case.Procedure, @case.Acts);
        for (var count = 1; count <= entries.Count; count++)
        {
            // A batch is stored whole, so only its end is a state that anybody meets.
            if (count < entries.Count && entries[count].At == entries[count - 1].At) continue;
            var state = RunState.Fold(procedure, entries.Take(count));
            if (state.Status == RunStatus.Running) Assert.True(state.CanFinish != state.Open.Any(), "nothing is open, or something is although all is done");
        }
    }, iter: 150);

    [Fact]
    public void Facts_delivered_twice_change_nothing() => Cases.Sample(@case =>
    {
        var (procedure, entries) = Played(@case.Procedure, @case.Acts);
        var again = entries.Select(Reread).ToList();
        var prefix = @case.Acts.Length == 0 ? 0 : @case.Acts[0] % entries.Count;
        Assert.Equal(Picture(RunState.Fold(procedure, entries)), Picture(RunState.Fold(procedure, entries.Concat(again.Take(prefix)))));
        Assert.Equal(Picture(RunState.Fold(procedure, entries)), Picture(RunState.Fold(procedure, entries.SelectMany(entry => new[] { entry, Reread(entry) }))));
    }, iter: 150);

    [Fact]
    public void Applying_one_by_one_gives_the_fold_and_never_changes_the_state_before() => Cases.Sample(@case =>
    {
        var (procedure, entries) = Played(@case.Procedure, @case.Acts);
        var state = RunState.Fold(procedure, []);
        foreach (var entry in entries)
        {
            var before = Picture(state);
            var next = state.Apply(entry);
            Assert.Equal(before, Picture(state));
            state = next;
        }
        Assert.Equal(Picture(RunState.Fold(procedure, entries)), Picture(state));
    }, iter: 150);

    [Fact]
    public void A_stale_fact_of_a_step_is_ignored() => Cases.Sample(@case =>
    {
        var (procedure, entries) = Played(@case.Procedure, @case.Acts);
        var later = entries[^1].At + TimeSpan.FromHours(1);
        var completions = entries.Where(entry => entry.Fact is StepCompleted).Select(entry => entry with { At = later });
        Assert.Equal(
            string.Join(" ", RunState.Fold(procedure, entries).Steps.Select(step => $"{step.Key} {step.Round} {step.Status}")),
            string.Join(" ", RunState.Fold(procedure, entries.Concat(completions)).Steps.Select(step => $"{step.Key} {step.Round} {step.Status}")));
    }, iter: 150);

    [Fact]
    public void Whatever_is_sent_is_granted_or_refused() => Gen.Select(Cases, Tape.Any).Sample(@case =>
    {
        var (procedure, entries) = Played(@case.Item1.Procedure, @case.Item1.Acts);
        var state = RunState.Fold(procedure, entries);
        var tape = new Tape(@case.Item2);
        var steps = state.Steps.Select(step => step.Key).ToList();
        for (var i = 0; i < 30; i++)
        {
            var now = entries[^1].At + TimeSpan.FromMinutes(i + 1);
            var by = tape.Actor();
            if (!RunEngine.Decide(state, tape.Garbage(steps), by, now).Granted(out var facts, out var refusal)) Assert.NotEmpty(refusal.Message);
            else foreach (var fact in facts)
            {
                Assert.Equal(fact, FactTests.Reread(fact));
                state = state.Apply(new(now, by.Id, fact));
                Assert.EndsWith(".", RunSentences.Of(state, new(now, by.Id, fact)), StringComparison.Ordinal);
            }
        }
        Assert.NotNull(RunRecord.Of(state).Title);
    }, iter: 500);

    static (Procedure Procedure, List<RunEntry> Entries) Played(int[] procedureChoices, int[] actChoices)
    {
        var procedure = new Tape(procedureChoices).Procedure();
        var tape = new Tape(actChoices);
        var now = new Instant(1_772_000_000_000_000);
        var entries = new List<RunEntry>();
        var state = RunState.Fold(procedure, []);
        var start = new StartRun("SOP-001 v1") { Fields = tape.Sometimes(2) ? [FieldValue.Of("items", "x", "z")] : [] };
        Keep(RunEngine.Start(procedure, start, Play.Anna, now).Value, Play.Anna);
        for (var i = 0; i < 40 && state.Status is RunStatus.Running or RunStatus.Paused; i++)
        {
            now += TimeSpan.FromMinutes(1 + 7 * tape.Next(20));
            var by = tape.Actor();
            if (RunEngine.Decide(state, tape.Act(state), by, now).Granted(out var facts, out _)) Keep(facts, by);
        }
        return (procedure, entries);

        void Keep(IReadOnlyList<RunFact> facts, Actor by)
        {
            Assert.NotEmpty(facts);
            entries.AddRange(facts.Select(fact => new RunEntry(now, by.Id, fact)));
            state = state.After(facts, now, by.Id);
        }
    }

    /// <summary>The dullest act that moves a run on, whoever must do it.</summary>
    static (RunAct Act, Actor By) WayThrough(RunState state)
    {
        if (state.Status == RunStatus.Paused) return (new ResumeRun(), Play.Eve);
        if (state.CanFinish) return (new FinishRun(), Play.Eve);
        var step = state.Open.First(step => step.Status != StepStatus.Detour);
        return step.Status switch
        {
            StepStatus.ConditionAsked => (new AnswerCondition(step.Key, false), Play.Eve),
            StepStatus.ItemsAsked => (new ChooseItems(step.Key, []), Play.Eve),
            StepStatus.AwaitingVerification => (new VerifyStep(step.Key), step.CompletedBy == "eve" ? Play.Ben : Play.Eve),
            StepStatus.AwaitingApproval => (new FailStep(step.Key, "nobody signs"), Play.Eve),
            StepStatus.Failed => (new AcceptFailure(step.Key, "so be it"), Play.Eve),
            _ => (new SkipStep(step.Key, "not now"), Play.Eve),
        };
    }

    static RunEntry Reread(RunEntry entry) => entry with { Fact = FactTests.Reread(entry.Fact) };

    /// <summary>Everything a screen could show.</summary>
    static string Picture(RunState state) => JsonSerializer.Serialize(new
    {
        state.Status, state.Ending, state.Title, state.StartedAt, state.EndedAt, state.PausedFor, state.IsRollingBack, state.Fields, state.Answers, state.Notes, state.Evidence, state.Deviations, state.Path,
        state.Children, state.Participants, state.Progress, state.CanFinish,
        Steps = state.Steps.Concat(state.EarlierRounds).Select(step => new
        {
            step.Key, step.Round, step.Status, step.OpenedAt, step.DueAt, step.ReadyAt, step.WakesAt, step.CompletedAt, step.CompletedBy, step.SettledAt, step.SettledBy, step.ClaimedBy, step.Answer, step.Values, step.Evidence,
            step.VerifiedBy, step.ApprovedBy, step.Reason, step.FailedAt, step.WayOutTaken, step.Child, step.ConditionHolds, step.Items,
        }),
    });
}
