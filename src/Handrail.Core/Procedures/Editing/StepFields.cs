using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Printing;

namespace Handrail.Core.Procedures.Editing;

/// <summary>One step as the fields of a form, so that nobody has to write Markdown. Sub-steps are steps of their own and not in it.</summary>
public sealed record StepFields
{
    /// <summary>The keys of which a step has one line, and a form one input.</summary>
    public static readonly IReadOnlyList<FieldKey> Single =
        [FieldKey.Role, FieldKey.System, FieldKey.Within, FieldKey.Evidence, FieldKey.Verify, FieldKey.VerifiedBy, FieldKey.Approval, FieldKey.Wait, FieldKey.OnlyIf, FieldKey.ForEach, FieldKey.Escalate];

    public string Instruction { get; init; } = "";

    /// <summary>Paragraphs, lists and code that are for every tool, a blank line between them; pictures that stand alone and notes are not in it.</summary>
    public string Detail { get; init; } = "";

    public IReadOnlyList<PictureField> Pictures { get; init; } = [];
    public IReadOnlyList<NoteField> Notes { get; init; } = [];

    /// <summary>The values of <see cref="Single"/>, on one line each; a key without a value is not in it.</summary>
    public IReadOnlyDictionary<FieldKey, string> Values { get; init; } = new Dictionary<FieldKey, string>();

    public bool Optional { get; init; }
    public ProcedureLink? Run { get; init; }
    public Exit? IfItFails { get; init; }
    public IReadOnlyList<AnswerField> Answers { get; init; } = [];
    public IReadOnlyList<RecordField> Records { get; init; } = [];
    public IReadOnlyList<ToolField> Tools { get; init; } = [];

    public string Value(FieldKey key) => Values.GetValueOrDefault(key, "");

    public static StepFields Of(Procedure procedure, Step step)
    {
        var pieces = StepPiece.All(procedure, step);
        return new()
        {
            Instruction = TextLines.OneLine(step.InstructionSpan.In(procedure.Source)),
            Detail = string.Join("\n\n", pieces.Where(piece => piece.IsText).Select(piece => piece.Text)),
            Pictures = [.. pieces.Select(piece => piece.Picture).OfType<PictureField>()],
            Notes = [.. pieces.Select(piece => piece.Note).OfType<NoteField>()],
            Values = Single.Select(key => (Key: key, Line: step.Lines.FirstOrDefault(line => line.Key == key))).Where(one => one.Line is not null)
                .ToDictionary(one => one.Key, one => TextLines.OneLine(StepText.Of(procedure, one.Line!))),
            Optional = step.Optional,
            Run = step.Run,
            IfItFails = step.IfItFails,
            Answers = [.. step.Answers.Select(answer => new AnswerField(answer.Label, answer.Exit))],
            Records = step.Records,
            Tools = [.. step.Lines.Where(line => line.Key == FieldKey.In).Select(line => new ToolField(line.Label, StepText.Of(procedure, line)))],
        };
    }

    /// <summary>The procedure with these fields in the step; what is not changed keeps its bytes.</summary>
    /// <returns>Invalid where the step would then be read otherwise than the fields say, as when a question with one answer becomes a statement, or a line of the detail a field.</returns>
    public Outcome<Procedure> Fill(Procedure procedure, Step step)
    {
        var filled = new Edit.All([.. new StepFilling(procedure, step, this).Edits()]).Apply(procedure)
            .Then(after => after.Find(step.Anchor) is { } now && Are(after, now) ? (Outcome<Procedure>)after
                : new Refusal.Invalid("", "In these words the step would not be read as these fields say. Change what it asks and what it answers together, or write it in its source."));
        return filled.Granted(out _, out _) ? filled : Misplaced() ?? filled;
    }

    /// <summary>What was typed as plain text and would be read as something else.</summary>
    Refusal.Invalid? Misplaced()
    {
        var typed = ProcedureReader.Read($"# Typed\n\n## Steps\n1. Typed\n\n{string.Join('\n', Detail.ReplaceLineEndings("\n").Split('\n').Select(line => "   " + line))}\n");
        if (typed.AllSteps.FirstOrDefault() is not { } step) return null;
        string Line(Span span) => TextLines.OneLine(span.In(typed.Source)).TrimStart('-', '*', '+', ' ');
        if (step.Lines.FirstOrDefault(line => line.Key != FieldKey.In) is { } line) return new("detail", $"“{Line(line.Span)}” is a line of the step with a field of its own in this form. Type it there, without the name before the colon, and take it out of the text.");
        if (step.Children is [var child, ..]) return new("detail", $"“{Line(child.InstructionSpan)}” would be read as a sub-step. Add it as one below this form, or begin the line with “-”.");
        return null;
    }

