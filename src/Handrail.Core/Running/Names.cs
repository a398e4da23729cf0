using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>How names written by people find each other.</summary>
static class Names
{
    public static bool Same(string? a, string? b) => Placeholders.Key(a ?? "") == Placeholders.Key(b ?? "");

    /// <summary>The recorded field of the procedure that goes by this label or key.</summary>
    public static RecordField? Field(Procedure procedure, string? name) =>
        Placeholders.FieldsOf(procedure).FirstOrDefault(field => field.Key == name || Same(field.Label, name));
}
