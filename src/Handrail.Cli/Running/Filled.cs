using Handrail.Core.Procedures;
using Handrail.Core.Running;

namespace Handrail.Cli.Running;

static class Filled
{
    /// <summary>A procedure's words with what the run has recorded in the places of its names.</summary>
    public static string In(RunState state, string text) =>
        Placeholders.Fill(text, Placeholders.From(state.Fields.Values.Where(value => !value.IsBlank).Select(value => KeyValuePair.Create(value.Field, value.Text))));
}
