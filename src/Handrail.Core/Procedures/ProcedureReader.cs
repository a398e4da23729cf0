using Handrail.Core.Procedures.Reading;

namespace Handrail.Core.Procedures;

/// <summary>Reads a procedure from its Markdown text. Any text can be read; what is not understood stays text and is noted.</summary>
public static class ProcedureReader
{
    /// <param name="fileName">Gives the title where the text has none; may be a path.</param>
    public static Procedure Read(string source, string fileName = "")
    {
        List<ReadingNote> notes = [];
        var header = FrontMatter.Read(source, notes);
        if (Markup.Parse(source, header.Span.End) is { } document) return new ProcedureBuilder(source, header, document, notes).Build(fileName);
        notes.Add(new("nested-too-deep", "The text is nested too deeply to be read; it is kept as it is and has no steps.", new(header.Span.End, source.Length)));
        return new ProcedureBuilder(source, header, [], notes).Build(fileName);
    }
}
