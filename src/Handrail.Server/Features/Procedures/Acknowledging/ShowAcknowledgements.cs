using System.Globalization;
using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Acknowledging;

/// <summary>A procedure in force and whom it asks, whoever is missing first.</summary>
/// <param name="Version">The number of what is in force.</param>
public sealed record Asking(Sop Sop, int Version, IReadOnlyList<Recipiency> People)
{
    public IReadOnlyList<Recipiency> Asked => [.. People.Where(one => one.Recipient.Person.MayWrite)];
    public IReadOnlyList<Recipiency> Missing => [.. People.Where(one => one.Since is not null)];

    /// <summary>Since when somebody has been asked and has not answered; null where nobody is missing.</summary>
    public Instant? Since => Missing.Min(one => one.Since);
}

/// <summary>Who has acknowledged what is in force, over all procedures, and what one member still has to.</summary>
static class ShowAcknowledgements
{
    public const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Acknowledgements, async (string? member, string? page, [AsParameters] Workbench bench) =>
        {
            var people = await MemberNames.All(bench.Db, bench.Stop);
            var chosen = people.Select(person => person.Key).FirstOrDefault(id => id == member);
            var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 10_000) : 1;
            var (rows, hasMore) = await Handle(chosen, number, bench);
            return Answers.Page<AcknowledgementsPage>(new { People = people, Chosen = chosen, Rows = rows, HasMore = hasMore, PageNumber = number, SeesAll = bench.Db.Reading.SeesAll });
        });
        app.MapGet("/api/acknowledgements", async (string? member, int? page, [AsParameters] Workbench bench) =>
            (await Handle(member, Math.Clamp(page ?? 1, 1, 10_000), bench)).Rows.Select(row => new ProcedureAcknowledgements(row.Sop.Label, row.Sop.Title, row.Version, row.Asked.Count, row.Asked.Count - row.Missing.Count,
                [.. row.Missing.Select(one => new MissingAcknowledgement(one.Recipient.Person.Name, one.Since!.Value, one.Last))])))
            .WithTags("Procedures").WithSummary("Who has acknowledged what is in force and who has not, fifty procedures a page, what came into force last first; member leaves those that this member has not acknowledged.");
    }

    /// <summary>Of those that whoever works at the bench may read. What came into force last stands first: there somebody is missing.</summary>
    /// <param name="member">Only those that this member is asked to acknowledge and has not; an id, null for all.</param>
    public static async Task<(IReadOnlyList<Asking> Rows, bool HasMore)> Handle(string? member, int page, Workbench bench)
    {
        var asking = bench.Db.Sops.Where(sop => bench.Db.SopRecipients.Any(recipient => recipient.SopId == sop.Id));
        if (member is not null) asking = Id<Member>.TryParse(member, out var id) ? Unacknowledged.Of(bench.Db, id, [Core.Publishing.Distribution.Everybody, .. await Access.Reading.KeysOf(id, bench.Db, bench.Now, bench.Stop)]) : asking.Where(_ => false);
        var found = await (from sop in asking.AsNoTracking()
                           where !sop.Retired
                           join revision in bench.Db.Revisions on sop.PublishedId equals revision.Id
                           orderby sop.PublishedAt descending, sop.Id
                           select new { sop, revision.Number }).Skip((page - 1) * PageSize).Take(PageSize + 1).ToListAsync(bench.Stop);
        var shown = found.Take(PageSize).ToList();
        var ids = shown.ConvertAll(row => row.sop.Id);
        var meant = (await bench.Db.SopRecipients.AsNoTracking().Where(row => ids.Contains(row.SopId)).ToListAsync(bench.Stop)).ToLookup(row => row.SopId, row => (row.Key, new NamedReader(ReaderGround.Audience, row.Key)));
        var people = await DistributionList.Of(bench.Db, bench.Texts, shown.ConvertAll(row => row.sop), meant, bench.Now, bench.Stop);
        // Whoever is asked as one of everybody may not be able to read it.
        return ([.. shown.Select(row => new Asking(row.sop, row.Number, people[row.sop.Id])).Where(row => member is null ? row.Asked.Count > 0 : row.Missing.Any(one => one.Recipient.Person.Id == member))], found.Count > PageSize);
    }
}
