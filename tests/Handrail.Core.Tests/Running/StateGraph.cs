using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Core.Running;

namespace Handrail.Core.Tests.Running;

/// <summary>
/// All states that a run can come to where every step works. From each of them each answer is given, and a state met before is not walked again: so every path is in it, however many there are and however often they turn.
/// </summary>
sealed class StateGraph
{
    readonly Dictionary<string, State> _states = [];
    readonly HashSet<string> _ways = [];

    /// <param name="key">What states are told apart by.</param>
    /// <param name="most">Where there are more, it stops, and is not whole.</param>
    public StateGraph(Procedure procedure, Func<RunState, string>? key = null, int most = int.MaxValue)
    {
        var (follower, asked) = (new Follower(procedure), Asked(procedure));
        var left = new Stack<(Moment At, State State)>();
        Meet(follower.Begin(), "", null);
        while (_states.Count <= most && left.TryPop(out var here))
            foreach (var (to, choice) in follower.Onwards(here.At)) Meet(to, choice, here.State);
        IsWhole = _states.Count <= most;

        void Meet(Moment at, string choice, State? from)
        {
            var name = key is null ? Key(at.State, asked) : key(at.State);
            if (!_states.TryGetValue(name, out var state))
            {
                _states[name] = state = new() { Before = from, Choice = choice, Ending = at.State.Ending, Open = string.Join(", ", at.State.Open.Select(step => $"{step.Key} ({step.Status})")) };
                left.Push((at, state));
            }
            if (from is null) return;
            state.From.Add(from);
            _ways.Add($"{from.Open} [{choice}] {state.Open}{state.Ending}");
        }
    }

    public bool IsWhole { get; }

    /// <summary>What is open, the answer, and what is open then or how it ended.</summary>
    public IReadOnlySet<string> Ways => _ways;

    /// <summary>A way that no answers bring to an end, in words: the answers given, and what is open then. Null where there is none.</summary>
    public string? Endless()
    {
        var leading = _states.Values.Where(state => state.Ending is not null).ToHashSet();
        for (var left = new Stack<State>(leading); left.TryPop(out var state);)
            foreach (var from in state.From.Where(leading.Add)) left.Push(from);
        return _states.Values.FirstOrDefault(state => !leading.Contains(state)) is not { } endless ? null
            : $"{string.Join("; ", Way(endless).Reverse().Where(choice => choice.Length > 0))}; then open for ever: {endless.Open}";
    }

    static IEnumerable<string> Way(State? state)
    {
        for (; state is not null; state = state.Before) yield return state.Choice;
    }

    /// <summary>
    /// All that the way on depends on, and nothing else, or there would be as many states as paths. What is settled does not matter any more: whoever comes back to it begins it anew, as do a way out and the rollback
    /// each time. Only where steps are worked in any order is one that was left told from one that was done, since an answer beside it can still lead to it. No round and no time, so that a loop leads to where it began.
    /// </summary>
    internal static string Key(RunState state, IReadOnlySet<string> asked)
    {
        Place[] tracks = [state.IsRollingBack ? state.Plan.Rollback : state.Plan.Main, .. state.Detours.Select(detour => state.Plan.At(detour.Root)!)];
        return string.Join(' ',
        [
            $"{state.Status}{state.Ending}{state.IsRollingBack}", .. state.Detours.Select(detour => $"{detour.Origin}>{detour.Root}"),
            .. state.Plan.Places.Where(place => place.Step is not null && tracks.Contains(place.Root)).Select(place => Stands(place, state.Of(place))).OfType<string>(),
            .. state.Answers.Where(answer => IsAsked(answer.Key)).Select(answer => $"{answer.Key}={answer.Value}").Order(StringComparer.Ordinal),
            .. state.Fields.Where(field => IsAsked(field.Key)).Select(field => $"{field.Key}={string.Join(',', field.Value.Values)}").Order(StringComparer.Ordinal),
        ]);

        bool IsAsked(string name) => asked.Contains(Placeholders.Key(name.Split('~')[0]));
    }

    static string? Stands(Place place, StepState step) =>
        !step.IsSettled ? $"{step.Key}:{step.Status}{step.OwnLeft}{step.ConditionHolds}{step.Items is null}{step.WaitOver}{step.CompletedAt is null}{step.Answer}{step.Child is null}{step.Child?.Ending}"
        : step.Status == StepStatus.NotTaken && place.SelfAndAncestors.Any(around => around.Parallel) ? $"{step.Key}:left"
        : null;

    /// <summary>What conditions ask for, and the checklists that steps may repeat over.</summary>
    internal static IReadOnlySet<string> Asked(Procedure procedure) =>
        procedure.AllSteps.SelectMany(step => FieldRules.NamesIn(step.OnlyIf)).SelectMany(name => new[] { name, Names.Field(procedure, name)?.Key ?? name })
            .Concat(Placeholders.FieldsOf(procedure).Where(field => field.Type == FieldType.Checklist).Select(field => field.Key)).Select(Placeholders.Key).ToHashSet();

    sealed class State
    {
        public List<State> From { get; } = [];
        /// <summary>Where it was met from first, and by which answer.</summary>
        public required State? Before { get; init; }
        public required string Choice { get; init; }
        public required string Open { get; init; }
        public required RunEnding? Ending { get; init; }
    }
}
