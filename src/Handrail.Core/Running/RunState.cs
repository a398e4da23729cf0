using System.Text.Json.Serialization;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus { NotStarted, Running, Paused, Finished, Abandoned }

/// <param name="Step">Null for the run as a whole.</param>
public sealed record RunNote(string? Step, string Text, Instant At, string By);

/// <summary>One stop on the way a run took, for the chart: a step that was done, skipped, failed or left.</summary>
public sealed record PathPart(string Step, int Round, StepStatus Status, Instant At, string By);

/// <param name="Done">Steps done, skipped or given up.</param>
/// <param name="Total">Steps that apply as far as known; may grow when a decision or a repeated step unfolds.</param>
public sealed record RunProgress(int Done, int Total);

/// <summary>
/// Where a run stands: the fold of its facts over the procedure it follows. Never changes; <see cref="Apply"/> gives the next state.
/// A fact that does not fit (delivered twice, or for a round that is over) changes nothing.
/// </summary>
public sealed partial class RunState
{
    RunPlan _plan;
    StepState?[] _steps;
    readonly Dictionary<string, IReadOnlyList<RunItem>> _items = [];
    readonly List<AddedStep> _added = [];
    readonly Dictionary<string, int> _rounds = [];
    readonly Dictionary<string, FieldValue> _fields = [];
    readonly Dictionary<string, string> _answers = [];
    readonly HashSet<RunEntry> _seen = [];
    readonly List<Detour> _detours = [];
    readonly List<StepState> _history = [];
    readonly List<RunNote> _notes = [];
    readonly List<Evidence> _evidence = [];
    readonly List<Deviation> _deviations = [];
    readonly List<PathPart> _path = [];
    readonly List<ChildRun> _children = [];
    readonly List<string> _participants = [];
    IReadOnlyList<FieldValue> _startValues = [];

    RunState(Procedure procedure, Func<string, string> nameOf)
    {
        (Procedure, NameOf) = (procedure, nameOf);
        _plan = new(procedure, _items, _added);
        _steps = [.. _plan.Places.Select(place => place.Step is null ? null : Fresh(place))];
    }

    public Procedure Procedure { get; }

    /// <summary>A member's display name by id; used in messages only.</summary>
    public Func<string, string> NameOf { get; }

    public RunStatus Status { get; private set; }
    /// <summary>Null while it runs.</summary>
    public RunEnding? Ending { get; private set; }
    public string Title { get; private set; } = "";
    public RunKind Kind { get; private set; }
    /// <summary>Number and revision, for example "SOP-014 v3".</summary>
    public string ProcedureName { get; private set; } = "";
    public string? Parent { get; private set; }
    public Instant? StartedAt { get; private set; }
    public string? StartedBy { get; private set; }
    /// <summary>Who answers for the run: who started it, or whom it was handed to.</summary>
    public string? Lead { get; private set; }
    public Instant? EndedAt { get; private set; }
    public string? EndedBy { get; private set; }
    /// <summary>The words given when finishing, pausing or abandoning.</summary>
    public string? Summary { get; private set; }
    public Instant? PausedAt { get; private set; }
    /// <summary>Time spent in pauses that are over.</summary>
    public TimeSpan PausedFor { get; private set; }
    public Instant? RollbackAt { get; private set; }
    /// <summary>On the way back: only rollback steps are worked.</summary>
    public bool IsRollingBack { get; private set; }

    /// <summary>Every step in its present round, in the order it is read, contingencies and rollback after the main track.</summary>
    public IEnumerable<StepState> Steps => _plan.Reading.Select(place => _steps[place.Index]!);

    /// <summary>Rounds that are over because the run came back to the step.</summary>
    public IReadOnlyList<StepState> EarlierRounds => _history;
    public IReadOnlyList<RunNote> Notes => _notes;
    /// <summary>All evidence, whichever round it belongs to.</summary>
    public IReadOnlyList<Evidence> Evidence => _evidence;
    public IReadOnlyList<Deviation> Deviations => _deviations;
    public IReadOnlyList<PathPart> Path => _path;
    public IReadOnlyList<ChildRun> Children => _children;
    /// <summary>Everybody who did anything, in the order they came.</summary>
    public IReadOnlyList<string> Participants => _participants;

    /// <summary>What was recorded before the first step.</summary>
    public IReadOnlyList<FieldValue> StartValues => _startValues;

