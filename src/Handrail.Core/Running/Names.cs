using System.Text;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>How names written by people find each other: lower case, words joined by "-".</summary>
static class Names
{
    public static string Key(string? text)
    {
        var key = new StringBuilder();
        foreach (var c in (text ?? "").Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) key.Append(c);
            else if (key.Length > 0 && key[^1] != '-') key.Append('-');
        }
        return key.ToString().TrimEnd('-');
    }

    public static bool Same(string? a, string? b) => Key(a) == Key(b);

    /// <summary>Every recorded field of the procedure that goes by this label or key.</summary>
    public static RecordField? Field(Procedure procedure, string? name) =>
        procedure.StartFields.Concat(procedure.AllSteps.SelectMany(step => step.Records))
            .FirstOrDefault(field => field.Key == name || Same(field.Label, name));
}
