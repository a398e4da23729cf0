using System.Globalization;
using Handrail.Core;

namespace Handrail.Cli.Running;

static class Moment
{
    /// <summary>"2026-03-01 09:30 UTC".</summary>
    public static string Of(Instant? at) => at?.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>"2 d 4 h", "1 h 5 min", "12 min", "40 s".</summary>
    public static string Length(TimeSpan span) =>
        span.TotalDays >= 1 ? $"{span.Days} d {span.Hours} h"
        : span.TotalHours >= 1 ? $"{span.Hours} h {span.Minutes} min"
        : span.TotalMinutes >= 1 ? $"{span.Minutes} min"
        : $"{span.Seconds} s";
}
