using System.Globalization;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>When a step is due. A pause does not stop the clock: limits come from policies and law.</summary>
static class Deadlines
{
    /// <param name="previous">When the step before was settled; null at the start.</param>
    /// <returns>Null without a limit, or while the date it counts from is not known.</returns>
    public static Instant? Due(Deadline? within, Instant opened, Instant runStart, Instant? previous, Func<string, FieldValue?> field)
    {
        if (within is null) return null;
        var from = within.From switch
        {
            DeadlineFrom.RunStart => runStart,
            DeadlineFrom.PreviousStep => previous ?? opened,
            DeadlineFrom.Field => Moment(field(within.Field ?? "")),
            _ => opened,
        };
        return from is { } start ? After(within.Length, start) : null;
    }

    /// <summary>An absurd length gives no deadline rather than an error.</summary>
    public static Instant? After(Interval length, Instant start)
    {
        var daysAtMost = length.Unit switch { IntervalUnit.Year => 366.0, IntervalUnit.Month => 31, IntervalUnit.Week => 7, _ => 1 } * Math.Max(1, length.Count);
        return (DateTimeOffset.MaxValue - start.ToDateTimeOffset()).TotalDays > daysAtMost ? length.After(start) : null;
    }

    /// <summary>A date counts from its end (midnight UTC), which is what "within 3 days of Departure" gives a person.</summary>
    internal static Instant? Moment(FieldValue? value)
    {
        if (value is not { Values: [var text, ..] }) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date < DateOnly.MaxValue ? Instant.From(new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)) : null;
        return Instant.TryParse(text, out var instant) ? instant : null;
    }
}
