using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Linting;

/// <summary>Field lines that cannot be read, and names and values nobody records.</summary>
static partial class FieldRules
{
    static readonly (string Type, string[] AlsoWritten)[] Types =
    [
        ("text", ["string", "str", "short text", "word", "words", "varchar"]),
        ("long text", ["textarea", "multiline", "notes", "comment", "paragraph", "markdown"]),
        ("number", ["int", "integer", "decimal", "float", "amount", "count", "numeric", "percentage"]),
        ("date", ["day", "calendar"]),
        ("date and time", ["datetime", "date-time", "date/time", "timestamp", "time", "moment", "when"]),
        ("yes/no", ["bool", "boolean", "y/n", "yes or no", "checkbox", "flag", "true/false"]),
        ("choice", ["select", "dropdown", "drop-down", "enum", "option", "options", "radio", "one of", "list"]),
        ("checklist", ["multiselect", "checkboxes", "multiple choice", "many of", "check list"]),
        ("member", ["person", "user", "people", "employee", "staff", "colleague"]),
        ("system", ["asset", "server", "machine", "host"]),
        ("file", ["attachment", "upload", "screenshot", "image", "photo", "picture", "document"]),
        ("link", ["url", "uri", "address", "hyperlink"]),
        ("secret reference", ["secret", "password", "credential", "vault"]),
    ];

    public static IEnumerable<Hit> UnknownType(Subject subject) =>
        from field in subject.Fields
        where field.Type == FieldType.Unknown
        select new Hit(field.Span, $"\"{field.TypeAsWritten}\" is no type of field; there are {string.Join(", ", Types.Select(type => type.Type))}.", NearestType(subject, field));

    static Fix? NearestType(Subject subject, RecordField field)
    {
        var at = field.TypeAsWritten.Length == 0 ? -1 : subject.Source.LastIndexOf(field.TypeAsWritten, Math.Max(field.Span.Start, field.Span.End - 1), field.Span.Length, StringComparison.Ordinal);
        var key = Placeholders.Key(field.TypeAsWritten);
        var nearest = Types.FirstOrDefault(type => type.AlsoWritten.Any(word => Placeholders.Key(word) == key)).Type ?? Likeness.Nearest(field.TypeAsWritten, Types.Select(type => type.Type));
        return at < 0 || nearest is null ? null : new($"Make it \"{nearest}\"", new Splice(new(at, at + field.TypeAsWritten.Length), nearest));
    }

    public static IEnumerable<Hit> UnreadableCondition(Subject subject) =>
        from step in subject.Steps
        where step.OnlyIf is not null && Parts(step.OnlyIf).Any(part => part is Condition.Unread)
        select new Hit(FlowRules.PlaceOf(step, FieldKey.OnlyIf), $"The condition of step {step.Number} cannot be read; write for example \"privileged is Yes\" or \"Severity is high or critical\".");

    public static IEnumerable<Hit> UnreadableLine(Subject subject) =>
        from step in subject.Steps
        from line in step.Lines
        let problem = line.Key switch
        {
            FieldKey.Within when step.Within is null => "a time limit reads like \"1 hour\", \"2 days of start\" or \"24 hours of Departure\"",
            FieldKey.Run when step.Run is null || step.Run.Target == line.Value && !ProcedureNumber().IsMatch(line.Value) => "it takes a link to a procedure",
            FieldKey.Escalate when step.Escalate is null => "it reads like \"Security lead after 15 minutes\"",
            FieldKey.Wait when step.Wait is null => "it takes a length of time or what is waited for",
            _ => null,
        }
        where problem is not null
        select new Hit(line.Span, $"\"{line.Label}: {line.Value}\" has no effect: {problem}.");

    public static IEnumerable<Hit> UnknownName(Subject subject)
    {
        string[] known = [.. subject.Fields.Select(field => field.Label), .. subject.Steps.Where(step => step.IsDecision).Select(step => step.Anchor)];
        var keys = known.Concat(subject.Fields.Select(field => field.Key)).Select(Placeholders.Key).ToHashSet();
        foreach (var step in subject.Steps)
        {
            foreach (var name in NamesIn(step.OnlyIf).Where(name => !keys.Contains(Placeholders.Key(name))))
                yield return new(FlowRules.PlaceOf(step, FieldKey.OnlyIf), $"No field and no decision is called \"{name}\".", RoleRules.Replace(subject, FlowRules.PlaceOf(step, FieldKey.OnlyIf), name, known));
            if (step.Within is { From: DeadlineFrom.Field, Field: { } field } && !subject.IsField(field))
                yield return new(FlowRules.PlaceOf(step, FieldKey.Within), $"No field is called \"{field}\", so the time limit has no beginning.", RoleRules.Replace(subject, FlowRules.PlaceOf(step, FieldKey.Within), field, subject.Fields.Select(known => known.Label)));
        }
    }

    public static IEnumerable<Hit> UnknownValue(Subject subject)
    {
        foreach (var step in subject.Steps)
            foreach (var condition in Parts(step.OnlyIf).OfType<Condition.Is>())
            {
                var values = ValuesOf(subject, condition.Name);
                foreach (var value in condition.Values.Where(value => values.Count > 0 && !values.Contains(value, StringComparer.OrdinalIgnoreCase)))
                    yield return new(FlowRules.PlaceOf(step, FieldKey.OnlyIf), $"\"{condition.Name}\" is never \"{value}\", only {string.Join(" or ", values)}.", RoleRules.Replace(subject, FlowRules.PlaceOf(step, FieldKey.OnlyIf), value, values));
            }
    }

    /// <summary>What a decision or a field can be; empty when it can be anything.</summary>
    static IReadOnlyList<string> ValuesOf(Subject subject, string name)
    {
        var key = Placeholders.Key(name);
        if (subject.Fields.FirstOrDefault(field => field.Key == key || Placeholders.Key(field.Label) == key) is { } field)
            return field.Type switch { FieldType.YesNo => ["Yes", "No"], FieldType.Choice or FieldType.Checklist => field.Options, _ => [] };
        return [.. subject.Steps.FirstOrDefault(step => step.IsDecision && Placeholders.Key(step.Anchor) == key)?.Answers.Select(answer => answer.Label) ?? []];
    }

    public static IEnumerable<string> NamesIn(Condition? condition) => Parts(condition).Select(part => part switch
    {
        Condition.Is one => one.Name,
        Condition.Compare one => one.Name,
        Condition.MemberOf one => one.Name,
        _ => null,
    }).OfType<string>();

    static IEnumerable<Condition> Parts(Condition? condition) => condition switch
    {
        null => [],
        Condition.All all => all.Parts.SelectMany(Parts),
        Condition.Any any => any.Parts.SelectMany(Parts),
        _ => [condition],
    };

    [GeneratedRegex(@"^[A-Z]+-\d+(?:-[A-Z][A-Z0-9]*)?$")]
    private static partial Regex ProcedureNumber();
}
