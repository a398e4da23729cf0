using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

/// <summary>A run played in a test: each act is decided, its facts are kept, and the clock moves a minute.</summary>
sealed class Play
{
    public static readonly Actor Anna = new("anna", "Anna", ["IT administrator"]);
    public static readonly Actor Ben = new("ben", "Ben", ["Security lead"]);
    public static readonly Actor Eve = new("eve", "Eve", []);
    static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public Play(Procedure procedure, params FieldValue[] fields)
    {
        Procedure = procedure;
        Keep(RunEngine.Start(procedure, new StartRun("SOP-001 v1") { Fields = fields }, Anna, Now).Value, Anna);
    }

    public Procedure Procedure { get; }
    public Instant Now { get; private set; } = Start;
    public List<RunEntry> Entries { get; } = [];
    public RunState State => RunState.Fold(Procedure, Entries, id => char.ToUpperInvariant(id[0]) + id[1..]);
    public RunRecord Record => RunRecord.Of(State);

    public StepState this[string key] => State.Find(key)!;
    public StepStatus Status(string key) => this[key].Status;
    /// <summary>The keys of what is open, in order.</summary>
    public string Open => string.Join(" ", State.Open.Select(step => step.Key));
    public string Path => string.Join(" ", State.Path.Select(part => part.Round == 1 ? part.Step : $"{part.Step}#{part.Round}"));
    public string Deviations => string.Join(" ", State.Deviations.Select(deviation => $"{deviation.Step}:{deviation.Kind}"));
    public string Statuses(params string[] keys) => string.Join(" ", keys.Select(Status));

    public Play Do(RunAct act, Actor? by = null)
    {
        Now += TimeSpan.FromMinutes(1);
        Keep(RunEngine.Decide(State, act, by ?? Anna, Now).Value, by ?? Anna);
        return this;
    }

    public Play Done(params string[] steps)
    {
        foreach (var step in steps) Do(new CompleteStep(step));
        return this;
    }

    public Play Answer(string step, string answer) => Do(new CompleteStep(step) { Answer = answer });
    public Play Fail(string step) => Do(new FailStep(step, "it did not work"));
    public Play Later(TimeSpan span)
    {
        Now += span;
        return this;
    }

    public T Refused<T>(RunAct act, Actor? by = null) where T : Refusal
    {
        var outcome = RunEngine.Decide(State, act, by ?? Anna, Now);
        return Assert.IsType<T>(outcome.Refusal, exactMatch: true);
    }

    void Keep(IReadOnlyList<RunFact> facts, Actor by) => Entries.AddRange(facts.Select(fact => new RunEntry(Now, by.Id, fact)));
}
