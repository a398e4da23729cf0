using System.Text.Json.Serialization;

namespace Handrail.Core.Publishing;

/// <summary>What became of a controlled copy on paper.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CopyEnd>))]
public enum CopyEnd
{
    TakenBack,
    Destroyed,
    /// <summary>It may still lie somewhere.</summary>
    Lost,
}

public static class PrintedCopyWords
{
    public static string Past(CopyEnd? end) => end switch
    {
        CopyEnd.TakenBack => "taken back",
        CopyEnd.Destroyed => "destroyed",
        _ => "lost",
    };

    /// <summary>On the button that says so.</summary>
    public static string Button(CopyEnd end) => end switch
    {
        CopyEnd.TakenBack => "Taken back",
        CopyEnd.Destroyed => "Destroyed",
        _ => "Lost",
    };
}
