using Handrail.Core;
using Handrail.Core.Compliance;
using Handrail.Server.Web;
using Microsoft.Extensions.Localization;

namespace Handrail.Server.Features.Compliance;

/// <summary>What was measured, in words.</summary>
static class LimitWords
{
    /// <summary>"kept", "31 min late": never more than the run shows.</summary>
    public static string Standing(MeasuredLimit measured, Instant now, IStringLocalizer<Texts> texts) => (measured.Standing(now), measured) switch
    {
        (LimitStanding.Kept, _) => texts["kept"],
        (LimitStanding.Missed, { Ended: not null } late) => texts["missed by {0}", Length(late.MissedBy(now), texts)],
        (LimitStanding.Missed, { Over: not null }) => texts["missed: not done"],
        (LimitStanding.Missed, var late) => texts["overdue by {0}", Length(late.MissedBy(now), texts)],
        (LimitStanding.Open, { Due: { } due }) => texts["open, due {0}", HumanTime.Relative(due, now, texts)],
        _ => texts["not measured: {0}", texts[Why(measured.Why)]],
    };

    /// <summary>The class that gives the badge its tone.</summary>
    public static string Tone(LimitStanding standing) => standing switch
    {
        LimitStanding.Kept => "ok",
        LimitStanding.Missed => "bad",
        LimitStanding.Open => "live",
        _ => "",
    };

    public static string Why(WhyNotMeasured? why) => why switch
    {
        WhyNotMeasured.ConditionNotHeld => "it is not for this run",
        WhyNotMeasured.ConditionUnknown => "what its condition asks about was not recorded",
        WhyNotMeasured.NotNeeded => "this run did not need the step",
        WhyNotMeasured.DateNotRecorded => "the date it counts from or to was not recorded",
        WhyNotMeasured.NotBegun => "the step it counts from was not done",
        WhyNotMeasured.StepSkipped => "the step was left out",
        WhyNotMeasured.EndedBefore => "the run ended before it was done",
        WhyNotMeasured.StepUnknown => "the text that was followed has no such step",
        WhyNotMeasured.FirstOfAll => "nothing was before it",
        _ => "no calendar reaches so far",
    };

    static string Length(TimeSpan? length, IStringLocalizer<Texts> texts) => HumanTime.Length(length ?? TimeSpan.Zero, texts);
}
