using Handrail.Core.Discovery;
using Handrail.Server.Data;
using Handrail.Server.Features.Discovery.Recordings;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Discovery;

/// <summary>How a procedure of the library is done here today, beside what it says.</summary>
/// <param name="Sheets">All that were sent about it, the latest first.</param>
/// <param name="Recordings">Those that were finished beside it, the latest first.</param>
/// <param name="TakenAs">The procedure of this organization that was made from it, such as SOP-014.</param>
public sealed record PracticeModel(Template Template, InterviewGuide? Guide, IReadOnlyList<ListedSheet> Sheets, IReadOnlyList<ListedRecording> Recordings, CurrentPractice Practice, string? TakenAs)
{
    /// <summary>Those with answers, the oldest first.</summary>
    public IReadOnlyList<InterviewSheet> Answered => Answering(Sheets);

    public bool HasAnswers => Answered.Count + Recordings.Count > 0;

    public static void Map(IEndpointRouteBuilder app) => app.MapGet(Links.PracticeOf, async (string? template, [AsParameters] Workbench bench) =>
    {
        if (bench.Library.Find(template ?? "") is not { } found) return Answers.SeeOther(Links.Discovery);
        var model = await Load(found, bench.Db, bench.Library, bench.Stop);
        return Answers.Page<PracticePage>(new { Model = model, IsThere = await DraftFromPractice.IsThere(model, bench), MayWrite = bench.By.Permission >= Permission.Member });
    });

    public static async Task<PracticeModel> Load(Template template, HandrailDb db, Library library, CancellationToken stop)
    {
        var sheets = await ListInterviews.Load(db.InterviewSheets.Where(sheet => sheet.Template == template.Path), db, stop);
        var recordings = await ListRecordings.Load(db.Recordings.Where(recording => recording.Template == template.Path && recording.State == RecordingState.Finished), db, stop);
        var voices = Answering(sheets).Select(sheet => new Voice(sheet.Person, sheet.AnsweredAt!.Value, sheet.Read()))
            .Concat(recordings.Select(listed => new Voice(listed.By + ", recorded", listed.Recording.EndedAt!.Value, SessionPractice.Of(listed.Recording.Read(), template.Procedure))));
        return new(template, library.GuideOf(template.Family), sheets, recordings, CurrentPractice.Of(template.Procedure, [.. voices.OrderBy(voice => voice.At)]), (await TakeFromLibrary.Taken(db, stop)).GetValueOrDefault(template.FileName));
    }

    static IReadOnlyList<InterviewSheet> Answering(IReadOnlyList<ListedSheet> sheets) => [.. sheets.Select(listed => listed.Sheet).Where(sheet => sheet.AnsweredAt is not null).OrderBy(sheet => sheet.AnsweredAt)];
}
