using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <param name="Answers">Values for placeholders that nobody has named yet.</param>
public sealed record PublishInput(string Summary, IReadOnlyDictionary<string, string> Answers);

/// <summary>Puts the latest revision in force: numbered, hashed, its placeholders frozen, and from then on unchangeable. The one before it is superseded.</summary>
static class PublishRevision
{
    public const string AnswerPrefix = "env-";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/publication", async (string sop, CurrentMember member, HandrailDb db, ProcedureTexts texts, Library library, CancellationToken stop) =>
            await Show(sop, null, null, member, db, texts, library, stop)).Needs(Permission.Administrator);

        app.MapPost("/procedures/{sop}/publication", async (string sop, HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, Library library, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var input = new PublishInput(form["summary"].ToString().Trim(), form.Where(field => field.Key.StartsWith(AnswerPrefix, StringComparison.Ordinal))
                .ToDictionary(field => field.Key[AnswerPrefix.Length..], field => field.Value.ToString().Trim()));
            var outcome = await Handle(sop, input, member, db, texts, library, clock, stop);
            if (outcome.Granted(out var revision, out var refusal)) return Answers.SeeOther(Links.Sop(sop));
            db.ChangeTracker.Clear();
            return await Show(sop, input, refusal, member, db, texts, library, stop);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(string sop, PublishInput? typed, Refusal? refusal, CurrentMember member, HandrailDb db, ProcedureTexts texts, Library library, CancellationToken stop)
    {
        if (!(await Draft(sop, member, db, texts, stop)).Granted(out var view, out var unknown)) return Web.Answers.Refuse(unknown);
        var model = new { View = view, Findings = (await view.Lint(db, library, stop)).Where(finding => finding.Code != "placeholder-unresolved").ToList(), Questions = Questions(view), Typed = typed, Refusal = refusal };
        return refusal is null ? Web.Answers.Page<PublishPage>(model) : Web.Answers.PageAgain<PublishPage>(refusal, model);
    }

    static async Task<Outcome<SopView>> Draft(string sop, CurrentMember member, HandrailDb db, ProcedureTexts texts, CancellationToken stop)
    {
        if (!Labels.TryReadSop(sop, out var number)) return SopView.Unknown;
        var latest = await (from row in db.Sops join revision in db.Revisions on row.LatestId equals revision.Id where row.Number == number select (int?)revision.Number).SingleOrDefaultAsync(stop);
        return latest is null ? SopView.Unknown : await SopView.Load(db, texts, member, sop, latest, stop);
    }

    static IReadOnlyList<string> Questions(SopView view) => [.. Placeholders.Unresolved(view.Procedure, view.Environment.Keys).Select(placeholder => placeholder.Key).Distinct()];

    public static async Task<Outcome<Revision>> Handle(string label, PublishInput input, CurrentMember by, HandrailDb db, ProcedureTexts texts, Library library, TimeProvider clock, CancellationToken stop)
    {
        if (input.Summary.Length > 2000) return new Refusal.Invalid("summary", "Say it in at most 2,000 characters.");
        await using var change = await Change.Begin(db, by, clock, stop);
        if (!Labels.TryReadSop(label, out var number) || await db.Sops.SingleOrDefaultAsync(row => row.Number == number, stop) is not { } sop) return SopView.Unknown;
        var revision = await db.Revisions.SingleAsync(row => row.Id == sop.LatestId, stop);
        if (revision.State != RevisionState.Draft) return new Refusal.Conflict($"{sop.Label} v{revision.Number} is published already.");
        var asked = Questions((await SopView.Load(db, texts, by, label, revision.Number, stop)).Value);
        foreach (var (name, value) in input.Answers.Where(answer => answer.Value.Length > 0))
        {
            if (value.Length > 500) return new Refusal.Invalid(AnswerPrefix + name, "At most 500 characters.");
            if (asked.Contains(name) && await Values.Answer(db, change, by, name, value, stop) is { } refusal) return new Refusal.Invalid(AnswerPrefix + name, refusal.Message);
        }
        await db.SaveChangesAsync(stop);

        if (!(await SopView.Load(db, texts, by, label, revision.Number, stop)).Granted(out var view, out var unknown)) return unknown;
        if (Questions(view) is [var open, ..]) return new Refusal.Invalid(AnswerPrefix + open, $"Say what {{{{{open}}}}} stands for; people cannot follow a blank.");
        if ((await view.Lint(db, library, stop)).Where(finding => finding.Severity == Severity.Error).ToList() is { Count: > 0 } errors)
            return new Refusal.Conflict($"{(errors.Count == 1 ? "One error stops" : $"{errors.Count} errors stop")} publication: {errors[0].Message}");

        await Supersede(db, sop, change.At, stop);
        var frozen = Values.UsedBy(view.Procedure, view.Environment);
        (revision.State, revision.PublishedAt, revision.PublishedById, revision.Summary) = (RevisionState.Published, change.At, by.Id, input.Summary);
        revision.FrozenEnvironment = Values.Freeze(frozen);
        (sop.PublishedId, sop.PublishedAt) = (revision.Id, change.At);
        sop.ReviewDueAt = (view.Procedure.Header.Review ?? new Interval(12, IntervalUnit.Month)).After(change.At);
        sop.Describe(view.Procedure);
        await ProcedureSearch.Index(db, sop, view.Procedure, stop);
        var appended = await change.Append(sop.Subject, new RevisionPublished(sop.Label, revision.Number, revision.Sha256, revision.Title, input.Summary, Values.Stated(frozen), Values.Tools(frozen)), stop);
        if (appended.Refusal is { } tooLong) return tooLong;
        await change.Commit(stop);
        return revision;
    }

    static async Task Supersede(HandrailDb db, Sop sop, Instant at, CancellationToken stop)
    {
        if (sop.PublishedId is not { } before) return;
        var earlier = await db.Revisions.SingleAsync(row => row.Id == before, stop);
        (earlier.State, earlier.SupersededAt) = (RevisionState.Superseded, at);
    }
}
