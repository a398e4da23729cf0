using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Mail;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>Whether reminders by mail go out, of every organization.</summary>
static class MailExamination
{
    public static async Task<Check> Run(HandrailDb db, MailSettings settings, Instant now, CancellationToken stop)
    {
        var check = new Check("Mail");
        if (!settings.IsOn)
        {
            check.Seen = "not set up, so none is sent";
            return check;
        }
        using var everybody = db.LookAcross();
        var messages = db.OutgoingMessages.IgnoreQueryFilters();
        var last = await messages.Where(row => row.SentAt != null).MaxAsync(row => row.SentAt, stop);
        if (await MailTrouble.In(messages, settings, now, stop) is { } trouble) check.Wrong($"{trouble.InWords} since {trouble.Since}: {trouble.Words}");
        check.Seen = $"{settings.InWords}, {(last is null ? "nothing sent yet" : $"last sent {last}")}";
        return check;
    }
}
