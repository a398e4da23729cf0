using System.Security.Cryptography;
using System.Text;
using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery;

/// <summary>What whoever holds a link sees: the text of the library, the organization's name, and who asked. Nothing else of the organization.</summary>
/// <param name="Guide">Null where the family has none; then only the steps are asked.</param>
public sealed record Interview(InterviewSheet Sheet, string Organization, string AskedBy, Template Template, InterviewGuide? Guide)
{
    public string Title => Words(Template.Procedure.Title);

    /// <summary>Which tools the organization uses is no stranger's business; a name in braces is read as words.</summary>
    public string Words(string text) => Placeholders.Named(Placeholders.Fill(text, key => key == Placeholders.Organization ? Organization : null));
}

/// <summary>The link of a sheet: somebody without an account says how a procedure is really done, keeps what they have, complete or not, and hands it in when they are done.</summary>
static class AnswerInterview
{
    static readonly Refusal.NotFound Nowhere = new("This link leads to no questions any more. Thank you all the same; whoever sent it to you can send a new one.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/interview/{link}", async (string link, HandrailDb db, Library library, CancellationToken stop) =>
            await Find(link, db, library, stop) is not { } interview ? Closed()
            : interview.Sheet.State == SheetState.HandedIn ? Answers.Page<HandedInPage>(new { Interview = interview })
            : Answers.Page<InterviewPage>(new { Interview = interview, Link = link, Typed = interview.Sheet.Read() })).AllowAnonymous();

