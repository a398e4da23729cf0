using Handrail.Core.Procedures.Printing;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Procedures.Editing;

/// <summary>The field lines of one step.</summary>
static class FieldLines
{
    public static Outcome<Draft> Set(Procedure procedure, Step step, FieldKey key, string name, string value)
    {
        if (Find(step, key, name) is not { } line) return Add(procedure, step, key, name, value);
        var (block, text) = (TextBlock.Of(procedure.Source, line), TextLines.Tidy(value).TrimStart());
        if (text == block.Text) return Draft.Nothing;
        return With(step, [Value(procedure.Source, block, text)], step.Lines.Count, after => after.Any(now => now.Key == key && SameWords(now, text)));
    }

    /// <summary>An empty value has lost the space, or even the colon, before it.</summary>
    static Splice Value(string source, TextBlock block, string text)
    {
        var splice = block.Becomes(text);
        var before = source[block.Span.Start - 1];
        return char.IsWhiteSpace(before) ? splice : splice with { Text = (before is ':' or '*' or '_' ? " " : ": ") + splice.Text };
    }

    public static Outcome<Draft> Add(Procedure procedure, Step step, FieldKey key, string name, string value)
    {
        var text = TextLines.Tidy(value).TrimStart();
        if (key is FieldKey.In or FieldKey.Answer && name.Trim().Length == 0) return new Refusal.Invalid("name", key == FieldKey.In ? "Name the tool this is for." : "Name the answer.");
        if (text.Length == 0 && key != FieldKey.Optional) return new Refusal.Invalid("value", $"\"{FieldWords.Label(key, name)}\" needs a value.");
        var after = key == FieldKey.Answer ? step.Lines.LastOrDefault(line => line.Key == FieldKey.Answer) : null;
        var splice = new StepBody(procedure, step).Bullets([FieldWords.Line(key, TextLines.OneLine(name), text)], after);
        return With(step, [splice], step.Lines.Count + 1, lines => lines.Any(now => now.Key == key && SameWords(now, text)));
    }

    public static Outcome<Draft> Remove(Procedure procedure, Step step, FieldKey key, string name)
    {
        if (Find(step, key, name) is not { } line) return Missing(step, key, name);
        // With the line end before it, so that what follows stays where it is.
        Splice cut = new(new(TextLines.BackOverSpace(procedure.Source, line.Span.Start), line.Span.End), "");
        return With(step, [cut], step.Lines.Count - 1, _ => true);
    }

    /// <param name="count">How many lines there must be in the end, so that none is lost and no other text has become one.</param>
    internal static Draft With(Step step, IReadOnlyList<Splice> splices, int count, Predicate<IReadOnlyList<FieldLine>> done) => new(splices)
    {
        Reworded = [step.Anchor],
        Done = after => after.Find(step.Anchor) is { } now && now.Lines.Count == count && now.Instruction == step.Instruction && now.Children.Count == step.Children.Count && done(now.Lines),
    };

    static bool SameWords(FieldLine line, string text) => TextLines.OneLine(line.Value).Length > 0 == text.Length > 0;

    internal static FieldLine? Find(Step step, FieldKey key, string name) => step.Lines.FirstOrDefault(line => line.Key == key && (name.Length == 0 || NameOf(line).Equals(name, StringComparison.OrdinalIgnoreCase)));

    static string NameOf(FieldLine line) => line.Key switch
    {
        FieldKey.Record => FieldValues.Record(line.Value, line.Span).Label,
        FieldKey.In or FieldKey.Answer => line.Label,
        _ => "",
    };

    internal static Refusal Missing(Step step, FieldKey key, string name) => new Refusal.NotFound($"Step {step.Number} has no line \"{FieldWords.Label(key, name)}\" any more.");
}
