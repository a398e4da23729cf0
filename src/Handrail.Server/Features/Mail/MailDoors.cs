using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Handrail.Server.Work;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Mail;

/// <param name="IsOn">Whether the server has a mail server.</param>
/// <param name="LastSent">Null when none was yet.</param>
public sealed record MailModel(bool IsOn, string Server, string From, OutgoingMessage? LastSent, int Unsent, MailTrouble? Trouble, IReadOnlyList<(OutgoingMessage Message, string Name)> Messages, int PageNumber, bool HasMore);

/// <summary>What administrators see of mail, a test of it, and everybody's choice to get none.</summary>
static class MailDoors
{
    const int PageSize = 50;

    static readonly TimeSpan BetweenTests = TimeSpan.FromMinutes(1);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Mail, (HttpRequest request, CurrentMember member, HandrailDb db, MailSettings settings, TimeProvider clock, CancellationToken stop) =>
            Show(int.TryParse(request.Query["page"], out var page) && page is > 0 and < 100_000 ? page : 1, request.Query["done"] == "test", null, member, db, settings, clock, stop)).Needs(Permission.Administrator);

        app.MapPost(Links.TestMail, async (CurrentMember member, HandrailDb db, MailServer server, TimeProvider clock, CancellationToken stop) =>
            await Test(member, db, server, clock, stop) is { } refusal ? await Show(1, false, refusal, member, db, server.Settings, clock, stop) : Answers.SeeOther(Links.Mail + "?done=test")).Needs(Permission.Administrator);

        app.MapPost(Links.Reminders, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            await Choose((await request.ReadFormAsync(stop))["mail"] == "on", member, db, clock, stop);
            return Answers.SeeOther(Links.Settings + "?done=reminders");
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(int page, bool isTested, Refusal? refusal, CurrentMember member, HandrailDb db, MailSettings settings, TimeProvider clock, CancellationToken stop)
    {
        var messages = db.OutgoingMessages.AsNoTracking();
        var rows = await (from message in messages join to in db.Members on message.MemberId equals to.Id orderby message.MadeAt descending, to.Name select new { message, to.Name }).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(stop);
        var model = new MailModel(settings.IsOn, settings.InWords, settings.Sender,
            await messages.Where(row => row.SentAt != null).OrderByDescending(row => row.MadeAt).FirstOrDefaultAsync(stop),
            await messages.CountAsync(row => row.NextAt != null, stop),
            await MailTrouble.In(messages, settings, Instant.Now(clock), stop),
            [.. rows.Take(PageSize).Select(row => (row.message, row.Name))], page, rows.Count > PageSize);
        var parameters = new { Member = member, Model = model, IsTested = isTested, Refusal = refusal };
        return refusal is null ? Answers.Page<MailPage>(parameters) : Answers.PageAgain<MailPage>(refusal, parameters);
    }

    /// <summary>Tried once, while the administrator waits; nobody needs it later.</summary>
    static async Task<Refusal?> Test(CurrentMember by, HandrailDb db, MailServer server, TimeProvider clock, CancellationToken stop)
    {
        if (!server.Settings.IsOn) return new Refusal.Conflict("No mail is set up on this server, so there is nothing to test. Whoever runs it sets Mail:Host.");
        if (by.IsDemonstration) return new Refusal.Conflict("From a demonstration no mail is sent: its people are invented.");
        var (now, since) = (Instant.Now(clock), Instant.Now(clock) - BetweenTests);
        if (await db.OutgoingMessages.AnyAsync(row => row.Day == null && row.MadeAt > since, stop)) return new Refusal.Conflict("A test message was sent less than a minute ago. Wait a minute, then send another.");
        var to = await db.Members.Where(row => row.Id == by.Id).Select(row => row.Email).SingleAsync(stop);
        var message = new OutgoingMessage
        {
            Id = Id<OutgoingMessage>.New(now), OrganizationId = by.OrganizationId, MemberId = by.Id, To = to, MadeAt = now, Attempts = 1,
            Subject = "Handrail can send mail",
            Body = $"This is the test that you asked for. Reminders of what waits for the members of {Outbox.OneLine(by.Organization)} come like this.\n\n{server.Settings.Link(Links.Mail)}\n",
        };
        db.OutgoingMessages.Add(message);
        await db.SaveChangesAsync(stop);
        string? error = null;
        await server.HandOver([message], (_, said) => Outbox.Note(db.OutgoingMessages, message, error = said, clock, stop), stop);
        return error is null ? null : new Refusal.Unavailable($"The test message was not sent. {error}");
    }

    static async Task Choose(bool wanted, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        var member = await db.Members.SingleAsync(row => row.Id == by.Id, stop);
        if (member.WithoutReminders == !wanted) return;
        member.WithoutReminders = !wanted;
        await change.Append(member.Subject, new RemindersByMailChosen(wanted), stop);
        await change.Commit(stop);
    }
}
