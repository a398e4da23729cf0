using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Work;

/// <summary>
/// Writes the reminders of the day, organization by organization, when its working day has begun. Each member is looked at once a day, by whichever server is first; a server that
/// stops half way goes on where it was.
/// </summary>
public sealed class ReminderClock(IServiceScopeFactory scopes, MailSettings settings, ProcedureTexts texts, Library library, PoliciesInForce policies, TimeProvider clock, ILogger<ReminderClock> log)
    : Clock(TimeSpan.FromSeconds(60), clock, log, "Reminders could not be written")
{
    readonly Dictionary<Id<Organization>, DateOnly> _done = [];

    public override async Task Tick(CancellationToken stop)
    {
        if (!settings.IsOn) return;
        foreach (var (organization, hours) in await Organizations(stop))
        {
            var morning = WorkingMorning.Of(hours);
            if (morning.Begun(Instant.Now(Time)) is not { } today || _done.GetValueOrDefault(organization.Id) == today) continue;
            var all = true;
            foreach (var member in await Members(organization, today, stop)) all &= await Remind(member, morning, today, stop);
            if (all) _done[organization.Id] = today;
        }
    }

    async Task<List<(Organization Organization, string? Hours)>> Organizations(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        using var everybody = db.LookAcross();
        // Across organizations on purpose: each is then handled within its own. The people of a demonstration are invented, their addresses may be somebody's.
        return [.. (await (from organization in db.Organizations.AsNoTracking()
                           where !organization.IsDemonstration
                           orderby organization.FoundedAt
                           select new { organization, Hours = db.WorkingHours.IgnoreQueryFilters().Where(row => row.OrganizationId == organization.Id).Select(row => row.Hours).FirstOrDefault() }).ToListAsync(stop))
            .Select(row => (row.organization, row.Hours))];
    }

    /// <summary>Who is to be looked at today still. Whose last message is still on its way gets no other before it is there.</summary>
    async Task<List<CurrentMember>> Members(Organization organization, DateOnly today, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        db.Tenant = organization.Id;
        var forgotten = Instant.Now(Time) - Outbox.BodiesStay;
        await db.OutgoingMessages.Where(row => row.Body != null && row.MadeAt < forgotten).ExecuteUpdateAsync(row => row.SetProperty(message => message.Body, (string?)null), stop);
        return await (from member in db.Members
                      where member.LeftAt == null && !member.WithoutReminders && member.Permission >= Permission.Member
                        && !db.Reminded.Any(row => row.MemberId == member.Id && row.Day >= today)
                        && !db.OutgoingMessages.Any(row => row.MemberId == member.Id && row.NextAt != null)
                      orderby member.Name
                      select new CurrentMember(member.Id, organization.Id, member.Name, organization.Name, member.Permission, false)).ToListAsync(stop);
    }

    /// <returns>False when it has to be tried again, which keeps nobody else waiting.</returns>
    async Task<bool> Remind(CurrentMember member, WorkingMorning morning, DateOnly today, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        try
        {
            await WriteReminder.Handle(morning, today, settings, new(member, db, texts, library, policies, Time, stop));
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || ProviderDifferences.IsUniqueViolation(failure))
        {
            // Another server was first, and wrote what is to be said.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogError(failure, "The reminder of {Member} could not be written", member.Id);
            return false;
        }
        return true;
    }
}
