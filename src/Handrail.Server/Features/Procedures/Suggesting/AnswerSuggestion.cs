using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Suggesting;

/// <summary>Suggestions are taken into the draft, word for word or in other words, or declined with a reason. Their author hears of it either way.</summary>
static class AnswerSuggestion
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/suggestions", (string sop, [AsParameters] Workbench bench) => Show(sop, null, null, bench));
        app.MapPost("/procedures/{sop}/suggestions/{suggestion:guid}/taking", async (string sop, Guid suggestion, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            return await Answered(await Take(sop, new(suggestion), form["how"] != "by-hand", form["answer"].ToString().Trim(), bench), sop, suggestion, bench);
        }).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/suggestions/{suggestion:guid}/decline", async (string sop, Guid suggestion, HttpRequest request, [AsParameters] Workbench bench) =>
            await Answered(await Decline(sop, new(suggestion), (await request.ReadFormAsync(bench.Stop))["reason"].ToString().Trim(), bench), sop, suggestion, bench)).Needs(Permission.Member);
    }

    static async Task<IResult> Answered(Outcome<Suggestion> answered, string sop, Guid suggestion, Workbench bench) =>
        answered.Granted(out _, out var refusal) ? Answers.SeeOther(Links.Suggestions(sop)) : await Show(sop, new Id<Suggestion>(suggestion), refusal, bench);

    static async Task<IResult> Show(string sop, Id<Suggestion>? about, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (refusal is Refusal.NotFound || !(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return Answers.Refuse(refusal ?? SopView.Unknown);
        var suggestions = await bench.Db.Suggestions.AsNoTracking().Where(row => row.SopId == dossier.Sop.Id).OrderBy(row => row.State).ThenByDescending(row => row.At).Take(200).ToListAsync(bench.Stop);
        var model = new { Dossier = dossier, Suggestions = suggestions, About = about, Refusal = refusal };
        return refusal is null ? Answers.Page<SuggestionsPage>(model) : Answers.PageAgain<SuggestionsPage>(refusal, model);
    }

    /// <param name="wordForWord">Puts the proposed step in the place of the old one; else somebody has put it into words, and this only says so.</param>
    public static async Task<Outcome<Suggestion>> Take(string sop, Id<Suggestion> id, bool wordForWord, string answer, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Open(sop, id, answer, bench)).Granted(out var found, out var refusal)) return refusal;
        if (!(await DraftOf(change, found.Dossier, bench)).Granted(out var draft, out var notNow)) return notNow;
        var suggestion = found.Suggestion;
        if (wordForWord && suggestion.Proposed is not null && await PutIn(change, draft, suggestion, bench) is { } cannot) return cannot;
        Settle(suggestion, SuggestionState.Taken, answer, change.At, bench.By);
        suggestion.TakenInto = draft.Revision.Number;
        var fact = new SuggestionTaken(draft.Sop.Label, draft.Revision.Number, suggestion.Step, draft.NameOf(suggestion.AuthorId), answer.Length == 0 ? null : answer);
        if (await change.Say(draft, fact, bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return suggestion;
    }

    static async Task<Outcome<Suggestion>> Decline(string sop, Id<Suggestion> id, string reason, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Open(sop, id, reason, bench)).Granted(out var found, out var refusal)) return refusal;
        if (ActOnRevision.Need("reason", reason, "Say why not; whoever suggested it will read it.") is { } missing) return missing;
        Settle(found.Suggestion, SuggestionState.Declined, reason, change.At, bench.By);
        found.Suggestion.TakenInto = null;
        var fact = new SuggestionDeclined(found.Dossier.Sop.Label, found.Suggestion.Step, found.Dossier.NameOf(found.Suggestion.AuthorId), reason);
        if (await change.Say(found.Dossier, fact, bench.Stop) is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return found.Suggestion;
    }

    static async Task<Outcome<(Dossier Dossier, Suggestion Suggestion)>> Open(string sop, Id<Suggestion> id, string answer, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, null)).Granted(out var dossier, out var unknown)) return unknown;
        if (await bench.Db.Suggestions.SingleOrDefaultAsync(row => row.Id == id && row.SopId == dossier.Sop.Id, bench.Stop) is not { } suggestion) return new Refusal.NotFound("There is no such suggestion.");
        if (answer.Length > Suggestion.MostWords) return new Refusal.Invalid("answer", $"Say it in at most {Suggestion.MostWords:N0} characters.");
        return suggestion is not { State: not SuggestionState.Open, AnsweredAt: { } answered } ? (dossier, suggestion)
            : new Refusal.Conflict($"{dossier.NameOf(suggestion.AnsweredById)} {(suggestion.State == SuggestionState.Taken ? "took" : "declined")} this suggestion on {RevisionStanding.When(answered)}.");
    }

    /// <summary>The draft that is being written; where none is, it begins with this.</summary>
    static async Task<Outcome<Dossier>> DraftOf(Change change, Dossier latest, Workbench bench)
    {
        if (latest.May(RevisionAct.OpenDraft))
        {
            if (await OpenDraft.Within(change, latest, bench) is { } tooLong) return tooLong;
            await bench.Db.SaveChangesAsync(bench.Stop);
            return await Dossier.Load(bench, latest.Sop.Label, null);
        }
        return RevisionLife.Refuses(latest.Standing, RevisionAct.Edit, latest.Me) is { } refusal ? refusal : latest;
    }

    /// <summary>The words proposed fit what the draft says, or would begin with, and it is nobody else's turn.</summary>
    public static bool CanBePutIn(Dossier latest, Suggestion suggestion) =>
        suggestion is { Proposed: not null, Step: { } anchor } && (latest.May(RevisionAct.OpenDraft) || latest.May(RevisionAct.Edit))
        && latest.View.Procedure.Find(anchor) is { } step && Fits(latest.View.Procedure, step, suggestion);

    static bool Fits(Procedure procedure, Step step, Suggestion suggestion) => StepSource.Same(StepSource.Of(procedure, step), suggestion.Before ?? "");

    static async Task<Refusal?> PutIn(Change change, Dossier draft, Suggestion suggestion, Workbench bench)
    {
        var procedure = draft.View.Procedure;
        if (suggestion.Step is null || procedure.Find(suggestion.Step) is not { } step) return new Refusal.Conflict("The step is gone from the draft. Put it into words there, then choose “I have put it in”.");
        if (!Fits(procedure, step, suggestion)) return new Refusal.Conflict("The step reads otherwise in the draft than when this was suggested. Put it into words there, then choose “I have put it in”.");
        var input = new DraftInput(StepSource.Replace(procedure, step, suggestion.Proposed!), draft.Revision.Sha256, [], $"suggestion of {draft.NameOf(suggestion.AuthorId)}");
        if (await SaveDraft.Within(change, draft, input, bench) is { } refusal) return refusal;
        // These are their words, so they are one of its authors.
        if (!draft.Standing.Contributors.Contains(suggestion.AuthorId.ToString()) && suggestion.AuthorId != bench.By.Id)
            bench.Db.RevisionContributors.Add(new RevisionContributor { OrganizationId = bench.By.OrganizationId, RevisionId = draft.Revision.Id, MemberId = suggestion.AuthorId, At = change.At });
        return null;
    }

    /// <summary>What was taken into a draft that is given up waits for an answer again. Within a change that is under way.</summary>
    public static async Task<Refusal?> Reopen(Change change, Dossier discarded, string reason, Workbench bench)
    {
        var (sop, number) = (discarded.Sop, discarded.Revision.Number);
        foreach (var suggestion in await bench.Db.Suggestions.Where(row => row.SopId == sop.Id && row.State == SuggestionState.Taken && row.TakenInto == number).OrderBy(row => row.At).ToListAsync(bench.Stop))
        {
            Settle(suggestion, SuggestionState.Open, reason, change.At, bench.By);
            if (await change.Say(discarded, new SuggestionReopened(sop.Label, number, suggestion.Step, discarded.NameOf(suggestion.AuthorId)), bench.Stop) is { } tooLong) return tooLong;
        }
        return null;
    }

    static void Settle(Suggestion suggestion, SuggestionState state, string answer, Instant at, CurrentMember by) =>
        (suggestion.State, suggestion.Answer, suggestion.AnsweredAt, suggestion.AnsweredById) = (state, answer.Length == 0 ? null : answer, at, by.Id);
}
