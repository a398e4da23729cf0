using System.Globalization;
using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Settings.Approval;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;
using Change = Handrail.Server.Data.Change;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <param name="Reviewers">The ids of members.</param>
/// <param name="EffectiveOn">A date as typed; empty for as soon as it is approved.</param>
/// <param name="Answers">Values for placeholders that nobody has named yet.</param>
/// <param name="Seen">The SHA-256 of the text that the page showed; empty for whatever it is.</param>
public sealed record SendInput(string Summary, Weight Weight, IReadOnlyList<string> Reviewers, string EffectiveOn, IReadOnlyDictionary<string, string> Answers, string Seen = "");

/// <summary>The draft is ready: reviewers walk through it, approvers sign. Until it comes back, its text, values and pictures stand still.</summary>
static class SendForReview
{
    public const int MostReviewers = 30;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/revisions/{number:int}/sending", (string sop, int number, [AsParameters] Workbench bench) => Show(sop, number, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/revisions/{number:int}/sending", async (string sop, int number, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new SendInput(form["summary"].ToString().Trim(), WeightField.Read(form), [.. form["reviewer"].OfType<string>().Distinct()], form["effective"].ToString(), OpenQuestions.Read(form), form["seen"].ToString());
            var sent = await Handle(sop, number, input, bench);
            if (sent.Granted(out _, out var refusal)) return Answers.SeeOther(Links.Approval(sop, number));
            bench.Db.ChangeTracker.Clear();
            return await Show(sop, number, input, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, int number, SendInput? typed, Refusal? refusal, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        if (!dossier.May(RevisionAct.SendForReview)) return refusal is null ? Answers.SeeOther(Links.Approval(sop, number)) : Answers.Refuse(refusal);
        var model = new
        {
            Dossier = dossier,
            Findings = (await dossier.View.Lint(bench)).Where(finding => finding.Code != "placeholder-unresolved").ToList(),
            Questions = OpenQuestions.In(dossier.View),
            Changes = await ChangesSince.InForce(bench, dossier.View),
            Rules = ApprovalRules.Each(await bench.Db.ApprovalRules.AsNoTracking().ToListAsync(bench.Stop), dossier.Sop, dossier.View.Procedure.Header),
            Readers = dossier.Revision.Secrecy < Secrecy.Secret ? null : await Readership.WhoReads(bench.Db, dossier.Revision, bench.Now, bench.Stop),
            EffectiveOn = typed is null ? Coming(dossier.Revision.EffectiveAt, bench.Now) : typed.EffectiveOn,
            Typed = typed,
            Refusal = refusal,
        };
        return refusal is null ? Answers.Page<SendPage>(model) : Answers.PageAgain<SendPage>(refusal, model);
    }

    public static Task<Outcome<Dossier>> Handle(string sop, int number, SendInput input, Workbench bench) =>
        ActOnRevision.Handle(bench, sop, number, RevisionAct.SendForReview, (change, dossier) => Send(change, dossier, input, bench));

    /// <summary>Within a change that is under way; its refusal means that the change must not be committed.</summary>
    public static Task<Refusal?> Within(Change change, Dossier dossier, SendInput input, Workbench bench) =>
        ActOnRevision.Within(change, dossier, bench, RevisionAct.SendForReview, (_, _) => Send(change, dossier, input, bench));

    /// <summary>What <see cref="Ready"/> found ready, the same way.</summary>
    public static Task<Refusal?> Within(Change change, ReadyToSend ready, SendInput input, Workbench bench) =>
        ActOnRevision.Within(change, ready.Dossier, bench, RevisionAct.SendForReview, (_, _) => Write(change, ready, input, bench));

    static async Task<Refusal?> Send(Change change, Dossier dossier, SendInput input, Workbench bench)
    {
        if (ActOnRevision.Unread(dossier, input.Seen, "send it") is { } unread) return unread;
        if (!(await OpenQuestions.Answer(change, bench, dossier.View, input.Answers)).Granted(out var view, out var unreadable)) return unreadable;
        return (await Ready(dossier with { View = view }, input, change.At, bench)).Granted(out var ready, out var refusal) ? await Write(change, ready, input, bench) : refusal;
    }

    /// <param name="Dossier">With the answers to what its text left open.</param>
    public sealed record ReadyToSend(Dossier Dossier, IReadOnlyList<Person> Reviewers, Instant? EffectiveAt);

    /// <summary>All that can stand in the way of sending it; nothing is written yet.</summary>
    public static async Task<Outcome<ReadyToSend>> Ready(Dossier dossier, SendInput input, Instant at, Workbench bench)
    {
        if (RevisionLife.Refuses(dossier.Standing, RevisionAct.SendForReview, dossier.Me) is { } refusal) return refusal;
        if (input.Summary is not { Length: > 0 and <= 2000 }) return new Refusal.Invalid("summary", "Say in at most 2,000 characters what changed, for those who review it and for the history.");
        if (!TryReadDate(input.EffectiveOn, at, out var effective)) return new Refusal.Invalid("effective", "Give a date after today, or leave it empty.");
        if (!dossier.Standing.MayPublishDirectly && Signing.Unobtainable(dossier.Standing) is { } nobody) return new Refusal.Conflict(nobody);
        if (!Reviewers(dossier.Standing, input.Reviewers).Granted(out var reviewers, out var notThem)) return notThem;
        if (await Outsider(bench, dossier, reviewers) is { } outsider) return new Refusal.Invalid("reviewer", $"This text is secret, and {outsider} is not in its audience. Name them there first, or ask somebody else.");
        return await PutInForce.Obstacle(bench, dossier.View) is { } obstacle ? obstacle : new ReadyToSend(dossier, reviewers, effective);
    }

    static async Task<Refusal?> Write(Change change, ReadyToSend ready, SendInput input, Workbench bench)
    {
        var (dossier, reviewers, effective) = ready;
        await PutInForce.Freeze(bench, dossier.View);
        var revision = dossier.Revision;
        (revision.Summary, revision.Weight, revision.EffectiveAt, revision.Round) = (input.Summary, input.Weight, effective, revision.Round + 1);
        foreach (var reviewer in reviewers)
            bench.Db.RevisionReviewers.Add(new RevisionReviewer
            {
                OrganizationId = bench.By.OrganizationId, RevisionId = revision.Id, Round = revision.Round, MemberId = Id(reviewer),
                FinishedAt = dossier.Walk.IsFinishedBy(reviewer.Id) ? change.At : null, // They agreed before, and nothing they read has changed.
            });
        await NameReaders.Within(bench.Db, bench.Texts, dossier.Sop, bench.Stop);
        return await change.Say(dossier, new RevisionSentForReview(dossier.Sop.Label, revision.Number, revision.Sha256, input.Summary, input.Weight, [.. reviewers.Select(reviewer => reviewer.Name)],
            revision.Seal!, Values.Stated(Values.Thaw(revision.FrozenEnvironment!)), effective), bench.Stop);
    }

    /// <summary>Whoever is asked to review a restricted text may read it from then on; whom a secret is told is a matter of its audience, which is approved.</summary>
    /// <returns>The name of one who may not read it; null when all may.</returns>
    static async Task<string?> Outsider(Workbench bench, Dossier dossier, IReadOnlyList<Person> reviewers)
    {
        if (dossier.Revision.Secrecy < Secrecy.Secret) return null;
        var readers = await Readership.WhoReads(bench.Db, dossier.Revision, bench.Now, bench.Stop);
        return reviewers.FirstOrDefault(reviewer => !readers.Contains(reviewer.Id))?.Name;
    }

    static Id<Member> Id(Person person) => Core.Id<Member>.TryParse(person.Id, out var id) ? id : throw new InvalidOperationException("A member's id is a UUID.");

    static Outcome<IReadOnlyList<Person>> Reviewers(RevisionStanding standing, IReadOnlyList<string> ids)
    {
        if (ids.Count > MostReviewers) return new Refusal.Invalid("reviewer", $"At most {MostReviewers} people can walk through one draft.");
        List<Person> reviewers = [];
        foreach (var id in ids)
        {
            if (standing.Find(id) is not { MayWrite: true } person) return new Refusal.Invalid("reviewer", "One of these people is no longer here, or may only read.");
            if (standing.Contributors.Contains(id)) return new Refusal.Invalid("reviewer", $"{person.Name} worked on this text; ask somebody else to walk through it.");
            reviewers.Add(person);
        }
        return reviewers;
    }

    /// <summary>The date it was sent with before, as long as it is still to come.</summary>
    static string? Coming(Instant? effective, Instant now) => effective > now ? effective.Value.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    static bool TryReadDate(string typed, Instant now, out Instant? at)
    {
        at = null;
        if (string.IsNullOrWhiteSpace(typed)) return true;
        if (!DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
        at = Instant.From(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));
        return at > now;
    }
}
