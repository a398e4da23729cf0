namespace Handrail.Core.Compliance;

/// <summary>What the runs of a time say about one limit. Without a run that was measured it says nothing, and least of all "kept".</summary>
/// <param name="NotMeasured">By their reason, without those the limit is not for.</param>
public sealed record LimitTally(int Kept, int Missed, IReadOnlyDictionary<WhyNotMeasured, int> NotMeasured)
{
    public int Measured => Kept + Missed;

    public bool IsAllKept => Missed == 0 && Kept > 0;

    public static LimitTally Of(IEnumerable<MeasuredLimit> limits, Instant now)
    {
        var by = limits.ToLookup(limit => limit.Standing(now));
        return new(by[LimitStanding.Kept].Count(), by[LimitStanding.Missed].Count(),
            by[LimitStanding.NotMeasured].Select(limit => limit.Why).OfType<WhyNotMeasured>()
                .Where(why => why is not (WhyNotMeasured.ConditionNotHeld or WhyNotMeasured.NotNeeded or WhyNotMeasured.FirstOfAll))
                .CountBy(why => why).OrderByDescending(count => count.Value).ToDictionary());
    }
}
