using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

static class RunTitle
{
    /// <summary>The procedure's pattern with recorded fields put in; what is not known stays as written.</summary>
    public static string Of(Procedure procedure, IReadOnlyList<FieldValue> fields) =>
        procedure.Header.Run is { Length: > 0 } pattern
            ? Placeholders.Fill(pattern, name => fields.FirstOrDefault(value => !value.IsBlank && value.Field == (Names.Field(procedure, name)?.Key ?? name))?.Text)
            : procedure.Title;
}
