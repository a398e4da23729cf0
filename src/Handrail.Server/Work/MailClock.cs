using Handrail.Server.Data;
using Handrail.Server.Features.Mail;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Work;

/// <summary>Sends what is to be sent. The row says when, so looking costs one indexed query; two servers may look at once, the row lets one of them send.</summary>
public sealed class MailClock(IServiceScopeFactory scopes, MailServer server, TimeProvider clock, ILogger<MailClock> log) : Clock(TimeSpan.FromSeconds(20), clock, log, "Mail could not be sent")
{
    string? _trouble;

    public override async Task Tick(CancellationToken stop)
    {
        if (!server.Settings.IsOn) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        using var everybody = db.LookAcross();
        // Across organizations on purpose: there is one mail server for all.
        var sent = await Outbox.Send(db.OutgoingMessages.IgnoreQueryFilters(), db.Members.IgnoreQueryFilters(), server, Time, stop);
        Say(sent);
    }

    /// <summary>Once when it begins, once when it is another, once when it is over: attempts go on for days.</summary>
    void Say(Sent sent)
    {
        if (sent.Error is { } error && error != _trouble) Log.LogWarning("Mail is stuck: {Reason} It is tried again; administrators see it on their pages", error);
        if (sent is { Error: null, Count: > 0 } && _trouble is not null) Log.LogInformation("Mail goes out again");
        if (sent.Error is not null || sent.Count > 0) _trouble = sent.Error;
    }
}
