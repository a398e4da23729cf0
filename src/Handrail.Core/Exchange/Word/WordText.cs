using System.Text;

namespace Handrail.Core.Exchange.Word;

/// <summary>Words of a paragraph before they are written.</summary>
static class WordText
{
    /// <summary>Without the white space around, and with runs that look alike as one.</summary>
    internal static List<Inline> Trimmed(IEnumerable<Inline> inlines)
    {
        var merged = new List<Inline>();
        var text = new StringBuilder();
        foreach (var inline in inlines.SkipWhile(IsSpace))
        {
            if (inline is Words words && merged is [.., Words before] && before.Look == words.Look && before.Target == words.Target)
            {
                text.Append(words.Text);
                continue;
            }
            Finish();
            merged.Add(inline);
            if (inline is Words first) text.Append(first.Text);
        }
        Finish();
        while (merged is [.., var last] && IsSpace(last)) merged.RemoveAt(merged.Count - 1);
        if (merged is [Words begin, ..]) merged[0] = begin with { Text = begin.Text.TrimStart() };
        if (merged is [.., Words end]) merged[^1] = end with { Text = end.Text.TrimEnd() };
        return merged;

        void Finish()
        {
            if (text.Length > 0 && merged is [.., Words whole]) merged[^1] = whole with { Text = text.ToString() };
            text.Clear();
        }
    }

    /// <summary>As it was typed, for code.</summary>
    internal static string Lines(IEnumerable<Inline> inlines) => string.Concat(inlines.Select(inline => inline is Words words ? words.Text : "\n"));

    static bool IsSpace(Inline inline) => inline is LineBreak || inline is Words words && string.IsNullOrWhiteSpace(words.Text);
}
