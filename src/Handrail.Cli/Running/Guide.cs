using Handrail.Core;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>One run as it is followed here: the state, the record on the disk, and the people at the keyboard.</summary>
sealed class Guide(Terminal terminal, RunFile file, RunState state, Actor actor, TimeProvider clock)
{
    /// <summary>The step a person turned to, while it can be worked.</summary>
    string? _chosen;
    string? _shown;
    bool _left;

    public RunState State { get; private set; } = state;

    public Terminal Terminal => terminal;

    public string Record => file.Path;

    public Instant Now => Instant.Now(clock);

    /// <summary>Until the run has ended, somebody leaves, or the input ends.</summary>
    public void Follow()
    {
        while (!_left && !terminal.Ended && State.Status is RunStatus.Running or RunStatus.Paused) Turn();
    }

    void Turn()
    {
        var step = State.Status == RunStatus.Paused || State.CanFinish ? null : Current();
        if (step is not null && _shown != $"{step.Key} {step.Round} {step.Status}")
        {
            StepPage.Show(terminal, State, step);
            _shown = $"{step.Key} {step.Round} {step.Status}";
        }
        if (terminal.Ask($"[{Question(step)}]") is not { Length: > 0 } line) return;
        if (Words.Obey(this, step, line)) return;
        if (step is not null) StepTalk.Answer(this, step, line);
        else terminal.Say(State.Status == RunStatus.Paused ? "This run is paused. Type resume first; notes can be added meanwhile." : "That is not possible now. Type help for the words that are.", "red");
    }

    string Question(StepState? step) =>
        State.Status == RunStatus.Paused ? "paused: resume, note, abandon, quit"
        : step is null ? "all is settled: finish, note, evidence"
        : StepTalk.Question(step);

    /// <summary>The chosen step, else the first that does not only wait.</summary>
    StepState? Current()
    {
        if (State.Find(_chosen) is { IsSettled: false } chosen) return chosen;
        _chosen = null;
        var open = State.Open.Where(step => step.Status != StepStatus.Detour).ToList();
        return open.Find(step => step.Status is not (StepStatus.Waiting or StepStatus.AwaitingRun)) ?? open.FirstOrDefault();
    }

    public void TurnTo(StepState step) => (_chosen, _shown) = (step.Key, null);

    public void Leave() => _left = true;

    /// <summary>Asks the engine, writes what then happened, and says it. The refusal, where there is one, has not been said.</summary>
    /// <param name="by">Somebody else than who sits here: a second person, a signatory.</param>
    public Refusal? Try(RunAct act, string? by = null)
    {
        var (who, now) = (by is null ? actor : actor with { Id = by, Name = by }, Now);
        if (!RunEngine.Decide(State, act, who, now).Granted(out var facts, out var refusal)) return refusal;
        List<RunEntry> entries = [.. facts.Select(fact => new RunEntry(now, who.Id, fact))];
        if (file.Append(entries).Refusal is { } notWritten) return notWritten;
        foreach (var entry in entries) State = State.Apply(entry);
        foreach (var entry in entries) terminal.Say($"  {Filled.In(State, RunSentences.Of(State, entry))}", "green");
        return null;
    }

    /// <summary>As <see cref="Try"/>, and says the refusal.</summary>
    public void Do(RunAct act, string? by = null)
    {
        if (Try(act, by) is { } refusal) terminal.Say(Filled.In(State, refusal.Message), "red");
    }
}
