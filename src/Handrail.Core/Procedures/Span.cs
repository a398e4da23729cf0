namespace Handrail.Core.Procedures;

/// <summary>A half-open range of UTF-16 characters [Start, End) in the source text of one procedure.</summary>
public readonly record struct Span(int Start, int End)
{
    public int Length => End - Start;
    public bool IsEmpty => End <= Start;
    public string In(string source) => source[Start..End];
}
