using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Handrail.Core.Compliance.Reading;

/// <summary>A piece of YAML with its place. Small files only: what is nested deeper, or longer, than any sensible one is refused, so that a senseless one costs nothing.</summary>
abstract record YamlNode(Span Span)
{
    const int Deepest = 6;
    const int Most = 20_000;

    internal sealed record Text(string Value, Span Span) : YamlNode(Span);
    internal sealed record List(IReadOnlyList<YamlNode> Items, Span Span) : YamlNode(Span);
    internal sealed record Map(IReadOnlyList<(Text Key, YamlNode Value)> Entries, Span Span) : YamlNode(Span);

    /// <summary>The first document; null when the text holds none.</summary>
    /// <exception cref="YamlException">The text is no YAML, or beyond the bounds.</exception>
    internal static YamlNode? Read(string yaml)
    {
        var parser = new Parser(new Scanner(new StringReader(yaml)));
        var left = Most;
        while (YamlEvents.Next(parser))
            if (parser.Current is NodeEvent) return Node(parser, 0, ref left);
        return null;
    }

    static YamlNode Node(Parser parser, int depth, ref int left)
    {
        var current = parser.Current ?? throw new YamlException("The text ends in the middle.");
        if (depth > Deepest || left-- == 0) throw new YamlException(current.Start, current.End, "It is nested too deeply or too long.");
        var start = (int)current.Start.Index;
        switch (current)
        {
            case Scalar scalar:
                return new Text(scalar.Value, new(start, (int)scalar.End.Index));
            case SequenceStart:
                List<YamlNode> items = [];
                while (Next(parser) is not SequenceEnd) items.Add(Node(parser, depth + 1, ref left));
                return new List(items, new(start, (int)parser.Current!.End.Index));
            case MappingStart:
                List<(Text, YamlNode)> entries = [];
                while (Next(parser) is not MappingEnd)
                {
                    var key = Node(parser, depth + 1, ref left) as Text ?? throw new YamlException(current.Start, current.End, "A key must be a word.");
                    Next(parser);
                    entries.Add((key, Node(parser, depth + 1, ref left)));
                }
                return new Map(entries, new(start, (int)parser.Current!.End.Index));
            default:
                throw new YamlException(current.Start, current.End, "References are not used here.");
        }
    }

    static ParsingEvent Next(Parser parser) => YamlEvents.Next(parser) && parser.Current is { } next ? next : throw new YamlException("The text ends in the middle.");
}
