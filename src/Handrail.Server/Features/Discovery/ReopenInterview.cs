using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery;

/// <summary>Answers that were handed in may be changed again, by the same link.</summary>
static class ReopenInterview
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost(Links.Discovery + "/{sheet:guid}/reopening", async (Guid sheet, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
    {
        var reopened = await Handle(new(sheet), member, db, clock, stop);
        return reopened.Granted(out var row, out var refusal) ? Answers.SeeOther(Links.Practice(row.Template)) : Answers.Refuse(refusal);
    }).Needs(Permission.Member);

    static async Task<Outcome<InterviewSheet>> Handle(Id<InterviewSheet> id, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.InterviewSheets.SingleOrDefaultAsync(row => row.Id == id, stop) is not { } sheet) return SettleInterview.Nowhere;
        if (sheet.State != SheetState.HandedIn) return new Refusal.Conflict($"The answers of {sheet.Person} are not handed in, so there is nothing to open again.");
        sheet.State = SheetState.Answered;
        await change.Append(sheet.Subject, new InterviewReopened(sheet.Title, sheet.Person), stop);
        await change.Commit(stop);
        return sheet;
    }
}
