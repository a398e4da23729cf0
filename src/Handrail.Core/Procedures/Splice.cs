using System.Text;

namespace Handrail.Core.Procedures;

/// <summary>One place of a text, and what stands there instead.</summary>
/// <param name="Span">What is replaced; empty for an insertion.</param>
public sealed record Splice(Span Span, string Text)
{
    /// <summary>Whether they cannot all be made at once.</summary>
    public static bool Overlap(IEnumerable<Splice> splices)
    {
        var at = 0;
        foreach (var splice in splices.OrderBy(splice => splice.Span.Start).ThenBy(splice => splice.Span.End))
        {
            if (splice.Span.Start < at) return true;
            at = splice.Span.End;
        }
        return false;
    }

    /// <summary>The text with all splices made at once: none may overlap another, and what is inserted at one place keeps its order. Nothing outside the spans changes.</summary>
    /// <exception cref="ArgumentException">Two overlap: a bug in the caller.</exception>
    public static string Apply(string source, params IReadOnlyList<Splice> splices)
    {
        if (splices.Count == 0) return source;
        var text = new StringBuilder(source.Length + splices.Sum(splice => splice.Text.Length));
        var at = 0;
        foreach (var splice in splices.OrderBy(splice => splice.Span.Start).ThenBy(splice => splice.Span.End))
        {
            if (splice.Span.Start < at) throw new ArgumentException("Two splices overlap.", nameof(splices));
            text.Append(source, at, splice.Span.Start - at).Append(splice.Text);
            at = splice.Span.End;
        }
        return text.Append(source, at, source.Length - at).ToString();
    }
}