        app.MapPost("/interview/{link}", async (string link, HttpRequest request, HandrailDb db, Library library, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            if (await Find(link, db, library, stop) is not { } interview) return Closed(InWords(form, library));
            var typed = Read(form, interview.Template, interview.Guide);
            var handsIn = form["hand-in"].Count > 0;
            var kept = await Handle(interview, typed, handsIn, db, clock, stop);
            if (kept.Granted(out var sheet, out var refusal)) return sheet.State == SheetState.HandedIn ? Answers.SeeOther(Links.Interview(link)) : Kept(interview with { Sheet = sheet }, link, typed, handsIn, form["next"].ToString());
            return refusal is Refusal.NotFound ? Closed(InWords(form, library)) : Answers.PageAgain<InterviewPage>(refusal, new { Interview = interview, Link = link, Typed = typed, Refusal = refusal });
        }).AllowAnonymous();
    }

    /// <summary>What could not be kept stands in the form, and only there, until it can be.</summary>
    static IResult Kept(Interview interview, string link, SheetAnswers typed, bool handsIn, string next)
    {
        var isRefused = handsIn || typed.Unkept().Count > 0;
        return Answers.Page<InterviewPage>(new { Interview = interview, Link = link, Typed = typed, IsKept = true, IsHandedBack = handsIn, Next = isRefused ? "" : next }, isRefused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    static IResult Closed(string typed = "") => Answers.PageAgain<NoInterviewPage>(Nowhere, new { Nowhere.Message, Typed = typed });

    /// <summary>What somebody typed, to be copied. The form itself says what it asked, and the library is no secret: the answer tells no more about a link than what was sent.</summary>
    static string InWords(IFormCollection form, Library library)
    {
        if (library.Find(form["template"].ToString()) is not { } template) return "";
        var guide = library.GuideOf(template.Family);
        var typed = Read(form, template, guide);
        return string.Join("\n\n",
        [
            .. (guide?.Questions ?? []).Where(question => typed.To(question.Anchor).Length > 0).Select(question => $"{question.Text}\n{typed.To(question.Anchor)}"),
            .. typed.Steps.Select(answer => $"{Step(answer.Step)}\n{InterviewStep.InWords(answer)}"),
            .. typed.Added.Select(added => added.After.Length > 0 ? $"After {Step(added.After)}\n{added.Words}" : added.Words),
        ]);

        string Step(string anchor) => template.Procedure.Find(anchor) is { } step ? $"{step.Number}. {Placeholders.Named(step.Instruction)}" : "";
    }

    /// <summary>The link says which organization; from here on the database is asked for that one alone.</summary>
    public static async Task<Interview?> Find(string link, HandrailDb db, Library library, CancellationToken stop)
    {
        var hash = AskHow.Hash(link);
        InterviewSheet? sheet;
        // What is stored is a hash of 256 random bits, so an index look-up leaks nothing.
        using (db.LookAcross()) sheet = await db.InterviewSheets.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(row => row.Sha256 == hash && row.State != SheetState.Closed && row.State != SheetState.Withdrawn, stop);
        if (sheet is null || library.Find(sheet.Template) is not { } template) return null;
        db.Tenant = sheet.OrganizationId;
        var organization = await db.Organizations.AsNoTracking().Where(row => row.Id == sheet.OrganizationId).Select(row => row.Name).SingleAsync(stop);
        var asker = await db.Members.AsNoTracking().Where(row => row.Id == sheet.AskedById).Select(row => row.Name).SingleAsync(stop);
        return new(sheet, organization, asker, template, library.GuideOf(template.Family));
    }

    /// <summary>Only what the sheet asks is read. Words without a choice say how it is done here.</summary>
    static SheetAnswers Read(IFormCollection form, Template template, InterviewGuide? guide)
    {
        return new(
            [.. template.Procedure.AllSteps.Select(step => Of(step.Anchor)).OfType<StepAnswer>()],
            [.. Enumerable.Range(0, SheetAnswers.MostAdded).Select(at => new AddedStep(Known(Field(SheetFields.After(at))), Field(SheetFields.Added(at)))).Where(added => added.Words.Length > 0)],
            [.. (guide?.Questions ?? []).Select(question => new QuestionAnswer(question.Anchor, Field(SheetFields.Question(question.Anchor)))).Where(answer => answer.Words.Length > 0)]);

        string Field(string name) => form[name].ToString().Trim().ReplaceLineEndings("\n");

        string Known(string anchor) => template.Procedure.Find(anchor) is null ? "" : anchor;

        StepAnswer? Of(string step)
        {
            var words = Field(SheetFields.Words(step));
            return Enum.TryParse<Practice>(Field(SheetFields.Practice(step)), out var practice) && Enum.IsDefined(practice) ? new(step, practice, words)
                : words.Length > 0 ? new(step, Practice.Otherwise, words) : null;
        }
    }

    /// <summary>Keeps all that can be kept, complete or not.</summary>
    /// <param name="handsIn">Also hands it in, unless something is missing; then it is only kept.</param>
    public static async Task<Outcome<InterviewSheet>> Handle(Interview interview, SheetAnswers typed, bool handsIn, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, new Actor(interview.Sheet.Subject, interview.Sheet.Person + ", by link,"), clock, stop);
        // It may have been closed since the page was opened.
        if (await db.InterviewSheets.SingleOrDefaultAsync(row => row.Id == interview.Sheet.Id, stop) is not { IsOpen: true } sheet) return Nowhere;
        if (sheet.State == SheetState.HandedIn) return new Refusal.Conflict($"These answers are handed in, so what you changed now is only in this form. Ask {interview.AskedBy} to open them again, leave this page open, and keep it then.");
        var kept = typed.Kept(sheet.Read());
        if (kept.IsEmpty) return typed.Unkept() is [var first, ..] ? first : new Refusal.Invalid("", "Nothing is filled in yet. Answer what you know; the rest can stay empty.");
        var answers = kept.Write();
        var isNew = answers != sheet.Answers;
        var isDone = handsIn && typed.Unkept().Count == 0 && kept.Missing().Count == 0;
        if (!isNew && !isDone) return sheet;
        (sheet.Answers, sheet.State, sheet.AnsweredAt) = (answers, isDone ? SheetState.HandedIn : SheetState.Answered, change.At);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answers)));
        if (isNew) await change.Append(sheet.Subject, new InterviewAnswered(sheet.Title, kept.Count(Practice.Done), kept.Count(Practice.Otherwise), kept.Count(Practice.NotDone), hash), stop);
        if (isDone) await change.Append(sheet.Subject, new InterviewHandedIn(sheet.Title, hash), stop);
        await change.Commit(stop);
        return sheet;
    }
}
