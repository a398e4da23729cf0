using System.Globalization;
using Handrail.Core;
using Microsoft.Extensions.Localization;

namespace Handrail.Server.Web;

/// <summary>Times and lengths the way people say them.</summary>
static class HumanTime
{
    public static string Relative(Instant at, Instant now, IStringLocalizer<Texts> texts)
    {
        var ago = now - at;
        var (length, past) = ago >= TimeSpan.Zero ? (ago, true) : (-ago, false);
        if (length < TimeSpan.FromSeconds(45)) return texts[past ? "just now" : "in a moment"];
        if (length > TimeSpan.FromDays(60)) return at.ToDateTimeOffset().ToString("d MMM yyyy", CultureInfo.CurrentUICulture);
        return texts[past ? "{0} ago" : "in {0}", Length(length, texts)];
    }

    /// <summary>"45 seconds", "3 h 12 min", "2 days 4 h": at most two units, none of them zero.</summary>
    public static string Length(TimeSpan length, IStringLocalizer<Texts> texts)
    {
        if (length < TimeSpan.FromMinutes(1)) return Count((int)length.TotalSeconds, "second", texts);
        if (length < TimeSpan.FromHours(1)) return Count((int)length.TotalMinutes, "minute", texts);
        if (length < TimeSpan.FromDays(1)) return texts["{0} h", (int)length.TotalHours] + (length.Minutes > 0 ? " " + texts["{0} min", length.Minutes] : "");
        return Count((int)length.TotalDays, "day", texts) + (length.Hours > 0 && length.TotalDays < 7 ? " " + texts["{0} h", length.Hours] : "");
    }

    static string Count(int count, string unit, IStringLocalizer<Texts> texts) => texts[count == 1 ? $"1 {unit}" : $"{{0}} {unit}s", count];
}
