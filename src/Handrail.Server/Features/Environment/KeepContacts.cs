using System.Globalization;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

public sealed record ContactInput(string Purpose, string Name, string Phone, string Email);

/// <param name="Days">"Monday", ... as ticked.</param>
public sealed record HoursInput(IReadOnlyList<string> Days, string From, string To, string Zone);

/// <summary>Whom to call, and when people are there.</summary>
static class KeepContacts
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Contacts, (CurrentMember member, HandrailDb db, CancellationToken stop) => Show(null, null, null, member, db, stop));

        app.MapPost(Links.Contacts, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var typed = new ContactInput(form["purpose"].ToString().Trim(), form["name"].ToString().Trim(), form["phone"].ToString().Trim(), form["email"].ToString().Trim());
            return (await Add(typed, member, db, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Contacts) : await Show(refusal, typed, null, member, db, stop);
        }).Needs(Permission.Administrator);

        app.MapPost("/environment/contacts/{contact:guid}/removal", async (Guid contact, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            await using var change = await Change.Begin(db, member, clock, stop);
            if (await db.Contacts.SingleOrDefaultAsync(row => row.Id == new Id<Contact>(contact), stop) is not { } row) return Answers.Refuse(new Refusal.NotFound("There is no such contact."));
            db.Contacts.Remove(row);
            await change.Append("contact/" + row.Id, new ContactRemoved(row.Purpose, row.Name), stop);
            await change.Commit(stop);
            return Answers.SeeOther(Links.Contacts);
        }).Needs(Permission.Administrator);

        app.MapPost(Links.WorkingHours, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var typed = new HoursInput([.. form["day"].OfType<string>()], form["from"].ToString(), form["until"].ToString(), form["zone"].ToString().Trim());
            return (await SetHours(typed, member, db, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Contacts) : await Show(refusal, null, typed, member, db, stop);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(Refusal? refusal, ContactInput? contact, HoursInput? hours, CurrentMember member, HandrailDb db, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var model = new
        {
            Member = member,
            Contacts = await db.Contacts.AsNoTracking().OrderBy(row => row.Purpose).ToListAsync(stop),
            Hours = (await db.WorkingHours.AsNoTracking().SingleOrDefaultAsync(stop))?.Hours,
            Contact = contact ?? new("", "", "", ""),
            TypedHours = hours ?? new(Weekdays, "09:00", "17:00", "UTC"),
            Refusal = refusal,
        };
        return refusal is null ? Answers.Page<ContactsPage>(model) : Answers.PageAgain<ContactsPage>(refusal, model);
    }

    public static async Task<Outcome<Contact>> Add(ContactInput input, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (input.Purpose.Length is 0 or > 200 || Placeholders.Key(input.Purpose).Length == 0) return new Refusal.Invalid("purpose", "Say what one calls them for, in at most 200 characters: “Cyber insurance”.");
        if (input.Name.Length is 0 or > 200) return new Refusal.Invalid("name", "Name the person or office, in at most 200 characters.");
        if (input.Phone.Length + input.Email.Length == 0) return new Refusal.Invalid("phone", "Give a telephone number or an e-mail address.");
        if (input.Phone.Length > 100) return new Refusal.Invalid("phone", "At most 100 characters.");
        if (input.Email.Length > 256 || input.Email.Length > 0 && !input.Email.Contains('@')) return new Refusal.Invalid("email", "This is no e-mail address.");
        await using var change = await Change.Begin(db, by, clock, stop);
        var contact = new Contact { Id = Id<Contact>.New(change.At), OrganizationId = by.OrganizationId, Purpose = input.Purpose, Name = input.Name, Phone = input.Phone, Email = input.Email };
        db.Contacts.Add(contact);
        await change.Append("contact/" + contact.Id, new ContactSet(contact.Purpose, contact.Name, contact.Phone, contact.Email), stop);
        await change.Commit(stop);
        return contact;
    }

    public static readonly IReadOnlyList<string> AllDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    static readonly IReadOnlyList<string> Weekdays = [.. AllDays.Take(5)];

    public static async Task<Outcome<string>> SetHours(HoursInput input, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        var days = AllDays.Where(input.Days.Contains).ToList();
        if (days.Count == 0) return new Refusal.Invalid("day", "Tick at least one day.");
        if (!TimeOnly.TryParseExact(input.From, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)) return new Refusal.Invalid("from", "Write the time like 09:00.");
        if (!TimeOnly.TryParseExact(input.To, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)) return new Refusal.Invalid("until", "Write the time like 17:00.");
        if (to <= from) return new Refusal.Invalid("until", "The end must be after the beginning.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.Zone, out var zone)) return new Refusal.Invalid("zone", "This time zone is not known. Write it like Europe/London.");
        var hours = string.Create(CultureInfo.InvariantCulture, $"{Said(days)}, {from:HH:mm} to {to:HH:mm}, {zone.Id}");
        await using var change = await Change.Begin(db, by, clock, stop);
        var row = await db.WorkingHours.SingleOrDefaultAsync(stop);
        if (row?.Hours == hours) return hours;
        if (row is null) db.WorkingHours.Add(new WorkingHours { OrganizationId = by.OrganizationId, Hours = hours });
        else row.Hours = hours;
        await change.Append("organization", new WorkingHoursSet(hours), stop);
        await change.Commit(stop);
        return hours;
    }

    /// <summary>"Monday to Friday", or each day by name where they do not follow one another.</summary>
    static string Said(List<string> days)
    {
        var first = AllDays.IndexOf(days[0]);
        return days.Count > 2 && days.SequenceEqual(AllDays.Skip(first).Take(days.Count)) ? $"{days[0]} to {days[^1]}" : Values.Joined(days);
    }

    static int IndexOf(this IReadOnlyList<string> list, string item) => list.Index().First(one => one.Item == item).Index;
}
