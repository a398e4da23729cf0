using System.Globalization;
using System.Text.RegularExpressions;
using Handrail.Core;
using Handrail.Core.Running;

namespace Handrail.Server.Features.Runs;

static partial class RecordTexts
{
    /// <summary>Words about a run as people read them: values in the places of names, times in words.</summary>
    public static string Readable(RunView view, string text) => StoredTime().Replace(RunTexts.Fill(view, text), match => Value(match.Value));

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")]
    private static partial Regex StoredTime();

    public static string Exact(Instant at) => at.ToDateTimeOffset().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.CurrentUICulture);

    public static string Clock(Instant at) => at.ToDateTimeOffset().ToString("HH:mm", CultureInfo.CurrentUICulture);

    /// <summary>A stored time as people read it; everything else as it is.</summary>
    public static string Value(string text) => text.Length == 27 && text.EndsWith('Z') && Instant.TryParse(text, out var at) ? Exact(at) : text;

    public static string Ending(RunEnding? ending) => ending switch
    {
        RunEnding.Stopped => "stopped where the procedure says so",
        RunEnding.RolledBack => "rolled back",
        RunEnding.Abandoned => "abandoned",
        _ => "finished",
    };

    public static string Tone(RunFact fact) => fact switch
    {
        StepCompleted or StepVerified or StepApproved or RunFinished => "ok",
        StepFailed or ApprovalDeclined => "bad",
        DeviationNoted or StepSkipped or RunAbandoned or RollbackStarted => "warn",
        RunStarted => "live",
        _ => "todo",
    };
}
