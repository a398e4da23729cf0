using System.Globalization;
using System.Text.RegularExpressions;

namespace Handrail.Core.Exchange.Word;

/// <summary>Numbers, bullets and boxes that somebody typed instead of asking Word for a list. They look like a list, so they are read as one.</summary>
sealed partial class TypedMarks
{
    /// <summary>The number that was typed last: a list begins with 1 and counts on.</summary>
    int _last;

    internal Paragraph Read(Paragraph paragraph)
    {
        if (paragraph.Content is not [Words first, ..]) return paragraph;
        if (Box().Match(first.Text) is { Success: true } box)
            return Without(box.Length, paragraph) with { Checked = box.Groups["mark"].ValueSpan is not ("☐" or "□"), Mark = paragraph.Mark ?? Bullet(paragraph.Indent) };
        if (paragraph.Mark is not null || first.Look.HasFlag(Look.Code)) return paragraph;
        if (Number().Match(first.Text) is { Success: true } typed && int.Parse(typed.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is var number && (number == 1 || number == _last + 1))
        {
            _last = number;
            return Without(typed.Length, paragraph) with { Mark = new(null, 0, Ordered: true, number, paragraph.Indent) };
        }
        return Dot().Match(first.Text) is { Success: true } dot ? Without(dot.Length, paragraph) with { Mark = Bullet(paragraph.Indent) } : paragraph;
    }

    static ListMark Bullet(int indent) => new(null, 0, Ordered: false, 0, indent);

    static Paragraph Without(int length, Paragraph paragraph)
    {
        var first = (Words)paragraph.Content[0];
        return paragraph with { Content = WordText.Trimmed([first with { Text = first.Text[length..] }, .. paragraph.Content.Skip(1)]) };
    }

    [GeneratedRegex(@"\A\s*(?<number>\d{1,2})[.)]\s+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A\s*(?:[•▪‣◦●○■·]\s*|[-–]\s+)")]
    private static partial Regex Dot();

    [GeneratedRegex(@"\A\s*(?<mark>[☐☑☒□])\s*")]
    private static partial Regex Box();
}