    /// <summary>Recorded fields by key; for an instance of a repeated step also by "key~item". The last value wins.</summary>
    public IReadOnlyDictionary<string, FieldValue> Fields => _fields;

    /// <summary>Answers of decisions by anchor; in an instance also by "anchor~item".</summary>
    public IReadOnlyDictionary<string, string> Answers => _answers;

    /// <summary>What waits for somebody or something, in the order it is worked.</summary>
    public IEnumerable<StepState> Open => _plan.Places.Select(place => _steps[place.Index]).OfType<StepState>().Where(step => step.IsActive);

    /// <summary>Everything is settled: <see cref="FinishRun"/> is all that is left.</summary>
    public bool CanFinish => Status == RunStatus.Running && _detours.Count == 0 && Settled(IsRollingBack ? _plan.Rollback : _plan.Main);

    public StepState? Find(string? key) => _plan.Find(key) is { } place ? _steps[place.Index] : null;

    public RunProgress Progress
    {
        get
        {
            var counted = _plan.Places.Where(place => Counts(place)).Select(place => _steps[place.Index]!).ToList();
            return new(counted.Count(step => step.IsSettled), counted.Count);
        }
    }

    /// <summary>What a step needs before it can be completed at <paramref name="now"/>; empty when "Done" is enough.</summary>
    public IReadOnlyList<Missing> MissingFor(StepState step, Instant now) => [.. Completion.Missing(this, step, Entered.SoFar(step), now)];

    /// <summary>What can be done about a step that did not work, what the procedure writes first; empty for any other.</summary>
    public IReadOnlyList<WayOn> WaysOnFrom(StepState step) => WaysOn.Of(this, step);

    /// <summary>The procedure a step is waiting to run; null when none.</summary>
    public static ProcedureLink? LinkOf(StepState step) => Links.Of(step);

    public static RunState Fold(Procedure procedure, IEnumerable<RunEntry> entries, Func<string, string>? nameOf = null)
    {
        var state = new RunState(procedure, nameOf ?? (id => id));
        foreach (var entry in entries) state.Take(entry);
        return state;
    }

    public RunState Apply(RunEntry entry)
    {
        var next = new RunState(this);
        next.Take(entry);
        return next;
    }

    internal RunState After(IEnumerable<RunFact> facts, Instant at, string by)
    {
        var next = new RunState(this);
        foreach (var fact in facts) next.Take(new(at, by, fact));
        return next;
    }

    /// <summary>A part of the work of its own, that is needed in this run as far as known.</summary>
    bool Counts(Place place)
    {
        if (_steps[place.Index] is not { Status: not (StepStatus.NotApplicable or StepStatus.NotTaken) } step) return false;
        if (!place.HasOwnWork && !(place.IsEach && place.Children.Count == 0)) return false;
        return place.Root == _plan.Main ? !IsRollingBack || step.IsSettled : step.Status != StepStatus.Pending || (IsRollingBack && place.Root == _plan.Rollback);
    }


    /// <summary>Everything inside a step is immutable, so copying the collections is enough.</summary>
    RunState(RunState of)
    {
        (Procedure, NameOf, _plan, _steps) = (of.Procedure, of.NameOf, of._plan, [.. of._steps]);
        (_items, _added, _rounds, _fields, _answers) = (new(of._items), [.. of._added], new(of._rounds), new(of._fields), new(of._answers));
        (_seen, _detours, _history, _notes, _evidence) = (new(of._seen), [.. of._detours], [.. of._history], [.. of._notes], [.. of._evidence]);
        (_deviations, _path, _children, _participants, _startValues) = ([.. of._deviations], [.. of._path], [.. of._children], [.. of._participants], of._startValues);
        (Status, Ending, Title, Kind, ProcedureName, Parent) = (of.Status, of.Ending, of.Title, of.Kind, of.ProcedureName, of.Parent);
        (StartedAt, StartedBy, Lead, EndedAt, EndedBy, Summary) = (of.StartedAt, of.StartedBy, of.Lead, of.EndedAt, of.EndedBy, of.Summary);
        (PausedAt, PausedFor, RollbackAt, IsRollingBack) = (of.PausedAt, of.PausedFor, of.RollbackAt, of.IsRollingBack);
        (_stopBy, _rollbackBy, _rollbackTo, _previousDone, _now, _by) = (of._stopBy, of._rollbackBy, of._rollbackTo, of._previousDone, of._now, of._by);
    }
}
