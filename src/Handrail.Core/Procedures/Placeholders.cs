using System.Text;
using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures;

/// <param name="Name">As written between the braces, trimmed.</param>
/// <param name="Span">Braces included.</param>
public sealed record Placeholder(string Name, Span Span)
{
    public string Key => Placeholders.Key(Name);
}

/// <summary>
/// Names in double braces, filled from the environment, the organization or what a run has recorded. They are found in code too, because
/// commands use them. The braces of template languages ({{ .Values.x }}, {{#if}}, {{end}}) are not placeholders and stay as they are.
/// </summary>
public static partial class Placeholders
{
    /// <summary>Known everywhere without being set up: the organization's name.</summary>
    public const string Organization = "organization";

    static readonly string[] WordsOfTemplateLanguages = ["end", "else", "content", "yield"];

    /// <summary>Every placeholder of a text, in order.</summary>
    public static IReadOnlyList<Placeholder> In(string text) =>
        [.. Braces().Matches(text).Where(IsPlaceholder).Select(match => new Placeholder(match.Groups[1].Value, new(match.Index, match.Index + match.Length)))];

    /// <summary>What stays open when only <paramref name="environment"/>, the organization and the fields the procedure itself records are known.</summary>
    /// <param name="environment">Names, in any spelling.</param>
    public static IReadOnlyList<Placeholder> Unresolved(Procedure procedure, IEnumerable<string> environment)
    {
        var known = environment.Append(Organization).Concat(FieldsOf(procedure).Select(field => field.Label)).Select(Key).ToHashSet();
        return [.. In(procedure.Source).Where(placeholder => !known.Contains(placeholder.Key))];
    }

    /// <summary>Puts values in the places of names; a name without a value stays as written.</summary>
    /// <param name="value">From a name's <see cref="Key"/> to its value, or null.</param>
    public static string Fill(string text, Func<string, string?> value) =>
        text.Contains("{{", StringComparison.Ordinal)
            ? Braces().Replace(text, match => IsPlaceholder(match) ? value(Key(match.Groups[1].Value)) ?? match.Value : match.Value)
            : text;

    /// <summary>The names without their braces: words that ask for no value.</summary>
    public static string Named(string text) => Braces().Replace(text, match => IsPlaceholder(match) ? match.Groups[1].Value.Replace('_', ' ') : match.Value);

    /// <summary>A look-up for <see cref="Fill"/>: the first source that knows a name answers.</summary>
    public static Func<string, string?> From(params IEnumerable<KeyValuePair<string, string>>[] sources)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in sources.SelectMany(source => source)) values.TryAdd(Key(name), value);
        return values.GetValueOrDefault;
    }

    /// <summary>What two spellings of one name have in common: lower case, everything but letters and digits read as one "-".</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsLetterOrDigit(letter)) key.Append(char.ToLowerInvariant(letter));
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
        }
        return key.ToString().TrimEnd('-');
    }

    internal static IEnumerable<RecordField> FieldsOf(Procedure procedure) => procedure.StartFields.Concat(procedure.AllSteps.SelectMany(step => step.Records));

    static bool IsPlaceholder(Match match) => !WordsOfTemplateLanguages.Contains(match.Groups[1].Value);

    // A letter or digit first and no "a.b" inside: "{{ .Values.x }}", "{{ site.url }}" and "{{#if}}" belong to other languages.
    [GeneratedRegex(@"(?<!\{)\{\{[ \t]*([\p{L}\p{N}](?:[^{}\r\n|<>$%=.""`]|\.(?= ))*?)[ \t]*\}\}(?!\})")]
    private static partial Regex Braces();
}
