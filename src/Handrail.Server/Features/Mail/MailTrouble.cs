using Handrail.Core;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Mail;

/// <summary>Reminders that the mail server did not take.</summary>
/// <param name="Since">When the first of them was made.</param>
/// <param name="Words">Why, of the last.</param>
public sealed record MailTrouble(int Stuck, int GivenUp, Instant Since, string Words)
{
    /// <summary>For how long one that was given up is brought to mind.</summary>
    static readonly TimeSpan News = TimeSpan.FromDays(7);

    public string InWords => (Stuck, GivenUp) switch
    {
        (0, _) => GivenUp == 1 ? "One mail was given up" : $"{GivenUp} mails were given up",
        (_, 0) => Stuck == 1 ? "One mail is stuck" : $"{Stuck} mails are stuck",
        _ => $"{(this with { GivenUp = 0 }).InWords}, and {(GivenUp == 1 ? "one was" : $"{GivenUp} were")} given up",
    };

    /// <param name="messages">Of one organization or of all.</param>
    /// <returns>Null when there is none, or no mail is to be sent any more.</returns>
    public static async Task<MailTrouble?> In(IQueryable<OutgoingMessage> messages, MailSettings settings, Instant now, CancellationToken stop)
    {
        if (!settings.IsOn) return null;
        var since = now - News;
        var failed = messages.Where(row => row.MadeAt > since && row.SentAt == null && row.Error != null && row.Day != null);
        if (await failed.GroupBy(_ => 1).Select(all => new { Count = all.Count(), GivenUp = all.Count(row => row.NextAt == null), Since = all.Min(row => row.MadeAt) }).SingleOrDefaultAsync(stop) is not { } counted) return null;
        var last = await failed.OrderByDescending(row => row.MadeAt).Select(row => row.Error).FirstOrDefaultAsync(stop);
        return new(counted.Count - counted.GivenUp, counted.GivenUp, counted.Since, last ?? "");
    }
}
