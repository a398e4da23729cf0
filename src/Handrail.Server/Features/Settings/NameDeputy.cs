using System.Globalization;
using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

/// <param name="Deputy">A member's id; empty for nobody.</param>
/// <param name="Until">The last day as typed; empty until further notice.</param>
public sealed record DeputyInput(string Deputy, string Until);

/// <summary>A member says who signs in their place while they are away.</summary>
static class NameDeputy
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Deputy, (CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) => Show(null, null, member, db, clock, stop));
        app.MapPost(Links.Deputy, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var input = new DeputyInput(form["deputy"].ToString(), form["until"].ToString());
            return await Handle(input, member, db, clock, stop) is { } refusal ? await Show(input, refusal, member, db, clock, stop) : Answers.SeeOther(Links.Deputy);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(DeputyInput? typed, Refusal? refusal, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var named = await db.Deputies.AsNoTracking().SingleOrDefaultAsync(row => row.MemberId == member.Id, stop);
        var others = await db.Members.AsNoTracking().Where(row => row.LeftAt == null && row.Id != member.Id && row.Permission >= Permission.Member).OrderBy(row => row.Name).ToListAsync(stop);
        var model = new { Named = named, Others = others, Now = Instant.Now(clock), Typed = typed, Refusal = refusal, MayName = member.Permission >= Permission.Member };
        return refusal is null ? Answers.Page<DeputyPage>(model) : Answers.PageAgain<DeputyPage>(refusal, model);
    }

    static async Task<Refusal?> Handle(DeputyInput input, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        var row = await db.Deputies.SingleOrDefaultAsync(deputy => deputy.MemberId == by.Id, stop);
        var outcome = input.Deputy.Length == 0 ? await Withdraw(change, row, by, db, stop) : await Name(change, row, input, by, db, stop);
        if (outcome.Refusal is { } refusal) return refusal;
        await change.Commit(stop);
        return null;
    }

    static async Task<Outcome<long>> Withdraw(Change change, Deputy? row, CurrentMember by, HandrailDb db, CancellationToken stop)
    {
        if (row is null) return 0;
        var name = await db.Members.Where(member => member.Id == row.DeputyId).Select(member => member.Name).SingleAsync(stop);
        db.Deputies.Remove(row);
        return await change.Append("member/" + by.Id, new DeputyWithdrawn(by.Id.ToString(), name), stop);
    }

    static async Task<Outcome<long>> Name(Change change, Deputy? row, DeputyInput input, CurrentMember by, HandrailDb db, CancellationToken stop)
    {
        if (!Id<Member>.TryParse(input.Deputy, out var id) || id == by.Id || await db.Members.SingleOrDefaultAsync(member => member.Id == id && member.LeftAt == null && member.Permission >= Permission.Member, stop) is not { } deputy)
            return new Refusal.Invalid("deputy", "Choose somebody else who may change things here.");
        Instant? until = null;
        if (input.Until.Length > 0)
        {
            if (!DateOnly.TryParseExact(input.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new Refusal.Invalid("until", "Give a date, or leave it empty.");
            until = Instant.From(new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
            if (until <= change.At) return new Refusal.Invalid("until", "This day is over.");
        }
        if (row is null) db.Deputies.Add(new Deputy { OrganizationId = by.OrganizationId, MemberId = by.Id, DeputyId = id, Until = until });
        else (row.DeputyId, row.Until) = (id, until);
        return await change.Append("member/" + by.Id, new DeputyNamed(by.Id.ToString(), id.ToString(), deputy.Name, until), stop);
    }
}
