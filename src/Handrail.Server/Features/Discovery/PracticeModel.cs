using Handrail.Core.Discovery;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Discovery;

/// <summary>How a procedure of the library is done here today, beside what it says.</summary>
/// <param name="Sheets">All that were sent about it, the latest first.</param>
/// <param name="TakenAs">The procedure of this organization that was made from it, such as SOP-014.</param>
public sealed record PracticeModel(Template Template, InterviewGuide? Guide, IReadOnlyList<ListedSheet> Sheets, CurrentPractice Practice, string? TakenAs)
{
    /// <summary>Those with answers, the oldest first.</summary>
    public IReadOnlyList<InterviewSheet> Answered => Answering(Sheets);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.PracticeOf, async (string? template, CurrentMember member, HandrailDb db, Library library, CancellationToken stop) =>
        library.Find(template ?? "") is { } found ? Answers.Page<PracticePage>(new { Model = await Load(found, db, library, stop), MayWrite = member.Permission >= Permission.Member }) : Answers.SeeOther(Links.Discovery));

    public static async Task<PracticeModel> Load(Template template, HandrailDb db, Library library, CancellationToken stop)
    {
        var sheets = await ListInterviews.Load(db.InterviewSheets.Where(sheet => sheet.Template == template.Path), db, stop);
        var practice = CurrentPractice.Of(template.Procedure, [.. Answering(sheets).Select(sheet => new Voice(sheet.Person, sheet.AnsweredAt!.Value, sheet.Read()))]);
        return new(template, library.GuideOf(template.Family), sheets, practice, (await TakeFromLibrary.Taken(db, stop)).GetValueOrDefault(template.FileName));
    }

    static IReadOnlyList<InterviewSheet> Answering(IReadOnlyList<ListedSheet> sheets) => [.. sheets.Select(listed => listed.Sheet).Where(sheet => sheet.AnsweredAt is not null).OrderBy(sheet => sheet.AnsweredAt)];
}
