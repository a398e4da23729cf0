using Handrail.Core.Running;

namespace Handrail.Cli.Running;

/// <summary>What can be typed at any time. What a step itself asks for is <see cref="StepTalk"/>'s.</summary>
static class Words
{
    const string Help = """
          done                 the step is done; asks for what it needs
          failed [reason]      it did not work
          skip [reason]        go on without it
          evidence FILE        attach a file to the step
          note TEXT            write something down
          go NUMBER            turn to another step
          add INSTRUCTION      add a step that the procedure does not have
          escalate             say that the next person was called
          rollback [reason]    begin the way back
          pause [reason], resume
          finish [remark]      when all is settled
          abandon [reason]     end the run unfinished
          steps, record        where the run stands
          quit                 leave; the record is kept and can be gone on with
        """;

    /// <summary>False when the line is none of these words.</summary>
    public static bool Obey(Guide guide, StepState? step, string line)
    {
        var (word, rest) = Split(line);
        var acted = word switch
        {
            "note" => Say(guide, rest, "What is to be noted?", text => new AddNote(step?.Key, text)),
            "evidence" => Attach(guide, step, rest),
            "pause" => Act(guide, new PauseRun(rest)),
            "resume" => Act(guide, new ResumeRun()),
            "finish" => Act(guide, new FinishRun(rest)),
            "abandon" => Say(guide, rest, "Why?", reason => new AbandonRun(reason)),
            "rollback" => Say(guide, rest, "Why?", reason => new StartRollback(step?.Key, reason)),
            "add" => Add(guide, step, rest),
            "failed" when step is not null => Say(guide, rest, "What happened?", reason => new FailStep(step.Key, reason, step.Round)),
            "skip" when step is not null => step.Step.Optional && rest is null ? Act(guide, new SkipStep(step.Key, null, step.Round)) : Say(guide, rest, "Why?", reason => new SkipStep(step.Key, reason, step.Round)),
            "escalate" when step is not null => Act(guide, new EscalateStep(step.Key, rest, step.Round)),
            "go" => Go(guide, rest ?? ""),
            "steps" => Steps(guide),
            "record" => Print(guide),
            "help" or "?" => Explain(guide),
            "quit" => Leave(guide),
            _ => false,
        };
        return acted;
    }

    static (string Word, string? After) Split(string line)
    {
        var parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (parts[0].ToLowerInvariant(), parts.Length > 1 ? parts[1] : null);
    }

    static bool Act(Guide guide, RunAct act)
    {
        guide.Do(act);
        return true;
    }

    static bool Say(Guide guide, string? given, string question, Func<string, RunAct> act)
    {
        if ((given ?? guide.Terminal.Insist(question)) is { } text) guide.Do(act(text));
        return true;
    }

    static bool Attach(Guide guide, StepState? step, string? given)
    {
        if ((given ?? guide.Terminal.Insist("Which file?")) is not { } path) return true;
        if (KeptEvidence.Keep(guide.Record, path).Granted(out var file, out var refusal)) guide.Do(new AttachEvidence(step?.Key, file, step?.Round));
        else guide.Terminal.Say(refusal.Message, "red");
        return true;
    }

    static bool Add(Guide guide, StepState? step, string? given)
    {
        if ((given ?? guide.Terminal.Insist("What is to be done?")) is { } instruction && guide.Terminal.Insist("Why is it added?") is { } reason)
            guide.Do(new AddStep(step?.Key, instruction, reason));
        return true;
    }

    static bool Go(Guide guide, string number)
    {
        if (guide.State.Steps.FirstOrDefault(step => !step.IsSettled && (Terminal.Is(step.Step.Number, number) || step.Key == number)) is { } step) guide.TurnTo(step);
        else guide.Terminal.Say($"No step “{number}” is left to do. Type steps to see them all.", "red");
        return true;
    }

    static bool Steps(Guide guide)
    {
        foreach (var step in guide.State.Steps.Where(step => step.Step.Track == Core.Procedures.Track.Main || step.OpenedAt is not null))
            guide.Terminal.Say($"  {RecordText.Mark(step.Status)} {step.Step.Number}  {Filled.In(guide.State, step.Step.Instruction)}{(step.Item is { } item ? $" ({item.Label})" : "")}");
        return true;
    }

    static bool Print(Guide guide)
    {
        guide.Terminal.Say(RecordText.Of(guide.State));
        return true;
    }

    static bool Explain(Guide guide)
    {
        guide.Terminal.Say(Help);
        return true;
    }

    static bool Leave(Guide guide)
    {
        guide.Leave();
        return true;
    }
}
