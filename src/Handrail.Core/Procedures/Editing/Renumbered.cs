using System.Globalization;

namespace Handrail.Core.Procedures.Editing;

/// <summary>A step that gets another number. A longer or shorter number moves all lines of the step, unless the space behind it can give or take.</summary>
/// <param name="IsPadded">The list keeps its content in one column by the space behind the numbers.</param>
sealed record Renumbered(Step Step, ListItem Item, int Number, bool IsPadded)
{
    string Digits => Number.ToString(CultureInfo.InvariantCulture);

    int Longer => Digits.Length + 1 - Item.Marker.Length;

    int Gap => IsPadded ? Math.Max(1, Item.Gap - Longer) : Item.Gap;

    /// <summary>By how many columns the content moves to the right.</summary>
    public int Shift => Longer + Gap - Item.Gap;

    public IEnumerable<Splice> Marker()
    {
        var digits = new Span(Step.Span.Start, Step.Span.Start + Item.Marker.Length - 1);
        yield return new(digits, Digits);
        var behind = digits.End + 1;
        if (Gap < Item.Gap) yield return new(new(behind, behind + Item.Gap - Gap), "");
        else if (Gap > Item.Gap) yield return new(new(behind, behind), new string(' ', Gap - Item.Gap));
    }

    /// <summary>The beginnings of the lines that move with the content.</summary>
    public IEnumerable<int> Lines(string source)
    {
        if (Shift == 0) yield break;
        for (var line = TextLines.Next(source, Step.Span.Start); line < Step.Span.End; line = TextLines.Next(source, line))
            // Not blank lines, nor lines further left than the content, which go on with a paragraph anyway.
            if (TextLines.OverSpace(source, line) is var text && text < TextLines.End(source, line) && TextLines.Column(source, text) >= Item.Column) yield return line;
    }
}
