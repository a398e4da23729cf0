namespace Handrail.Core.Procedures.Reading;

/// <summary>Reads the values of field lines: recorded fields, deadlines, waits, escalations.</summary>
static class FieldValues
{
    /// <summary>"Departure (date and time, required)", "Items returned (checklist: laptop, phone)", "Leaving on bad terms? (yes/no)", "Ticket".</summary>
    internal static RecordField Record(string value, Span span)
    {
        var open = value.EndsWith(')') ? OpeningOf(value) : -1;
        var label = (open < 0 ? value : value[..open]).Trim();
        var inside = open < 0 ? "" : value[(open + 1)..^1].Trim();
        var colon = inside.IndexOf(':');
        var parts = (colon < 0 ? inside : inside[(colon + 1)..]).Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        var required = parts.RemoveAll(part => part.Equals("required", StringComparison.OrdinalIgnoreCase)) > 0;
        parts.RemoveAll(part => part.Equals("optional", StringComparison.OrdinalIgnoreCase));
        var type = colon >= 0 ? inside[..colon].Trim() : parts.Count > 0 ? parts[0] : "";
        var options = colon >= 0 ? parts : parts.Skip(1).ToList();
        return new(label, Anchors.Slug(label, longest: int.MaxValue), TypeOf(type), required, options, type, span);
    }

    static int OpeningOf(string value)
    {
        var depth = 0;
        for (var i = value.Length - 1; i >= 0; i--)
            if (value[i] == ')') depth++;
            else if (value[i] == '(' && --depth == 0) return i;
        return -1;
    }

    static FieldType TypeOf(string type) => type.ToLowerInvariant() switch
    {
        "" or "text" => FieldType.Text,
        "long text" => FieldType.LongText,
        "number" => FieldType.Number,
        "date" => FieldType.Date,
        "date and time" => FieldType.DateAndTime,
        "yes/no" or "yes or no" => FieldType.YesNo,
        "choice" => FieldType.Choice,
        "checklist" => FieldType.Checklist,
        "member" => FieldType.Member,
        "system" => FieldType.System,
        "file" => FieldType.File,
        "link" => FieldType.Link,
        "secret reference" => FieldType.SecretReference,
        _ => FieldType.Unknown,
    };

    /// <summary>"1 hour", "1 hour of start", "15 minutes of previous", "24 hours of Departure"; null where it is no length of time.</summary>
    internal static Deadline? Deadline(string value)
    {
        if (!Interval.TryParse(value, out var length, out var rest) || length is null) return null;
        rest = rest.TrimEnd('.');
        foreach (var word in (string[])["of ", "after ", "from "])
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                rest = rest[word.Length..].Trim();
        if (rest.StartsWith("the ", StringComparison.OrdinalIgnoreCase)) rest = rest[4..];
        return rest.ToLowerInvariant() switch
        {
            "" => new(length, DeadlineFrom.StepOpened, null),
            "start" or "run" or "start of the run" => new(length, DeadlineFrom.RunStart, null),
            "previous" or "previous step" or "step before" => new(length, DeadlineFrom.PreviousStep, null),
            _ => new(length, DeadlineFrom.Field, rest),
        };
    }

    internal static WaitFor Wait(string value) => new(Interval.TryParse(value, out var length, out _) ? length : null, value);

    /// <summary>"Security lead after 15 minutes".</summary>
    internal static EscalateTo Escalate(string value)
    {
        var at = value.LastIndexOf(" after ", StringComparison.OrdinalIgnoreCase);
        return at > 0 && Interval.TryParse(value[(at + 7)..], out var after, out _) ? new(value[..at].Trim(), after) : new(value, null);
    }
}
