using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery;

/// <summary>A sheet that is answered is closed, one that is not is withdrawn: either way its link leads nowhere any more.</summary>
static class SettleInterview
{
    public static readonly Refusal.NotFound Nowhere = new("There are no such questions.");

    public static void Map(IEndpointRouteBuilder app) => app.MapPost(Links.Discovery + "/{sheet:guid}/end", async (Guid sheet, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
    {
        var settled = await Handle(new(sheet), member, db, clock, stop);
        return settled.Granted(out var row, out var refusal) ? Answers.SeeOther(Links.Practice(row.Template)) : Answers.Refuse(refusal);
    }).Needs(Permission.Member);

    static async Task<Outcome<InterviewSheet>> Handle(Id<InterviewSheet> id, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.InterviewSheets.SingleOrDefaultAsync(row => row.Id == id, stop) is not { } sheet) return Nowhere;
        if (!sheet.IsOpen) return new Refusal.Conflict($"The questions to {sheet.Person} were {(sheet.State == SheetState.Closed ? "closed" : "withdrawn")} already.");
        Fact fact = sheet.State == SheetState.Sent ? new InterviewWithdrawn(sheet.Title, sheet.Person) : new InterviewClosed(sheet.Title, sheet.Person);
        sheet.State = sheet.State == SheetState.Sent ? SheetState.Withdrawn : SheetState.Closed;
        await change.Append(sheet.Subject, fact, stop);
        await change.Commit(stop);
        return sheet;
    }
}
