using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Flow;

namespace Handrail.Core.Procedures.Linting;

/// <summary>What the rules look at: one procedure, what is known around it, and what several rules would otherwise each work out again.</summary>
sealed partial class Subject
{
    bool? _english;
    readonly Dictionary<string, string> _environment;

    public Subject(Procedure procedure, LintContext context)
    {
        (Procedure, Context) = (procedure, context);
        Phases = [.. procedure.Main, .. procedure.Contingencies, .. procedure.Rollback];
        Steps = [.. procedure.AllSteps];
        MainSteps = [.. Steps.Where(step => step.Track == Track.Main)];
        Fields = [.. Placeholders.FieldsOf(procedure)];
        Markup = new(Source);
        Write = new(this);
        _environment = (context.Environment ?? new Dictionary<string, string>()).DistinctBy(value => Placeholders.Key(value.Key)).ToDictionary(value => Placeholders.Key(value.Key), value => value.Value);
    }

    public Procedure Procedure { get; }
    public LintContext Context { get; }
    public string Source => Procedure.Source;
    /// <summary>Of all tracks.</summary>
    public IReadOnlyList<Phase> Phases { get; }
    /// <summary>Of all tracks, children after their parent.</summary>
    public IReadOnlyList<Step> Steps { get; }
    public IReadOnlyList<Step> MainSteps { get; }
    public IReadOnlyList<RecordField> Fields { get; }
    public Markup Markup { get; }
    public Fixes Write { get; }
    public FlowGraph Flow => field ??= FlowGraph.Of(Procedure);
    /// <summary>Rules about words know English ones only, and are silent in other languages.</summary>
    public bool IsEnglish => _english ??= LooksEnglish(Source);

    public Section? Section(SectionKind kind) => Procedure.Sections.FirstOrDefault(section => section.Kind == kind);

    /// <summary>Has it any text below its heading?</summary>
    public bool IsEmpty(Section section) => Source.IndexOf('\n', section.Span.Start, section.Span.Length) is not (>= 0 and var end) || Source.AsSpan(end, section.Span.End - end).IsWhiteSpace();

    /// <summary>A name with its placeholders filled from the environment; null when one stays open.</summary>
    public string? Resolved(string name)
    {
        var filled = Placeholders.Fill(name, key => _environment.GetValueOrDefault(key));
        return Placeholders.In(filled).Count > 0 ? null : filled.Trim();
    }

    public bool IsField(string name) => Placeholders.Key(name) is var key && Fields.Any(field => field.Key == key || Placeholders.Key(field.Label) == key);

    /// <summary>Where a finding about the whole procedure is shown: its first heading, or the start of the text.</summary>
    public Span Top
    {
        get
        {
            var start = Math.Min(Procedure.Header.Span.End, Source.Length);
            while (start < Source.Length && char.IsWhiteSpace(Source[start])) start++;
            return new(start, Markup.LineEnd(Source, start));
        }
    }

    /// <summary>A step without its sub-steps, as pieces of the source.</summary>
    public static IEnumerable<Span> OwnSpans(Step step)
    {
        var at = step.Span.Start;
        foreach (var child in step.Children.OrderBy(child => child.Span.Start))
        {
            if (child.Span.Start > at) yield return new(at, child.Span.Start);
            at = Math.Max(at, child.Span.End);
        }
        if (step.Span.End > at) yield return new(at, step.Span.End);
    }

    static bool LooksEnglish(string source)
    {
        var (english, other) = (0, 0);
        foreach (var word in CommonWord().EnumerateMatches(source.AsSpan(0, Math.Min(source.Length, 20_000))))
        {
            if (source[word.Index] is 't' or 'T' && word.Length is 2 or 3 || source.AsSpan(word.Index, word.Length) is "and" or "of" or "is" or "with" or "this" or "or") english++;
            else other++;
        }
        return other <= 3 || english > 2 * other;
    }

    // The commonest words of English, then of German, French, Spanish and Italian that English does not have.
    [GeneratedRegex(@"\b(?:the|to|and|of|is|with|this|or|der|das|und|ist|nicht|sie|ein|eine|mit|für|von|den|dem|zu|oder|les|des|est|une|pour|dans|que|avec|el|los|las|para|una|por|con|il|di|che|della|per)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CommonWord();
}
