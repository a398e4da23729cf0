using System.Text.RegularExpressions;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

static partial class RunTitle
{
    /// <summary>The procedure's pattern with recorded fields put in; what is not known stays as written.</summary>
    public static string Of(Procedure procedure, IReadOnlyList<FieldValue> fields) =>
        procedure.Header.Run is { Length: > 0 } pattern
            ? Placeholder().Replace(pattern, match => fields.FirstOrDefault(value => Names.Same(value.Field, match.Groups[1].Value) && !value.IsBlank)?.Text
                ?? fields.FirstOrDefault(value => value.Field == Names.Field(procedure, match.Groups[1].Value)?.Key && !value.IsBlank)?.Text
                ?? match.Value)
            : procedure.Title;

    [GeneratedRegex(@"\{\{\s*([^{}]+?)\s*\}\}")]
    private static partial Regex Placeholder();
}
