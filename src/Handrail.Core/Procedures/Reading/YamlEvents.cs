using YamlDotNet.Core;

namespace Handrail.Core.Procedures.Reading;

/// <summary>The YAML library one event at a time, with one way to say that a text is no YAML.</summary>
static class YamlEvents
{
    /// <exception cref="YamlException">The text is no YAML. For a few texts the library itself throws something else.</exception>
    internal static bool Next(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            var at = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "This is no YAML.", error);
        }
    }
}
