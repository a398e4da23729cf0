using System.Globalization;

namespace Handrail.Core.Procedures.Printing;

/// <summary>Field lines and their values as the format writes them.</summary>
static class FieldWords
{
    /// <param name="name">Of a tool or an answer.</param>
    public static string Label(FieldKey key, string name) => key switch
    {
        FieldKey.In => "In " + name,
        FieldKey.Answer => name,
        FieldKey.VerifiedBy => "Verified by",
        FieldKey.OnlyIf => "Only if",
        FieldKey.ForEach => "For each",
        FieldKey.IfItFails => "If it fails",
        _ => key.ToString(),
    };

    public static string Line(FieldKey key, string name, string value) => value.Length == 0 && key == FieldKey.Optional ? "Optional" : $"{Label(key, name)}: {value}".TrimEnd();

    public static string LinkTo(Step step) => Link(step.Instruction, "#" + step.Anchor);

    public static string Of(ProcedureLink link) => link.Text == link.Target && ExitLooksLikeNumber(link.Target) ? link.Target : Link(link.Text, link.Target);

    static bool ExitLooksLikeNumber(string target) => Reading.ExitReader.Link(target) is not null && !target.Contains('[');

    static string Link(string text, string target) => $"[{MarkdownText.InLink(TextLines.OneLine(text))}]({MarkdownText.Target(target)})";

    /// <param name="find">The step an anchor means, for the words of the link.</param>
    public static string Of(Exit exit, Func<string, Step?> find) => exit switch
    {
        Exit.Continue => "continue",
        Exit.Stop => "stop",
        Exit.RollBack => "roll back",
        Exit.Start start => "start " + Of(start.Procedure),
        Exit.GoTo go => "go to " + (find(go.Anchor) is { } step ? LinkTo(step) : Link(go.Anchor, "#" + go.Anchor)),
        Exit.Advice advice => advice.Text,
        _ => throw new ArgumentException($"No words for {exit.GetType().Name}.", nameof(exit)),
    };

    /// <summary>"Departure (date and time, required)", "Items (checklist: laptop, phone; required)", "Ticket".</summary>
    public static string Of(RecordField field)
    {
        var type = field.Type is FieldType.Unknown ? field.TypeAsWritten : Of(field.Type);
        var required = field.Required ? "required" : "";
        string[] inside = field.Options.Count > 0 ? [$"{type}: {string.Join(", ", field.Options)}", required] : [field.Type == FieldType.Text && !field.Required && !field.Label.EndsWith(')') ? "" : type, required];
        var joined = string.Join(field.Options.Count > 0 ? "; " : ", ", inside.Where(part => part.Length > 0));
        return joined.Length == 0 ? field.Label : $"{field.Label} ({joined})";
    }

    static string Of(FieldType type) => type switch
    {
        FieldType.LongText => "long text",
        FieldType.DateAndTime => "date and time",
        FieldType.YesNo => "yes/no",
        FieldType.SecretReference => "secret reference",
        _ => type.ToString().ToLower(CultureInfo.InvariantCulture),
    };

    public static string Of(Deadline deadline) => deadline.From switch
    {
        DeadlineFrom.RunStart => $"{deadline.Length} of start",
        DeadlineFrom.PreviousStep => $"{deadline.Length} of previous",
        DeadlineFrom.Field => $"{deadline.Length} of {deadline.Field}",
        _ => deadline.Length.ToString(),
    };

    public static string Of(EscalateTo escalate) => escalate.After is null ? escalate.Role : $"{escalate.Role} after {escalate.After}";
}
