namespace Handrail.Core.Procedures.Tailoring;

/// <summary>A value of the organization that stands in a text, and the name it can be turned back to.</summary>
/// <param name="Key">Of the placeholder.</param>
/// <param name="Places">In the order of the text.</param>
public sealed record OwnWord(string Key, string Value, IReadOnlyList<Span> Places)
{
    /// <summary>Tells it apart from every other of the text.</summary>
    public string Id => $"{Key}={Value}";

    /// <summary>As the library writes it: {{identity_provider}}.</summary>
    public string Placeholder => "{{" + Key.Replace('-', '_') + "}}";
}

/// <summary>
/// The way back from a tailored text to a template: where the text says what this organization calls something, it can ask for it by name again. Left alone is what
/// would mean something else with other words: the front matter, names of fields, variants for one tool, targets of links, headings, placeholders.
/// </summary>
public static class OwnWords
{
    /// <summary>What is shorter stands in texts by chance.</summary>
    public const int Shortest = 3;

    /// <summary>Those that can be turned back, in the order in which they first stand in the text. Several names may have one value; then each is here, those that the text asks for first.</summary>
    /// <param name="values">By the keys of placeholders.</param>
    public static IReadOnlyList<OwnWord> In(Procedure procedure, IReadOnlyDictionary<string, string> values)
    {
        var fields = Placeholders.FieldsOf(procedure).Select(field => Placeholders.Key(field.Label)).ToHashSet();
        var used = Placeholders.In(procedure.Source).Select(placeholder => placeholder.Key).ToHashSet();
        var shut = Shut(procedure).ToList();
        return
        [
            .. from value in values
               where value.Value.Length >= Shortest && value.Value.Any(char.IsLetter) && Placeholders.Key(value.Value) != value.Key && IsName(value.Key) && !fields.Contains(value.Key)
               let places = Tools.NamedIn(procedure.Source, value.Value).Where(span => !IsPartOfAddress(procedure.Source, span) && !shut.Exists(closed => closed.Start < span.End && span.Start < closed.End)).ToList()
               where places.Count > 0
               orderby places[0].Start, used.Contains(value.Key) descending, value.Key
               select new OwnWord(value.Key, value.Value, places),
        ];
    }

    /// <summary>The text with names in the places of the chosen words. Of words that overlap the longest is taken, of names with one value the first.</summary>
    public static string TurnBack(string source, IEnumerable<OwnWord> chosen)
    {
        List<Splice> splices = [];
        foreach (var (word, place) in chosen.SelectMany(word => word.Places.Select(place => (word, place))).OrderByDescending(use => use.place.Length))
            if (!splices.Exists(splice => splice.Span.Start < place.End && place.Start < splice.Span.End)) splices.Add(new(place, word.Placeholder));
        return Splice.Apply(source, splices);
    }

    /// <summary>Written between braces it is read as this name again.</summary>
    static bool IsName(string key) => Placeholders.In("{{" + key.Replace('-', '_') + "}}") is [var only] && only.Key == key;

    static IEnumerable<Span> Shut(Procedure procedure)
    {
        var source = procedure.Source;
        if (!procedure.Header.Span.IsEmpty) yield return procedure.Header.Span;
        foreach (var placeholder in Placeholders.In(source)) yield return placeholder.Span;
        foreach (var line in procedure.AllSteps.SelectMany(step => step.Lines).Where(line => line.Key is FieldKey.In or FieldKey.Record or FieldKey.OnlyIf or FieldKey.Answer)) yield return line.Span;
        foreach (var section in procedure.Sections.Where(section => section.Kind == SectionKind.BeforeYouStart)) yield return section.Span;
        var markup = new Linting.Markup(source);
        foreach (var link in markup.Links) yield return link.TargetSpan;
        foreach (var (_, span) in markup.Anchors) yield return span;
        for (var line = 0; line < source.Length; line = TextLines.Next(source, line))
            if (source[line] == '#' && !markup.IsCode(line)) yield return new(line, TextLines.End(source, line));
    }

    /// <summary>"northwind" of it@northwind.example is not the organization's name.</summary>
    static bool IsPartOfAddress(string source, Span span) =>
        span.Start > 0 && source[span.Start - 1] is '@' or '/' or '\\' or '.' || span.End < source.Length && source[span.End] is '@' or '\\' || span.End + 1 < source.Length && source[span.End] == '.' && char.IsLetterOrDigit(source[span.End + 1]);
}
