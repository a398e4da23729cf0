using System.Buffers;
using System.Collections.Frozen;
using Markdig.Syntax;

namespace Handrail.Core.Procedures.Reading;

/// <summary>Reads bullets of the form "- Key: value" with a known key, in any letter case, bold or not.</summary>
static class FieldLineReader
{
    const int LongestKey = 80;

    static readonly FrozenDictionary<string, FieldKey> Keys = new Dictionary<string, FieldKey>
    {
        ["role"] = FieldKey.Role,
        ["system"] = FieldKey.System,
        ["within"] = FieldKey.Within,
        ["record"] = FieldKey.Record,
        ["evidence"] = FieldKey.Evidence,
        ["verify"] = FieldKey.Verify,
        ["verified by"] = FieldKey.VerifiedBy,
        ["approval"] = FieldKey.Approval,
        ["wait"] = FieldKey.Wait,
        ["only if"] = FieldKey.OnlyIf,
        ["for each"] = FieldKey.ForEach,
        ["run"] = FieldKey.Run,
        ["if it fails"] = FieldKey.IfItFails,
        ["escalate"] = FieldKey.Escalate,
        ["optional"] = FieldKey.Optional,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, FieldKey>.AlternateLookup<ReadOnlySpan<char>> ByText = Keys.GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> SmallTools =
        FrozenSet.Create("restic", "rclone", "rsync", "borg", "borgmatic", "kubectl", "iptables", "nftables").GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Characters that make a value more than its own text.</summary>
    static readonly SearchValues<char> Markup = SearchValues.Create("*_`[]<>&\\~!");

    static readonly SearchValues<char> NotInKeys = SearchValues.Create("`[]()<");

    internal static bool IsField(ListItemBlock item, string source) => Split(item, source) is { } split && KeyOf(split.Label) is not null;

    /// <summary>The field line; null for a bullet that is none. A bullet with an unknown key may still be an answer.</summary>
    internal static FieldLine? Read(ListItemBlock item, Span span, string source)
    {
        if (Split(item, source) is not { } split) return null;
        var key = KeyOf(split.Label) ?? FieldKey.Answer;
        var label = PlainText.Collapse(key == FieldKey.In ? split.Label.AsSpan(3) : split.Label);
        return new(key, label, Value(item, split.Value, source), span, new(split.Value.Start, Math.Max(split.Value.Start, span.End)));
    }

    static FieldKey? KeyOf(string label) =>
        ByText.TryGetValue(label, out var key) ? key
        : label.Length > 3 && label.StartsWith("in ", StringComparison.OrdinalIgnoreCase) && IsTool(label.AsSpan(3)) ? FieldKey.In
        : null;

    /// <summary>A name: "Okta", "{{scanner}}", "macOS". "In short:" and "In case of fire:" are words; tools that write themselves small are known by name.</summary>
    static bool IsTool(ReadOnlySpan<char> name) =>
        char.IsUpper(name[0]) || name[0] == '{' || !name.Contains(' ') && (name.ContainsAnyInRange('A', 'Z') || SmallTools.Contains(name));

    static (string Label, Span Value)? Split(ListItemBlock item, string source)
    {
        if (item.Count == 0 || item[0] is not ParagraphBlock { Inline: not null } paragraph) return null;
        var (start, end) = (paragraph.Span.Start, Math.Min(source.Length, paragraph.Span.End + 1));
        var text = source.AsSpan(start, end - start);
        var line = text.IndexOfAny('\r', '\n') is >= 0 and var length ? text[..length] : text;
        var colon = line[..Math.Min(line.Length, LongestKey)].IndexOf(':');
        if (colon <= 0) return line.Trim(" *_.") is var alone && alone.Equals("optional", StringComparison.OrdinalIgnoreCase) ? (alone.ToString(), new(end, end)) : null;
        var label = line[..colon];
        if (label.IndexOfAny(NotInKeys) >= 0) return null;
        var at = colon + 1;
        while (at < text.Length && text[at] is '*' or '_' && label[0] is '*' or '_') at++;
        // "http://..." and "10:30" are not keys.
        if (at < text.Length && !char.IsWhiteSpace(text[at])) return null;
        label = label.Trim(" *_");
        return label.IsEmpty ? null : (label.ToString(), Lead.Trim(new(start + at, end), source));
    }

    static string Value(ListItemBlock item, Span span, string source)
    {
        var text = source.AsSpan(span.Start, span.Length);
        var value = span.IsEmpty ? "" : text.IndexOfAny(Markup) < 0 ? PlainText.Collapse(text) : PlainText.Of(((ParagraphBlock)item[0]).Inline, span, source);
        for (var i = 1; i < item.Count; i++) value += (value.Length > 0 ? "; " : "") + PlainText.Of(item[i]);
        return value;
    }
}
