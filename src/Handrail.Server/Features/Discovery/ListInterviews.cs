using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery;

/// <param name="AskedBy">A member's name.</param>
public sealed record ListedSheet(InterviewSheet Sheet, string AskedBy);

/// <summary>Who was asked how what is done here.</summary>
static class ListInterviews
{
    const int Most = 200;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.Discovery, async (CurrentMember member, HandrailDb db, Library library, CancellationToken stop) =>
        Answers.Page<DiscoveryPage>(new { Sheets = await Load(db.InterviewSheets, db, stop), Library = library, MayAsk = member.Permission >= Permission.Member }));

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<ListedSheet>> Load(IQueryable<InterviewSheet> sheets, HandrailDb db, CancellationToken stop) =>
        (await (from sheet in sheets.AsNoTracking() join member in db.Members on sheet.AskedById equals member.Id orderby sheet.SentAt descending select new { sheet, member.Name }).Take(Most).ToListAsync(stop))
            .ConvertAll(row => new ListedSheet(row.sheet, row.Name));
}
