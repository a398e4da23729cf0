using System.Security.Cryptography;
using System.Text;
using Handrail.Core;
using Handrail.Core.Reviewing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Today;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Mail;

/// <summary>What a member is told of today, as a message to be sent; and that they have been looked at. Both in one save, so that of two at once one counts.</summary>
static class WriteReminder
{
    public static async Task Handle(WorkingMorning morning, DateOnly today, MailSettings settings, Workbench bench)
    {
        var (by, db, now, stop) = (bench.By, bench.Db, bench.Now, bench.Stop);
        db.ReadFor(by, Reading.ForTheServer);
        db.ReadFor(by, await Reading.For(by, db, now, stop));
        var waiting = (await WaitsForMe.Load(bench)).Select(item => (Item: item, Thing: new Awaited(KeyOf(item), item.What == Waiting.Review ? morning.DayOf(item.Since) : null))).ToList();
        var reminded = await db.Reminded.SingleOrDefaultAsync(row => row.MemberId == by.Id, stop);
        var (toTell, told) = Reminders.On(today, [.. waiting.Select(one => one.Thing)], reminded?.Read() ?? new Dictionary<string, Told>());
        if (reminded is null) db.Reminded.Add(reminded = new Reminded { MemberId = by.Id, OrganizationId = by.OrganizationId, Day = today });
        reminded.Keep(today, told);
        var lines = waiting.Where(one => toTell.Contains(one.Thing.Key)).DistinctBy(one => one.Thing.Key).Select(one => new ReminderLine(one.Item, morning.DayOf(one.Item.Since))).ToList();
        if (lines.Count > 0) db.OutgoingMessages.Add(new OutgoingMessage
        {
            Id = Id<OutgoingMessage>.New(now),
            OrganizationId = by.OrganizationId,
            MemberId = by.Id,
            Day = today,
            To = await db.Members.Where(row => row.Id == by.Id).Select(row => row.Email).SingleAsync(stop),
            Subject = ReminderText.Subject(lines, today),
            Body = ReminderText.Body(lines, today, by, settings),
            MadeAt = now,
            NextAt = now,
        });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The same for the same thing, however its title reads; another one when it was sent back and comes again.</summary>
    static string KeyOf(WaitingItem item)
    {
        var again = item.What is Waiting.Approval or Waiting.WalkThrough or Waiting.SentBack ? item.Since.ToString() : "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{item.What}\n{item.Name}\n{item.Href}\n{again}")))[..16];
    }
}
