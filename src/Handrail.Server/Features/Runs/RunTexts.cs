using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Server.Features.Runs;

static class RunTexts
{
    /// <summary>Placeholders such as {{Leaver}} with what the run has recorded; what is not known stays as written.</summary>
    public static string Fill(RunState state, string text) => text.Contains("{{", StringComparison.Ordinal)
        ? Placeholders.Fill(text, name => state.Fields.TryGetValue(Placeholders.Key(name), out var value) && !value.IsBlank ? value.Text : null)
        : text;
}
