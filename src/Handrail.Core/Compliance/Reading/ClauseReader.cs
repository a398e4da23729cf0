using System.Collections.Frozen;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Compliance.Reading;

/// <summary>Reads one clause: a list item written like a step, its sentence first, then lines of the form "- Key: value".</summary>
static class ClauseReader
{
    static readonly FrozenDictionary<string, ClauseKey> Keys = new Dictionary<string, ClauseKey>
    {
        ["limit"] = ClauseKey.Limit,
        ["limits"] = ClauseKey.Limit,
        ["carried out by"] = ClauseKey.CarriedOutBy,
        ["control"] = ClauseKey.Controls,
        ["controls"] = ClauseKey.Controls,
        ["source"] = ClauseKey.Source,
        ["sources"] = ClauseKey.Source,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    internal static Clause Read(StepDraft draft, string group, int number, string source)
    {
        List<ClauseLine> lines = [];
        List<Span> details = [];
        foreach (var part in draft.Parts)
            if (Line(part, source) is { } line) lines.Add(line);
            else details.Add(part.Span);
        details.AddRange(draft.Children.Select(child => child.Span));
        var links = Values(lines, ClauseKey.CarriedOutBy).SelectMany(LinksIn).ToList();
        return new()
        {
            Anchor = draft.Anchor,
            AnchorIsWritten = draft.AnchorIsWritten,
            Number = number,
            NumberAsWritten = draft.Marker,
            Group = group,
            Text = draft.Instruction,
            TextSpan = draft.InstructionSpan,
            Span = draft.Span,
            Details = [.. details.OrderBy(detail => detail.Start)],
            Lines = lines,
            Limits = [.. lines.Where(line => line.Key == ClauseKey.Limit).Select(line => LimitReader.Read(line.Value, line.Span))],
            Procedures = links,
            KeptBy = links.Count > 0 ? null : Values(lines, ClauseKey.CarriedOutBy).FirstOrDefault(value => value.Length > 0),
            Controls = [.. Values(lines, ClauseKey.Controls).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
            Sources = [.. Values(lines, ClauseKey.Source).Where(value => value.Length > 0)],
        };
    }

    static ClauseLine? Line(Part part, string source) =>
        part.Bullet is { } bullet && FieldLineReader.Read(bullet, part.Span, source) is { } line && Keys.TryGetValue(line.Label, out var key)
            ? new(key, line.Value, line.Span, line.ValueSpan)
            : null;

    static IEnumerable<string> Values(IEnumerable<ClauseLine> lines, ClauseKey key) => lines.Where(line => line.Key == key).Select(line => line.Value);

    internal static IEnumerable<ProcedureLink> LinksIn(string value)
    {
        for (var at = value.IndexOf('['); at >= 0; at = value.IndexOf('[', at + 1))
        {
            if (ExitReader.Link(value[at..]) is not { } link) yield break;
            yield return link;
            at = value.IndexOf(')', value.IndexOf("](", at, StringComparison.Ordinal));
        }
    }
}
