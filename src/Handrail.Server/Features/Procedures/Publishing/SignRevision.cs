using Handrail.Core;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Change = Handrail.Server.Data.Change;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <param name="Seal">Of what the person saw: it may have come back and been sent again since.</param>
/// <param name="Overrule">Why it is approved in spite of open objections.</param>
public sealed record SignInput(string Seal, Weight Weight, string Comment, string Overrule);

/// <summary>An approver signs, with the password once more. With the last signature the revision is approved, and comes into force at once or on its date.</summary>
static class SignRevision
{
    public const string Meaning = "approved for use";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/revisions/{number:int}/signature", (string sop, int number, [AsParameters] Workbench bench) => Show(sop, number, null, null, bench)).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/revisions/{number:int}/signature", async (string sop, int number, HttpRequest request, [AsParameters] Workbench bench, SignInManager<Account> signIn) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new SignInput(form["seal"].ToString(), WeightField.Read(form), form["comment"].ToString().Trim(), form["overrule"].ToString().Trim());
            if (!(await Dossier.Load(bench, sop, number)).Granted(out _, out var unknown)) return Answers.Refuse(unknown);
            var signed = await Reauthenticate(bench, signIn, form["password"].ToString()) is { } wrong ? wrong : await Handle(sop, number, input, bench);
            if (signed.Granted(out _, out var refusal)) return Answers.SeeOther(Links.Approval(sop, number));
            bench.Db.ChangeTracker.Clear();
            return await Show(sop, number, input, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(string sop, int number, SignInput? typed, Refusal? refusal, Workbench bench)
    {
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return Answers.Refuse(unknown);
        var right = Signing.RightOf(dossier.Standing, dossier.Me, "any");
        if (!right.Granted(out var capacity, out _)) return refusal is null ? Answers.SeeOther(Links.Approval(sop, number)) : Answers.Refuse(refusal);
        var model = new { Dossier = dossier, Right = capacity, Changes = await ChangesSince.InForce(bench, dossier.View), Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<SignPage>(model) : Answers.PageAgain<SignPage>(refusal, model);
    }

    /// <summary>A session that somebody left open signs nothing. Wrong passwords count towards the lock of the account.</summary>
    /// <param name="field">Where it was typed, for the refusal.</param>
    public static async Task<Refusal?> Reauthenticate(Workbench bench, SignInManager<Account> signIn, string password, string field = "password")
    {
        var account = await bench.Db.Members.Where(member => member.Id == bench.By.Id).Select(member => member.AccountId).SingleAsync(bench.Stop);
        if (await signIn.UserManager.FindByIdAsync(account.ToString()) is not { } found) return new Refusal.Forbidden("Your account does not exist any more.");
        var checkedNow = await signIn.CheckPasswordSignInAsync(found, password, lockoutOnFailure: true);
        return checkedNow.Succeeded ? null
            : checkedNow.IsLockedOut ? new Refusal.Invalid(field, "After five wrong passwords the account is locked for ten minutes.")
            : new Refusal.Invalid(field, "This is not your password. It is needed once more, because your name stands under this.");
    }

    public static async Task<Outcome<Dossier>> Handle(string sop, int number, SignInput input, Workbench bench)
    {
        await using var change = await bench.Begin();
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return unknown;
        if (!Ready(dossier, input).Granted(out var right, out var refusal)) return refusal;
        if (await Within(change, dossier, right, input, bench) is { } cannot) return cannot;
        await change.Commit(bench.Stop);
        return dossier;
    }

    /// <summary>All that can stand in the way of this signature; nothing is written yet.</summary>
    public static Outcome<SigningRight> Ready(Dossier dossier, SignInput input)
    {
        if (!Signing.RightOf(dossier.Standing, dossier.Me, input.Overrule).Granted(out var right, out var refusal)) return refusal;
        if (input.Comment.Length > WalkThrough.MostWords || input.Overrule.Length > WalkThrough.MostWords) return new Refusal.Invalid("comment", $"Say it in at most {WalkThrough.MostWords:N0} characters.");
        return input.Seal == dossier.Revision.Seal ? right : new Refusal.Conflict($"{dossier.Standing.Stands} It is not the text you were looking at; read it before you sign.");
    }

    /// <summary>Within a change that is under way; its refusal means that the change must not be committed.</summary>
    /// <param name="right">As <see cref="Ready"/> granted it.</param>
    public static async Task<Refusal?> Within(Change change, Dossier dossier, SigningRight right, SignInput input, Workbench bench)
    {
        var revision = dossier.Revision;
        if (dossier.Standing.OpenObjections > 0 && await Remarks.Overrule(change, dossier, input.Overrule, bench) is { } tooLong) return tooLong;

        bench.Db.RevisionSignatures.Add(Row(change, dossier, right, input, bench.By));
        if (input.Weight == Weight.Material) revision.Weight = Weight.Material; // One "material" is enough.
        var fact = new RevisionSigned(dossier.Sop.Label, revision.Number, revision.Sha256, revision.Seal!, Meaning, right.InWords, input.Weight, input.Comment.Length == 0 ? null : input.Comment);
        if (await change.Say(dossier, fact, bench.Stop) is { } cannot) return cannot;
        Signature[] all = [.. dossier.Standing.Signatures, new(dossier.Me.Id, right.For?.Id, right.Role, right.Alone, change.At)];
        return Signing.IsComplete(dossier.Standing.Rule, all) ? await Approve(change, dossier, right, bench) : null;
    }

    static RevisionSignature Row(Change change, Dossier dossier, SigningRight right, SignInput input, CurrentMember by) => new()
    {
        Id = Id<RevisionSignature>.New(change.At),
        OrganizationId = by.OrganizationId,
        RevisionId = dossier.Revision.Id,
        Round = dossier.Revision.Round,
        MemberId = by.Id,
        ForId = right.For is { } absent && Id<Member>.TryParse(absent.Id, out var id) ? id : null,
        Role = right.Role,
        Alone = right.Alone,
        Capacity = right.InWords,
        Meaning = Meaning,
        Seal = dossier.Revision.Seal!,
        Weight = input.Weight,
        Comment = input.Comment.Length == 0 ? null : input.Comment,
        At = change.At,
    };

    static async Task<Refusal?> Approve(Change change, Dossier dossier, SigningRight last, Workbench bench)
    {
        var revision = dossier.Revision;
        revision.Move(RevisionAct.Sign, bench.By.Id, change.At);
        revision.State = RevisionState.Approved;
        revision.Approval = "approved by " + string.Join(" and ", dossier.Signatures.Select(signature => $"{dossier.NameOf(signature.MemberId)} {signature.Capacity}").Append($"{dossier.Me.Name} {last.InWords}"));
        if (await change.Say(dossier, new RevisionApproved(dossier.Sop.Label, revision.Number, dossier.Standing.Rule.InWords, revision.EffectiveAt), bench.Stop) is { } tooLong) return tooLong;
        return revision.EffectiveAt > change.At ? null : await ComeIntoForce.Within(change, bench, dossier);
    }
}
