using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Handrail.Core.Exchange.Word;

/// <summary>What a style says of a paragraph or a run, with what it takes from the styles it is based on.</summary>
/// <param name="Name">In lower case and English, as Word keeps it in every language.</param>
/// <param name="Heading">0 of the title, 1 to 9 of headings.</param>
sealed record WordStyle(string Name, int? Heading, NumberingProperties? List, int? Indent, Look Look, bool Hidden)
{
    internal static readonly WordStyle None = new("", null, null, null, Look.Plain, Hidden: false);

    internal bool IsContents => Name.StartsWith("toc ", StringComparison.Ordinal) || Name is "table of figures";
    internal bool IsQuote => Name is "quote" or "intense quote" or "block text" or "block quote";
}

/// <summary>The styles of a document, by their id.</summary>
sealed class WordStyles
{
    /// <summary>A chain of styles longer than this goes in circles.</summary>
    const int LongestChain = 20;

    static readonly string[] CodeNames = ["source code", "html preformatted", "html code", "code", "verbatim char", "verbatim", "preformatted text", "macro text", "html sample", "html keyboard", "source text", "code block"];
    static readonly string[] CodeFonts = ["consolas", "courier", "menlo", "monaco", "lucida console", "cascadia", "source code", "jetbrains mono", "fira code", "fira mono", "dejavu sans mono", "liberation mono", "ubuntu mono", "andale mono"];

    readonly Dictionary<string, Style> _styles;
    readonly Dictionary<string, WordStyle> _known = [];
    readonly string? _plain;

    internal WordStyles(StyleDefinitionsPart? part)
    {
        var styles = part?.Styles?.Elements<Style>().Where(style => style.StyleId?.Value is not null).ToList() ?? [];
        _styles = styles.DistinctBy(style => style.StyleId!.Value).ToDictionary(style => style.StyleId!.Value!, StringComparer.Ordinal);
        _plain = styles.FirstOrDefault(style => style.Default.Says() && style.Type.Is(StyleValues.Paragraph))?.StyleId?.Value;
    }

    internal WordStyle OfParagraph(string? id) => Of(id ?? _plain);

    internal WordStyle Of(string? id)
    {
        if (id is null || !_styles.ContainsKey(id)) return WordStyle.None;
        if (!_known.TryGetValue(id, out var style)) _known[id] = style = Resolve(id);
        return style;
    }

    WordStyle Resolve(string id)
    {
        var chain = new List<Style>();
        for (var next = id; next is not null && chain.Count < LongestChain && _styles.TryGetValue(next, out var style); next = style.BasedOn?.Val?.Value) chain.Add(style);
        var name = NameOf(chain[0]);
        return new(
            name,
            chain.Select(HeadingOf).FirstOrDefault(level => level is not null) is { } level and >= 0 ? level : null,
            chain.Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(list => list is not null),
            chain.Select(style => style.StyleParagraphProperties?.Indentation.Left()).FirstOrDefault(left => left is not null),
            LookOf(chain),
            chain.Any(style => style.StyleRunProperties?.Vanish.Says() == true));
    }

    static string NameOf(Style style) => style.StyleName?.Val?.Value?.ToLowerInvariant() ?? "";

    /// <summary>-1 where the style says that it is body text.</summary>
    static int? HeadingOf(Style style) =>
        NameOf(style) is var name && name == "title" ? 0
        : name.StartsWith("heading ", StringComparison.Ordinal) && int.TryParse(name["heading ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 9 ? level
        : style.StyleParagraphProperties?.OutlineLevel?.Val is { HasValue: true, Value: var outline } ? outline is >= 0 and <= 8 ? outline + 1 : -1
        : null;

    static Look LookOf(List<Style> chain)
    {
        var look = Look.Plain;
        if (chain.Any(style => CodeNames.Contains(NameOf(style)) || IsCodeFont(style.StyleRunProperties?.RunFonts))) look |= Look.Code;
        // Of a paragraph's style, weight and slant are decoration; of a run's they are emphasis.
        if (!chain[0].Type.Is(StyleValues.Character)) return look;
        if (Says(chain, run => run.Bold)) look |= Look.Bold;
        if (Says(chain, run => run.Italic)) look |= Look.Italic;
        if (Says(chain, run => run.Strike)) look |= Look.Struck;
        return look;
    }

    static bool Says(List<Style> chain, Func<StyleRunProperties, OnOffType?> what) =>
        chain.Select(style => style.StyleRunProperties is { } run ? what(run) : null).FirstOrDefault(said => said is not null).Says();

    internal static bool IsCodeFont(RunFonts? fonts) =>
        (fonts?.Ascii?.Value ?? fonts?.HighAnsi?.Value) is { } font && CodeFonts.Any(code => font.StartsWith(code, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Values as files really hold them: absent, misspelled, or in the wrong unit, and never a reason to stop.</summary>
static class WordValues
{
    internal static bool Says(this OnOffType? property) => property is not null && (property.Val is null || property.Val is { HasValue: true, Value: true });

    internal static bool Says(this OnOffValue? value) => value is { HasValue: true, Value: true };

    internal static bool Is<T>(this EnumValue<T>? value, T wanted) where T : struct, IEnumValue, IEnumValueFactory<T> => value is { HasValue: true } && value.Value.Equals(wanted);

    /// <summary>In twentieths of a point; a measure in characters is not known here.</summary>
    internal static int? Left(this Indentation? indentation) => Twips(indentation?.Left ?? indentation?.Start);

    internal static int Hanging(this Indentation? indentation) => Twips(indentation?.Hanging) ?? 0;

    static int? Twips(StringValue? value) =>
        double.TryParse(value?.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var twips) && twips is > -31680 and < 31680 ? (int)twips : null;
}
