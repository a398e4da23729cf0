using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures.Flow;

/// <summary>Procedures written by hand, without a text.</summary>
static class Drafted
{
    public static Procedure Procedure(IEnumerable<Step> steps, IEnumerable<Step>? contingencies = null, IEnumerable<Step>? rollback = null) =>
        Procedure([Phase("", steps)], contingencies is null ? [] : [Phase("", contingencies, Track.Contingency)], rollback is null ? [] : [Phase("", rollback, Track.Rollback)]);

    public static Procedure Procedure(IReadOnlyList<Phase> main, IReadOnlyList<Phase> contingencies, IReadOnlyList<Phase> rollback) => new()
    {
        Source = "",
        Header = new(),
        Title = "A procedure",
        Sections = [],
        Main = main,
        Contingencies = contingencies,
        Rollback = rollback,
        StartFields = [],
        Escalations = [],
        Messages = [],
        Notes = [],
    };

    public static Phase Phase(string title, IEnumerable<Step> steps, Track track = Track.Main, bool anyOrder = false) =>
        new(title, title, track, anyOrder, [.. steps.Select(step => On(step, track))], default);

    static Step On(Step step, Track track) => step with { Track = track, Children = [.. step.Children.Select(child => On(child, track))] };

    public static Step Step(string number, string? instruction = null, params Step[] children) => new()
    {
        Anchor = "s" + number,
        AnchorIsWritten = true,
        Number = number,
        Track = Track.Main,
        Instruction = instruction ?? $"Do the thing that step {number} asks for",
        InstructionSpan = default,
        Span = default,
        Children = children,
    };

    public static Step Asks(string number, string question, params (string Label, Exit Exit)[] answers) =>
        Step(number, question) with { Answers = [.. answers.Select(answer => new Answer(answer.Label, answer.Exit, false, default))] };

    public static Exit GoTo(string number) => new Exit.GoTo("s" + number);
    public static Exit Start(string title) => new Exit.Start(new(title, title + ".md"));
    public static Exit Advice(string text) => new Exit.Advice(text);
    public static readonly Exit Continue = new Exit.Continue();
    public static readonly Exit Stop = new Exit.Stop();
    public static readonly Exit RollBack = new Exit.RollBack();
}
