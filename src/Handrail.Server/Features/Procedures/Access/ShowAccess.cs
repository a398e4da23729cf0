using System.Globalization;
using Handrail.Core.Procedures;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Access;

/// <param name="Header">Of the text that says who reads it.</param>
public sealed record AccessModel(Sop Sop, Header Header, IReadOnlyList<MemberRights> Members);

/// <summary>Who can do what with procedures, and why: of one procedure for everybody, and of every procedure for one member.</summary>
static class ShowAccess
{
    const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/access", async (string sop, [AsParameters] Workbench bench) =>
        {
            if (!(await SopView.Load(bench.Db, bench.Texts, bench.By, sop, null, bench.Stop)).Granted(out var view, out var unknown)) return Answers.Refuse(unknown);
            var readership = await Readership.Load(bench.Db, bench.Texts, [view.Sop], bench.Now, bench.Stop);
            return Answers.Page<AccessPage>(new { Model = new AccessModel(view.Sop, view.Procedure.Header, readership.Of(view.Sop)) });
        });
        app.MapGet(Links.Access, async (string? member, string? page, [AsParameters] Workbench bench) =>
        {
            var people = await MemberNames.All(bench.Db, bench.Stop);
            var chosen = people.Any(person => person.Key == member) ? member! : bench.By.Id.ToString();
            var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 10_000) : 1;
            var sops = await bench.Db.Sops.AsNoTracking().Where(sop => !sop.Retired).ByNumber().Skip((number - 1) * PageSize).Take(PageSize + 1).ToListAsync(bench.Stop);
            var readership = await Readership.Load(bench.Db, bench.Texts, sops, bench.Now, bench.Stop);
            return Answers.Page<AccessOfMemberPage>(new
            {
                People = people,
                Chosen = chosen,
                Rows = sops.Take(PageSize).Select(sop => (sop, readership.Of(sop).First(one => one.Person.Id == chosen).Rights)).ToList(),
                HasMore = sops.Count > PageSize,
                PageNumber = number,
                SeesAll = bench.Db.Reading.SeesAll,
            });
        });
    }
}
