using System.Security.Cryptography;
using System.Text;
using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery;

/// <summary>What whoever holds a link sees: the text of the library, the organization's name, and who asked. Nothing else of the organization.</summary>
/// <param name="Guide">Null where the family has none; then only the steps are asked.</param>
public sealed record Interview(InterviewSheet Sheet, string Organization, string AskedBy, Template Template, InterviewGuide? Guide);

/// <summary>The link of a sheet: somebody without an account says how a procedure is really done, and may change it until whoever asked closes the sheet.</summary>
static class AnswerInterview
{
    static readonly Refusal.NotFound Nowhere = new("This link leads to no questions any more. Thank you all the same; whoever sent it to you can send a new one.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/interview/{link}", async (string link, HandrailDb db, Library library, CancellationToken stop) =>
            await Find(link, db, library, stop) is { } interview ? Answers.Page<InterviewPage>(new { Interview = interview, Link = link, Typed = interview.Sheet.Read() }) : Closed()).AllowAnonymous();

        app.MapPost("/interview/{link}", async (string link, HttpRequest request, HandrailDb db, Library library, TimeProvider clock, CancellationToken stop) =>
        {
            if (await Find(link, db, library, stop) is not { } interview) return Closed();
            var form = await request.ReadFormAsync(stop);
            var typed = Read(form, interview);
            var kept = await Handle(interview, typed, db, clock, stop);
            if (kept.Granted(out var sheet, out var refusal)) return Answers.Page<InterviewPage>(new { Interview = interview with { Sheet = sheet }, Link = link, Typed = typed, IsKept = true, Next = form["next"].ToString() });
            return refusal is Refusal.NotFound ? Closed() : Answers.PageAgain<InterviewPage>(refusal, new { Interview = interview, Link = link, Typed = typed, Refusal = refusal });
        }).AllowAnonymous();
    }

    static IResult Closed() => Answers.PageAgain<NoInterviewPage>(Nowhere, new { Nowhere.Message });

    /// <summary>The link says which organization; from here on the database is asked for that one alone.</summary>
    public static async Task<Interview?> Find(string link, HandrailDb db, Library library, CancellationToken stop)
    {
        var hash = AskHow.Hash(link);
        InterviewSheet? sheet;
        // What is stored is a hash of 256 random bits, so an index look-up leaks nothing.
        using (db.LookAcross()) sheet = await db.InterviewSheets.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(row => row.Sha256 == hash && (row.State == SheetState.Sent || row.State == SheetState.Answered), stop);
        if (sheet is null || library.Find(sheet.Template) is not { } template) return null;
        db.Tenant = sheet.OrganizationId;
        var organization = await db.Organizations.AsNoTracking().Where(row => row.Id == sheet.OrganizationId).Select(row => row.Name).SingleAsync(stop);
        var asker = await db.Members.AsNoTracking().Where(row => row.Id == sheet.AskedById).Select(row => row.Name).SingleAsync(stop);
        return new(sheet, organization, asker, template, library.GuideOf(template.Family));
    }

    /// <summary>Only what the sheet asks is read. Words without a choice say how it is done here.</summary>
    static SheetAnswers Read(IFormCollection form, Interview interview)
    {
        return new(
            [.. interview.Template.Procedure.AllSteps.Select(step => Of(step.Anchor)).OfType<StepAnswer>()],
            [.. Enumerable.Range(0, SheetAnswers.MostAdded).Select(at => new AddedStep(Known(Field(SheetFields.After(at))), Field(SheetFields.Added(at)))).Where(added => added.Words.Length > 0)],
            [.. (interview.Guide?.Questions ?? []).Select(question => new QuestionAnswer(question.Anchor, Field(SheetFields.Question(question.Anchor)))).Where(answer => answer.Words.Length > 0)]);

        string Field(string name) => form[name].ToString().Trim().ReplaceLineEndings("\n");

        string Known(string anchor) => interview.Template.Procedure.Find(anchor) is null ? "" : anchor;

        StepAnswer? Of(string step)
        {
            var words = Field(SheetFields.Words(step));
            return Enum.TryParse<Practice>(Field(SheetFields.Practice(step)), out var practice) && Enum.IsDefined(practice) ? new(step, practice, words)
                : words.Length > 0 ? new(step, Practice.Otherwise, words) : null;
        }
    }

    public static async Task<Outcome<InterviewSheet>> Handle(Interview interview, SheetAnswers typed, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (typed.Refuses() is { } refusal)
            return interview.Template.Procedure.AllSteps.FirstOrDefault(step => SheetFields.Words(step.Anchor) == refusal.Field) is { } meant ? new Refusal.Invalid(refusal.Field, $"Step {meant.Number}: {refusal.Message}") : refusal;
        await using var change = await Change.Begin(db, new Actor(interview.Sheet.Subject, interview.Sheet.Person + ", by link,"), clock, stop);
        // It may have been closed since the page was opened.
        if (await db.InterviewSheets.SingleOrDefaultAsync(row => row.Id == interview.Sheet.Id, stop) is not { IsOpen: true } sheet) return Nowhere;
        var answers = typed.Write();
        if (answers == sheet.Answers) return sheet;
        (sheet.Answers, sheet.State, sheet.AnsweredAt) = (answers, SheetState.Answered, change.At);
        var fact = new InterviewAnswered(sheet.Title, typed.Count(Practice.Done), typed.Count(Practice.Otherwise), typed.Count(Practice.NotDone), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answers))));
        await change.Append(sheet.Subject, fact, stop);
        await change.Commit(stop);
        return sheet;
    }
}
