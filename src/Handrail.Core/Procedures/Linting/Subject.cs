using System.Collections.Frozen;
using Handrail.Core.Procedures.Flow;

namespace Handrail.Core.Procedures.Linting;

/// <summary>What the rules look at: one procedure, what is known around it, and what several rules would otherwise each work out again.</summary>
sealed class Subject
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
        Markup = new(Source, procedure.Header.Span.End);
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
        var (english, other, at) = (0, 0, 0);
        var text = source.AsSpan(0, Math.Min(source.Length, 8000));
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && char.IsLetter(text[end])) end++;
            if (end - at is > 1 and <= 5)
            {
                if (CommonEnglish.Contains(text[at..end])) english++;
                else if (CommonElsewhere.Contains(text[at..end])) other++;
            }
            at = end + 1;
        }
        return other <= 3 || english > 2 * other;
    }

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CommonEnglish = Words("the to and of is with this or that be it from");

    // The commonest words of German, French, Spanish and Italian that English does not have.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CommonElsewhere =
        Words("der das und ist nicht sie ein eine mit für von den dem zu oder les des est une pour dans que avec el los las para una por con il di che della per");

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
