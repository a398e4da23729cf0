using System.Globalization;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>Whether a condition holds on what has been recorded. Null: cannot be known, so a person is asked.</summary>
static class Conditions
{
    /// <param name="field">A recorded field by key or label; null when not recorded.</param>
    /// <param name="answer">A decision's answer by anchor; null when not answered.</param>
    public static bool? Holds(Condition condition, Func<string, FieldValue?> field, Func<string, string?> answer) => condition switch
    {
        Condition.Is is_ => Texts(is_.Name, field, answer) is { Count: > 0 } texts
            ? texts.Any(text => is_.Values.Any(value => SameText(text, value))) != is_.Not
            : null,
        Condition.Compare compare => field(compare.Name) is { Values: [var text] } && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? Compared(number, compare.Operator, compare.Number)
            : null,
        Condition.MemberOf member => field(member.Name)?.Groups is { } groups
            ? groups.Any(group => SameText(group, member.Group))
            : null,
        Condition.All all => Every(all.Parts.Select(part => Holds(part, field, answer))),
        Condition.Any any => !Every(any.Parts.Select(part => !Holds(part, field, answer))),
        _ => null,
    };

    static bool? Every(IEnumerable<bool?> parts)
    {
        bool? every = true;
        foreach (var part in parts)
        {
            if (part is false) return false;
            if (part is null) every = null;
        }
        return every;
    }

    static List<string>? Texts(string name, Func<string, FieldValue?> field, Func<string, string?> answer) =>
        field(name) is { IsBlank: false } value ? [.. value.Values, .. value.Shown ?? []]
        : answer(name) is { } label ? [label]
        : null;

    static bool SameText(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase) || (Placeholders.Key(a) is { Length: > 0 } key && key == Placeholders.Key(b));

    static bool? Compared(decimal number, string sign, decimal limit) => sign switch
    {
        "<" => number < limit,
        "<=" => number <= limit,
        ">" => number > limit,
        ">=" => number >= limit,
        "=" or "==" => number == limit,
        _ => null,
    };
}
