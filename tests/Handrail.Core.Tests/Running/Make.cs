using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Running;

/// <summary>Procedures made by hand, for what a text would only say at greater length.</summary>
static class Make
{
    public static Step Step(string anchor, params Step[] children) => new()
    {
        Anchor = anchor, AnchorIsWritten = true, Number = "0", Track = Track.Main, Instruction = $"Do {anchor}", InstructionSpan = default, Span = default, Children = children,
    };

    public static Step Decision(string anchor, params (string Label, Exit Exit)[] answers) =>
        Step(anchor) with { Answers = [.. answers.Select(answer => new Answer(answer.Label, answer.Exit, false, default))] };

    public static Exit GoTo(string anchor) => new Exit.GoTo(anchor);
    public static Exit Continue => new Exit.Continue();
    public static Exit Stop => new Exit.Stop();
    public static Exit RollBack => new Exit.RollBack();
    public static ProcedureLink Link(string name) => new(name, $"{name}.md");

    public static RecordField Field(string label, FieldType type = FieldType.Text, bool required = false, params string[] options) =>
        new(label, string.Join('-', label.ToLowerInvariant().Split(' ')), type, required, options, "", default);

    public static Condition Is(string name, params string[] values) => new Condition.Is($"{name} is {string.Join(" or ", values)}", name, values, false);

    public static Phase Phase(string title, bool anyOrder, params Step[] steps) => new(title, title.ToLowerInvariant(), Track.Main, anyOrder, steps, default);

    public static Procedure Procedure(params Step[] steps) => Procedure(Phase("", false, steps));

    public static Procedure Procedure(params Phase[] phases) => Numbered(new()
    {
        Source = "", Header = new(), Title = "A procedure", Sections = [], Main = phases, Contingencies = [], Rollback = [], StartFields = [], Escalations = [], Messages = [], Notes = [],
    });

    public static Procedure WithContingency(this Procedure procedure, params Step[] steps) =>
        Numbered(procedure with { Contingencies = [.. procedure.Contingencies, Phase("", false, steps)] });

    public static Procedure WithContingencyPhase(this Procedure procedure, string title, params Step[] steps) =>
        Numbered(procedure with { Contingencies = [.. procedure.Contingencies, Phase(title, false, steps)] });

    public static Procedure WithRollback(this Procedure procedure, params Step[] steps) => Numbered(procedure with { Rollback = [Phase("", false, steps)] });

    static Procedure Numbered(Procedure procedure) => procedure with
    {
        Main = Numbered(procedure.Main, Track.Main, ""),
        Contingencies = Numbered(procedure.Contingencies, Track.Contingency, "C"),
        Rollback = Numbered(procedure.Rollback, Track.Rollback, "R"),
    };

    static List<Phase> Numbered(IReadOnlyList<Phase> phases, Track track, string prefix)
    {
        var number = 0;
        return [.. phases.Select(phase => phase with { Track = track, Steps = [.. phase.Steps.Select(step => Numbered(step, track, $"{prefix}{++number}"))] })];
    }

    static Step Numbered(Step step, Track track, string number) => step with
    {
        Number = number,
        Track = track,
        Children = [.. step.Children.Select((child, i) => Numbered(child, track, $"{number}.{i + 1}"))],
    };
}
