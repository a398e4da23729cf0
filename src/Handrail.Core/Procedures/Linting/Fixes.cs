using System.Text.RegularExpressions;

namespace Handrail.Core.Procedures.Linting;

/// <summary>Edits that several rules offer. Each is null where the text leaves no safe place for it.</summary>
sealed partial class Fixes(Subject subject)
{
    /// <summary>Marks text a person still has to write; lint reports it until they do.</summary>
    public const string Todo = "TODO";

    string Source => subject.Source;

    string NewLine => Source.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    public static Fix? Of(string title, params IReadOnlyList<Splice?> edits) => edits.Count == 0 || edits.Contains(null) ? null : new(title, [.. edits.OfType<Splice>()]);

    /// <summary>A new field line behind those the step has.</summary>
    public Splice? Line(Step step, string line)
    {
        var last = step.Lines.MaxBy(existing => existing.Span.End);
        if (Indent(step) is not { } indent) return null;
        if (last is not null)
        {
            // Lines need not stand where the step's content begins; a new one goes with those that are there.
            indent = Source[LineStart(last.Span.Start)..last.Span.Start];
            if (!string.IsNullOrWhiteSpace(indent) && indent.Length > 0) return null;
        }
        var at = last?.Span.End ?? EndOfInstruction(step);
        while (at > step.Span.Start && Source[at - 1] is '\n' or '\r' or ' ') at--;
        return subject.Markup.IsCode(at) || WouldSwallow(indent, at, step.Span.End) ? null : new(new(at, at), $"{NewLine}{indent}- {line}");
    }

    /// <summary>Would what follows, being indented further, become part of a bullet put before it?</summary>
    bool WouldSwallow(string indent, int at, int end)
    {
        while (at < end && Source[at] is '\n' or '\r') at++;
        var column = 0;
        for (var i = LineStart(at); i < end && Source[i] is ' ' or '\t'; i++) column = Source[i] == '\t' ? column / 4 * 4 + 4 : column + 1;
        return at < end && column >= indent.Length + 2;
    }

    /// <summary>The step's anchor, written out.</summary>
    public static Splice? Anchor(Step step) => step.AnchorIsWritten ? null : new(new(step.InstructionSpan.End, step.InstructionSpan.End), $" {{#{step.Anchor}}}");

    /// <summary>A new section: before the first of <paramref name="before"/> that there is, else at the end; or the text of one that stands empty.</summary>
    public Splice? Section(SectionKind kind, string heading, string text, params IReadOnlyList<SectionKind> before)
    {
        if (subject.Section(kind) is { } empty)
        {
            var end = Math.Min(Markup.LineEnd(Source, empty.Span.Start), empty.Span.End);
            while (end > empty.Span.Start && Source[end - 1] is '\n' or '\r') end--;
            return new(new(end, end), $"{NewLine}{NewLine}{text}{NewLine}");
        }
        var next = subject.Procedure.Sections.FirstOrDefault(section => before.Contains(section.Kind));
        if (next is not null) return new(new(next.Span.Start, next.Span.Start), $"## {heading}{NewLine}{NewLine}{text}{NewLine}{NewLine}");
        if (subject.Markup.IsCode(Source.Length)) return null;
        var gap = Source.Length == 0 ? "" : Source.EndsWith('\n') ? NewLine : NewLine + NewLine;
        return new(new(Source.Length, Source.Length), $"{gap}## {heading}{NewLine}{NewLine}{text}{NewLine}");
    }

    /// <summary>A line of the front matter, which is begun where there is none.</summary>
    public Splice? Header(string key, string value)
    {
        var span = subject.Procedure.Header.Span;
        if (subject.Procedure.Notes.Any(note => note.Code == "front-matter-unreadable")) return null;
        if (!PlainYaml().IsMatch(value)) value = $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        if (span.IsEmpty) return Source.StartsWith("---", StringComparison.Ordinal) ? null : new(new(0, 0), $"---{NewLine}{key}: {value}{NewLine}---{NewLine}{NewLine}");
        var isMapping = string.IsNullOrWhiteSpace(span.In(Source).Trim('-', '.', ' ', '\r', '\n'));
        foreach (Match line in HeaderLine().Matches(span.In(Source)))
        {
            var at = span.Start + line.Index;
            isMapping |= line.Groups["key"].Success;
            if (line.Groups["key"].Value.Equals(key, StringComparison.OrdinalIgnoreCase))
                return line.Groups["value"].Value.Trim().Length > 0 ? null : new(new(at, at + line.Length), $"{key}: {value}");
            if (line.Index > 0 && line.Groups["fence"].Success) return isMapping ? new(new(at, at), $"{key}: {value}{NewLine}") : null;
        }
        return null;
    }

