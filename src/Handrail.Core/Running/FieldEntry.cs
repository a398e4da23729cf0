using System.Globalization;
using System.Text.RegularExpressions;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>Checks what was entered into recorded fields and brings it into the one form that is kept.</summary>
static partial class FieldEntry
{
    const int MostValues = 1_000;
    /// <summary>Of one entry: a fact must stay well under the size of a journal payload.</summary>
    const int MostCharacters = 200_000;

    /// <returns>The values in the order of the fields; blank ones only where they clear an <paramref name="earlier"/> value.</returns>
    public static Outcome<IReadOnlyList<FieldValue>> Read(IReadOnlyList<RecordField> fields, IReadOnlyList<FieldValue>? given, IReadOnlyList<FieldValue> earlier)
    {
        given = [.. (given ?? []).OfType<FieldValue>()];
        if (given.FirstOrDefault(value => fields.All(field => field.Key != value.Field)) is { } stray)
            return new Refusal.Invalid(stray.Field ?? "", $"There is no field “{stray.Field}” here.");
        if (given.Sum(value => (value.Values ?? []).Sum(text => text?.Length ?? 0)) > MostCharacters) return new Refusal.Invalid("", "This is too much text to record at once. Attach it as a file.");
        var read = new List<FieldValue>();
        foreach (var field in fields)
        {
            if (given.LastOrDefault(value => value.Field == field.Key) is not { } value) continue;
            if (!One(field, value).Granted(out var kept, out var refusal)) return refusal;
            if (!kept.IsBlank || earlier.Any(had => had.Field == field.Key && !had.IsBlank)) read.Add(kept);
        }
        return read;
    }

    /// <summary>What must be filled in and is not.</summary>
    public static IEnumerable<RecordField> Missing(IEnumerable<RecordField> fields, IReadOnlyList<FieldValue> values) =>
        fields.Where(field => field.Required && !values.Any(value => value.Field == field.Key && !value.IsBlank));

    static Outcome<FieldValue> One(RecordField field, FieldValue given)
    {
        var texts = new List<string>();
        if (given.Values?.Count > MostValues) return new Refusal.Invalid(field.Key, $"{field.Label} has too many values.");
        foreach (var value in given.Values ?? [])
        {
            var most = field.Type is FieldType.LongText or FieldType.Text or FieldType.Unknown ? Texts.Long : Texts.Line;
            if (Texts.Check(field.Key, value, most, out var text) is { } refusal) return refusal;
            if (text is not null) texts.Add(text);
        }
        if (texts.Count == 0) return new FieldValue(field.Key, []);
        if (field.Type == FieldType.Checklist) return Checklist(field, texts);
        if (texts.Count > 1) return new Refusal.Invalid(field.Key, $"{field.Label} takes one value.");
        return Single(field, texts[0]).Map(kept => Named(field, kept, given));
    }

    static Outcome<string> Single(RecordField field, string text) => field.Type switch
    {
        FieldType.Number => decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : Wrong(field, "a number such as 12.5"),
        FieldType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : Wrong(field, "a date such as 2026-03-01"),
        FieldType.DateAndTime => Instant.TryParse(text, out var instant) ? instant.ToString() : Wrong(field, "a date and time such as 2026-03-01T17:30Z"),
        FieldType.YesNo => YesNo(text) is { } answer ? answer : Wrong(field, "Yes or No"),
        FieldType.Choice => Option(field, text) is { } option ? option : Wrong(field, $"one of {string.Join(", ", field.Options)}"),
        FieldType.File => Sha256().IsMatch(text) ? text.ToLowerInvariant() : Wrong(field, "a file that has been uploaded"),
        FieldType.Link => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" ? text : Wrong(field, "a link that begins with https://, http:// or mailto:"),
        FieldType.SecretReference when LooksSecret(text) => new Refusal.Invalid(field.Key, $"This looks like a secret itself. {field.Label} takes the place where the secret is kept, never the secret."),
        _ => text,
    };

    static Outcome<FieldValue> Checklist(RecordField field, List<string> texts)
    {
        if (field.Options.Count == 0) return new FieldValue(field.Key, [.. texts.Distinct(StringComparer.OrdinalIgnoreCase)]);
        if (texts.Find(text => Option(field, text) is null) is { } unknown)
            return new Refusal.Invalid(field.Key, $"{field.Label} has no “{unknown}”. Choose from {string.Join(", ", field.Options)}.");
        return new FieldValue(field.Key, [.. field.Options.Where(option => texts.Exists(text => Option(field, text) == option))]);
    }

    /// <summary>Names and groups make sense only for what is kept as an id.</summary>
    static FieldValue Named(RecordField field, string kept, FieldValue given) =>
        field.Type is FieldType.Member or FieldType.System or FieldType.File && given.Shown is { Count: 1 } shown && Texts.Check("", shown[0], Texts.Line, out var name) is null && name is not null
            ? new(field.Key, [kept], [name], field.Type == FieldType.Member ? given.Groups : null)
            : new(field.Key, [kept], null, field.Type == FieldType.Member ? given.Groups : null);

    static string? Option(RecordField field, string text) => field.Options.FirstOrDefault(option => string.Equals(option.Trim(), text, StringComparison.OrdinalIgnoreCase));

    static string? YesNo(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "on" or "1" => "Yes",
        "no" or "false" or "off" or "0" => "No",
        _ => null,
    };

    static Refusal.Invalid Wrong(RecordField field, string wanted) => new(field.Key, $"{field.Label} must be {wanted}.");

    static bool LooksSecret(string text) => text.Length > Texts.Line || Secret().IsMatch(text);

    [GeneratedRegex("^[0-9a-fA-F]{64}$")]
    public static partial Regex Sha256();

    // The well-known beginnings of private keys, access tokens and signed tokens.
    [GeneratedRegex(@"-----BEGIN|^(?:AKIA|ASIA)[A-Z0-9]{12,}|^gh[pousr]_|^github_pat_|^glpat-|^xox[abprs]-|^sk-|^eyJ[\w-]+\.|://[^/\s:@]+:[^/\s@]+@")]
    private static partial Regex Secret();
}
