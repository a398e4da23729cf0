using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Discovery;

/// <summary>
/// A text that is changed only as long as it stays sound: an edit that lint would find an error in, that leaves a condition on nothing, or that makes a decision of
/// somebody's words ("if it is late, go to step 3") is not made.
/// </summary>
sealed class SoundDraft(Procedure text)
{
    /// <summary>Names the text itself leaves open are known; only those that an edit leaves open count.</summary>
    readonly LintContext _around = new() { Environment = Placeholders.Unresolved(text, []).Select(open => open.Name).Distinct().ToDictionary(name => name, name => name) };

    Dictionary<string, int>? _flaws;

    public Procedure Text { get; private set; } = text;

    /// <returns>False when it was not made.</returns>
    public bool Make(Edit edit)
    {
        if (!edit.Apply(Text).Granted(out var after, out _)) return false;
        _flaws ??= Flaws(Text);
        var flaws = Flaws(after);
        if (Guessed(after) > Guessed(Text) || flaws.Any(flaw => flaw.Value > _flaws.GetValueOrDefault(flaw.Key))) return false;
        (Text, _flaws) = (after, flaws);
        return true;
    }

    /// <summary>A step, unless the text has it already.</summary>
    public bool Insert(Destination to, string markdown) =>
        Text.AllSteps.Any(step => StepSource.Of(Text, step).Replace($" {{#{step.Anchor}}}", "", StringComparison.Ordinal) == markdown) || Make(new Edit.InsertStep(to, markdown));

    /// <summary>Bullets under a heading of their own at the end of the text, or of the section where it is there already.</summary>
    public void List(string heading, string introduction, IReadOnlyList<string> points)
    {
        var source = Text.Source;
        var newLine = TextLines.NewLine(source);
        var bullets = points.Select(point => "- " + point).Where(bullet => !source.Contains(bullet, StringComparison.Ordinal)).ToList();
        if (bullets.Count == 0) return;
        var section = Text.Sections.FirstOrDefault(section => section.Heading == heading);
        var end = TextLines.BackOverSpace(source, section?.Span.End ?? source.Length);
        var lines = string.Join(newLine, bullets);
        var written = section is null ? $"{newLine}{newLine}## {heading}{newLine}{newLine}{introduction}{newLine}{newLine}{lines}" : newLine + lines;
        var added = Splice.Apply(source, new Splice(new(end, end), written));
        Text = ProcedureReader.Read(added.EndsWith('\n') ? added : added + newLine) with { Title = Text.Title };
    }

    static int Guessed(Procedure procedure) => procedure.AllSteps.SelectMany(step => step.Answers).Count(answer => answer.Inferred);

    static bool IsFlaw(LintFinding finding) => finding.Severity == Severity.Error || finding.Code is "name-unknown" or "value-unknown";

    Dictionary<string, int> Flaws(Procedure procedure) => Lint.Check(procedure, _around).Where(IsFlaw).CountBy(finding => finding.Code).ToDictionary();
}
