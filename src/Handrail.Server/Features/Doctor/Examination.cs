using System.Runtime.CompilerServices;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>
/// Looks at everything an installation rests on and changes nothing. All is read a page at a time, so that memory does not grow with history;
/// each organization as it was at one moment, so that a server may go on working meanwhile.
/// </summary>
static class Examination
{
    public static async IAsyncEnumerable<Check> Everything(IServiceProvider services, [EnumeratorCancellation] CancellationToken stop)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var database = await MachineExamination.Database(db, stop);
        yield return database;
        yield return MachineExamination.Disk(scope.ServiceProvider.GetRequiredService<DatabaseSettings>());
        if (database.ProblemCount > 0) yield break; // What is in it would be misread.

        yield return await MailExamination.Run(db, services.GetRequiredService<MailSettings>(), Instant.Now(clock), stop);
        var latest = default(Instant);
        foreach (var organization in await Organizations(db, stop))
            await foreach (var check in Within(organization, services, entry => latest = entry > latest ? entry : latest, stop)) yield return check;
        yield return MachineExamination.Clock(Instant.Now(clock), latest);
    }

    static async Task<List<Organization>> Organizations(HandrailDb db, CancellationToken stop)
    {
        using var everybody = db.LookAcross();
        return await db.Organizations.AsNoTracking().OrderBy(row => row.Name).ToListAsync(stop);
    }

    static async IAsyncEnumerable<Check> Within(Organization organization, IServiceProvider services, Action<Instant> written, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        db.Tenant = organization.Id;
        await using (await ProviderDifferences.BeginSnapshot(db, stop))
        {
            var journal = new JournalExamination(db, services.GetRequiredService<JournalKeys>(), new Check($"{organization.Name}, journal"));
            yield return await journal.Run(stop);
            if (journal.LastAt is { } last) written(last);
            yield return await TextExamination.Run(db, journal.Damaged, new Check($"{organization.Name}, procedures"), stop);
            yield return await RunExamination.Run(db, services.GetRequiredService<ProcedureTexts>(), journal.Damaged, new Check($"{organization.Name}, runs"), stop);
        }
        yield return await FileExamination.Run(db, services.GetRequiredService<FileStore>(), new Check($"{organization.Name}, files"), stop);
    }
}