    /// <summary>One instruction as several steps: the first keeps the anchor, the last keeps the detail, all keep the role.</summary>
    /// <param name="joints">The words between the actions, places in the source, in order.</param>
    public Splice[]? Split(Step step, IReadOnlyList<Span> joints)
    {
        if (Marker(step) is not { } marker || Indent(step) is not { } indent) return null;
        var lineEnd = EndOfLine(step.InstructionSpan.Start);
        if (step.InstructionSpan.End > lineEnd || joints.Any(joint => subject.Markup.IsCode(joint.Start))) return null;
        var role = step.Role is { Length: > 0 } name ? $"{NewLine}{indent}- Role: {name}" : "";
        var before = Source[LineStart(step.Span.Start)..step.Span.Start];
        var edits = joints.Select((joint, i) => new Splice(
            joint, (i == 0 ? $" {{#{step.Anchor}}}" : "") + role + $"{NewLine}{before}{marker}" + char.ToUpperInvariant(Source[joint.End]))).Select(edit => edit with { Span = new(edit.Span.Start, edit.Span.End + 1) }).ToList();
        // The written anchor moves up to the first action.
        if (lineEnd > step.InstructionSpan.End) edits.Add(new(new(step.InstructionSpan.End, lineEnd), ""));
        return [.. edits];
    }

    /// <summary>Sentences after the first as a paragraph of detail.</summary>
    public Splice[]? MoveToDetail(Step step, int endOfFirstSentence)
    {
        var lineEnd = EndOfLine(step.InstructionSpan.Start);
        if (Indent(step) is not { } indent || step.InstructionSpan.End > lineEnd || subject.Markup.IsCode(endOfFirstSentence)) return null;
        var rest = endOfFirstSentence;
        while (rest < step.InstructionSpan.End && Source[rest] == ' ') rest++;
        var anchor = Source[step.InstructionSpan.End..lineEnd].Trim();
        Splice move = new(new(endOfFirstSentence, rest), (anchor.Length > 0 ? " " + anchor : "") + NewLine + NewLine + indent);
        return anchor.Length > 0 ? [move, new(new(step.InstructionSpan.End, lineEnd), "")] : [move];
    }

    /// <summary>The column where the content of the step's list item begins, as spaces; null when the step is no list item.</summary>
    string? Indent(Step step) => Marker(step) is { } marker ? new string(' ', step.Span.Start - LineStart(step.Span.Start) + marker.Groups["marker"].Length) : null;

    /// <summary>"1. ", "- " or "- [ ] " at the start of the step.</summary>
    Match? Marker(Step step)
    {
        var start = LineStart(step.Span.Start);
        if (!Source.AsSpan(start, step.Span.Start - start).IsWhiteSpace()) return null;
        var match = ListMarker().Match(Source, step.Span.Start, Math.Min(20, Source.Length - step.Span.Start));
        return match.Success ? match : null;
    }

    // The instruction's paragraph may go on over lines without an empty one between.
    int EndOfInstruction(Step step)
    {
        var end = EndOfLine(Math.Max(step.InstructionSpan.Start, step.InstructionSpan.End - 1));
        while (end < step.Span.End)
        {
            var next = Markup.LineEnd(Source, end) + 1;
            if (next >= step.Span.End) break;
            var line = Source.AsSpan(next, EndOfLine(next) - next).TrimStart();
            if (line.IsEmpty || line[0] is '#' or '>' or '|' or '`' or '~' or '<' || ListMarker().IsMatch(line) || Rule().IsMatch(line)) break;
            end = EndOfLine(next);
        }
        return end;
    }

    int LineStart(int at) => at == 0 ? 0 : Source.LastIndexOf('\n', at - 1) + 1;

    int EndOfLine(int at)
    {
        var end = Markup.LineEnd(Source, Math.Min(at, Source.Length));
        return end > at && Source[end - 1] == '\r' ? end - 1 : end;
    }

    [GeneratedRegex(@"\G(?<marker>(?:\d{1,9}[.)]|[-*+])[ \t]+)(?:\[[ xX]\][ \t]+)?")]
    private static partial Regex ListMarker();

    [GeneratedRegex(@"^(?:[-*_=][ \t]*)+\r?$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^[\p{L}\p{N}](?:[\p{L}\p{N} ./()&'-]*[\p{L}\p{N})])?$")]
    private static partial Regex PlainYaml();

    [GeneratedRegex(@"^(?:(?<key>[\w-]+)[ \t]*:(?<value>[^\r\n]*)|(?<fence>---|\.\.\.)[ \t]*\r?$)", RegexOptions.Multiline)]
    private static partial Regex HeaderLine();
}
