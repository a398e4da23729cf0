using System.Diagnostics;
using System.Text.Json;
using Handrail.Core.Journal;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

public class FactTests
{
    static readonly FieldValue Leaver = new("leaver", ["m-1"], ["Lea"], ["Engineering"]);
    static readonly EvidenceFile File = new(new string('a', 64), "a.png", "image/png", 12);

    /// <summary>One of every kind.</summary>
    static readonly RunFact[] All =
    [
        new RunStarted("Offboard Lea", RunKind.Drill, "SOP-014 v3", "R-1"), new RunHandedOver("ben", "night shift"), new RunPaused("lunch"), new RunResumed(), new RunAbandoned("she stays"), new RunFinished(RunEnding.Completed, "all well"),
        new RollbackStarted("a", null, "broken"), new FieldsRecorded(null, 1, [Leaver], null), new EvidenceAttached("a", 1, File), new NoteAdded("a", "Hm."), new DeviationNoted("a", 1, DeviationKind.Late, "", "1 hour", TimeSpan.FromMinutes(130)),
        new ConditionAnswered("a", 1, false, true), new ItemsChosen("a", 1, [new("Okta", "s-1") { Key = "okta" }], true), new StepClaimed("a", 1), new StepHandedOver("a", 1, "ben", null), new StepEscalated("a", 1, "Security lead"),
        new StepCompleted("a", 1, "Yes", "early"), new StepVerified("a", 1), new StepApproved("a", 1, "fine"), new ApprovalDeclined("a", 1, "no backup"), new StepSkipped("a", 1, "not here"), new StepFailed("a", 1, "no"), new StepRetried("a", 1),
        new WayOutTaken("a", 1), new FailureAccepted("a", 1, "gone"), new WaitEnded("a", 1, null), new ChildRunStarted("a", 1, "R-2", "rotate.md"), new ChildRunEnded("a", 1, "R-2", RunEnding.Stopped), new StepAdded("added-1", "a", "Call.", null, "new"),
    ];

    public static RunFact Reread(RunFact fact) => Assert.IsAssignableFrom<RunFact>(FactJson.Read(FactJson.KindOf(fact), JsonDocument.Parse(FactJson.Write(fact)).RootElement).Value);

    [Fact]
    public void Every_kind_is_tried_here() =>
        Assert.Equal(typeof(RunFact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunFact)) && !type.IsAbstract).Select(type => type.Name).Order(), All.Select(fact => fact.GetType().Name).Order());

    [Fact]
    public void Every_fact_comes_back_from_json_as_it_went() => Assert.All(All, fact => Assert.Equal(fact, Reread(fact)));

    [Fact]
    public void Lists_inside_facts_are_compared_by_what_they_hold() =>
        Assert.NotEqual<RunFact>(new FieldsRecorded(null, 1, [Leaver], null), new FieldsRecorded(null, 1, [Leaver with { Values = ["m-2"] }], null));

    [Fact]
    public void Every_fact_is_told_in_one_sentence()
    {
        var play = new Play(Make.Procedure(Make.Step("a") with { OnlyIf = Make.Is("privileged", "Yes") }));
        var told = All.Select(fact => RunSentences.Of(play.State, new(play.Now, "anna", fact))).ToList();
        Assert.All(told, sentence => Assert.Matches(@"^Anna [^.]+[^.]\.$", sentence.Replace("a.png", "file", StringComparison.Ordinal).Replace("rotate.md", "file", StringComparison.Ordinal)));
        Assert.Equal(
        [
            "Anna started the drill “Offboard Lea” of SOP-014 v3, part of R-1.",
            "Anna handed the run over to Ben: night shift.",
            "Anna paused the run: lunch.",
            "Anna resumed the run.",
            "Anna abandoned the run: she stays.",
            "Anna finished the run: all well.",
            "Anna began to roll back after step 1 “Do a”: broken.",
            "Anna recorded leaver: Lea.",
            "Anna attached a.png to step 1 “Do a”.",
            "Anna noted on step 1 “Do a”: Hm.",
            "Anna departed from the procedure in step 1 “Do a”: 2 h 10 min past its limit of 1 hour.",
            "Anna decided that step 1 “Do a” does not apply.",
            "Anna chose what step 1 “Do a” is done for: Okta.",
        ], told.Take(13));
    }

    [Fact]
    public void Ten_thousand_facts_fold_in_time_that_grows_with_their_number()
    {
        var (procedure, entries) = Long();
        RunState.Fold(procedure, entries.Take(1000));
        var quarter = Best(() => RunState.Fold(procedure, entries.Take(2500)));
        var whole = Best(() => RunState.Fold(procedure, entries));
        Assert.Equal(2500, RunState.Fold(procedure, entries).Find("b")!.Round);
        Assert.True(whole < quarter * 10 + TimeSpan.FromMilliseconds(20), $"2,500 facts took {quarter.TotalMilliseconds} ms, 10,000 took {whole.TotalMilliseconds} ms");
    }

    /// <summary>A loop gone round 2,500 times, with notes.</summary>
    static (Core.Procedures.Procedure, List<RunEntry>) Long()
    {
        var procedure = Make.Procedure(Make.Step("a"), Make.Step("b"), Make.Step("c"), Make.Decision("q", ("Again", Make.GoTo("b"))));
        var at = new Instant(1_772_000_000_000_000);
        var facts = new List<RunFact> { new RunStarted("", RunKind.Live, "", null), new StepCompleted("a", 1, null, null) };
        for (var round = 1; facts.Count < 10_000; round++) facts.AddRange([new StepCompleted("b", round, null, null), new NoteAdded("b", $"round {round}"), new StepCompleted("c", round, null, null), new StepCompleted("q", round, "Again", null)]);
        return (procedure, [.. facts.Take(10_000).Select((fact, i) => new RunEntry(at + TimeSpan.FromSeconds(i), "anna", fact))]);
    }

    static TimeSpan Best(Action act) => Enumerable.Range(0, 5).Select(_ =>
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed;
    }).Min();
}
