using System.Text.Json.Serialization;

namespace Handrail.Core.Publishing;

/// <summary>What a reviewer says to a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepVerdict>))]
public enum StepVerdict
{
    Agreed,
    Commented,
    /// <summary>"It cannot be done like this." Blocks approval until it is taken back or overruled with a reason.</summary>
    Objected,
}