    /// <summary>The step as somebody would type it, for words that have lost theirs: all of them, whatever they would be read as.</summary>
    /// <param name="find">The step an anchor means.</param>
    public string Typed(Func<string, Step?> find)
    {
        string Named(ProcedureLink link) => link.Text == link.Target ? link.Text : FieldWords.Of(link);
        string Way(Exit exit) => exit is Exit.Start start ? "start " + Named(start.Procedure) : FieldWords.Of(exit, find);
        List<string> lines = [.. Values.Select(one => FieldWords.Line(one.Key, "", one.Value))];
        if (Run is not null) lines.Add(FieldWords.Line(FieldKey.Run, "", Named(Run)));
        if (IfItFails is not null) lines.Add(FieldWords.Line(FieldKey.IfItFails, "", Way(IfItFails)));
        if (Optional) lines.Add(FieldWords.Line(FieldKey.Optional, "", ""));
        lines.AddRange(Answers.Select(answer => FieldWords.Line(FieldKey.Answer, answer.Label, Way(answer.Exit))));
        lines.AddRange(Records.Select(record => FieldWords.Line(FieldKey.Record, "", FieldWords.Of(record))));
        lines.AddRange(Tools.Select(tool => FieldWords.Line(FieldKey.In, tool.Tool, tool.Text)));
        var step = string.Join('\n', lines.Select(line => "- " + TextLines.Indent(line.ReplaceLineEndings("\n"), 2, "\n")).Prepend(Instruction));
        return string.Join("\n\n", new[] { step, Detail }.Concat(Pictures.Select(StepPiece.Written)).Concat(Notes.Select(StepPiece.Written)).Where(block => block.Length > 0)).Trim();
    }

    /// <summary>Do they say what the step says already?</summary>
    public bool Are(Procedure procedure, Step step) => !new StepFilling(procedure, step, this).Edits().Any();
}

/// <param name="Alternative">What it shows, for whoever does not see it.</param>
/// <param name="Path">As the text names the file.</param>
public sealed record PictureField(string Alternative, string Path)
{
    public const int LongestAlternative = 500;

    /// <summary>Named by the step and the content: a picture is never put in the place of another.</summary>
    /// <param name="ending">With its dot.</param>
    public static string PathOf(string step, string sha256, string ending) => $"{step}-{sha256[..8]}{ending}";
}

/// <summary>A remark that stands out from the text.</summary>
/// <param name="Kind">As CommonMark's alerts name it: "NOTE", "WARNING".</param>
public sealed record NoteField(string Kind, string Text)
{
    public static readonly IReadOnlyList<string> Kinds = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
}

/// <param name="Exit">Where it leads.</param>
public sealed record AnswerField(string Label, Exit Exit);

/// <param name="Text">How it is done in that tool.</param>
public sealed record ToolField(string Tool, string Text);

/// <summary>One piece of a step's plain detail, and what a form makes of it.</summary>
/// <param name="Index">As <see cref="Edit.SetDetail"/> counts.</param>
sealed partial record StepPiece(int Index, string Text, PictureField? Picture, NoteField? Note)
{
    public bool IsText => Picture is null && Note is null;

    public static List<StepPiece> All(Procedure procedure, Step step) =>
        [.. step.Details.Where(detail => detail.Tool is null).Select((detail, index) => Of(index, StepText.Of(procedure, step, detail)))];

    static StepPiece Of(int index, string text)
    {
        if (OnlyPicture().Match(text) is { Success: true } picture) return new(index, text, new(Plain(picture.Groups["alt"].Value), picture.Groups["path"].Value.Trim('<', '>')), null);
        if (OnlyNote().Match(text) is { Success: true } note) return new(index, text, null, new(note.Groups["kind"].Value.ToUpperInvariant(), Unquoted(note.Groups["text"].Value)));
        return new(index, text, null, null);
    }

    public static string Written(PictureField picture) => $"![{MarkdownText.InLink(TextLines.OneLine(picture.Alternative))}]({MarkdownText.Target(picture.Path)})";

    public static string Written(NoteField note) => $"> [!{note.Kind}]\n{string.Join('\n', TextLines.Tidy(note.Text).Split('\n').Select(line => line.Length == 0 ? ">" : "> " + line))}";

    static string Plain(string alternative) => Escape().Replace(alternative, "$1");

    static string Unquoted(string text) => string.Join('\n', text.Split('\n').Select(line => line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line.TrimStart('>'))).Trim();

    [GeneratedRegex(@"\A!\[(?<alt>(?:[^\[\]\\]|\\.)*)\]\((?<path><[^<>\n]+>|[^()\s]+)\)\z")]
    private static partial Regex OnlyPicture();

    [GeneratedRegex(@"\A> ?\[!(?<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n(?<text>>[^\n]*(?:\n>[^\n]*)*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyNote();

    [GeneratedRegex(@"\\([!-/:-@[-`{-~])")]
    private static partial Regex Escape();
}
