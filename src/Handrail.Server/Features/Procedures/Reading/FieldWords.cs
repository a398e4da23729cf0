using Handrail.Core.Procedures;
using Microsoft.Extensions.Localization;

namespace Handrail.Server.Features.Procedures.Reading;

/// <summary>Fields and limits in words.</summary>
static class FieldWords
{
    public static string Of(RecordField field, IStringLocalizer<Texts> texts) => field.Options.Count > 0
        ? string.Join(", ", field.Options)
        : texts[field.Type switch
        {
            FieldType.LongText => "long text",
            FieldType.DateAndTime => "date and time",
            FieldType.YesNo => "yes or no",
            FieldType.SecretReference => "where the secret is kept",
            FieldType.Unknown => field.TypeAsWritten,
            _ => field.Type.ToString().ToLowerInvariant(),
        }] + (field.Required ? ", " + texts["required"] : "");

    public static string Of(Deadline limit, IStringLocalizer<Texts> texts) => limit.From switch
    {
        DeadlineFrom.RunStart => texts["{0} of start", limit.Length],
        DeadlineFrom.PreviousStep => texts["{0} of the previous step", limit.Length],
        DeadlineFrom.Field => texts["{0} of {1}", limit.Length, limit.Field ?? ""],
        _ => limit.Length.ToString(),
    };
}
