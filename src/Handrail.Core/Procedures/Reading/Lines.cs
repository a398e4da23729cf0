namespace Handrail.Core.Procedures.Reading;

/// <summary>The lines of a text from a place on, one after the other, without their ends (LF, CRLF or CR).</summary>
ref struct Lines(string text, int from)
{
    /// <summary>Where the next line begins.</summary>
    public int Position { get; private set; } = from;

    public bool Next(out ReadOnlySpan<char> line)
    {
        var rest = text.AsSpan(Position);
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }
        var end = rest.IndexOfAny('\n', '\r');
        line = end < 0 ? rest : rest[..end];
        Position += end < 0 ? rest.Length : end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1);
        return true;
    }
}
