using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Runs;
using Handrail.Server.Files;
using Change = Handrail.Server.Data.Change;

namespace Handrail.Server.Features.Procedures.Editing;

/// <param name="BasedOn">The hash of the text that was edited: when somebody saved in between, nothing is overwritten.</param>
/// <param name="Note">How it came about where nobody typed it.</param>
public sealed record DraftInput(string Text, string BasedOn, IReadOnlyList<SentFile> Pictures, string? Note = null)
{
    /// <summary>The text that was edited, where its parts are to be put together with what somebody else saved in between; null where that is a conflict in any case.</summary>
    public string? Base { get; init; }
}

/// <summary>
/// Keeps the text of the draft. Optimistic: whoever saves names the text they began with. When the draft is another by now, their parts are put together where the
/// caller sent that text and no part was changed by both; else the answer is a conflict and the caller shows both. Whoever changes a word is one of its authors from
/// then on.
/// </summary>
static class SaveDraft
{
    public static Task<Outcome<Dossier>> Handle(string sop, DraftInput input, Workbench bench) => ActOnRevision.Handle(bench, sop, null, RevisionAct.Edit, (change, dossier) => Within(change, dossier, input, bench));

    /// <summary>Also how a suggestion is taken into the draft, in one change with its own fact.</summary>
    public static async Task<Refusal?> Within(Change change, Dossier dossier, DraftInput input, Workbench bench)
    {
        var (sop, revision) = (dossier.Sop, dossier.Revision);
        if (TypedText.Refuses("text", input.Text) is { } unreadable) return unreadable;
        var text = TypedText.Keep(revision.Text, input.Text);
        if (input.BasedOn != revision.Sha256)
        {
            if (input.Base is null || TypedText.Refuses("base", input.Base) is not null || Merge(dossier, input.Base, text) is not { Disputed.Count: 0 } merged) return new Refusal.Conflict($"{dossier.Standing.Stands} Nothing of either text is lost: both are below.");
            if (TypedText.Refuses("text", merged.Text) is { } tooLong) return tooLong;
            text = merged.Text;
        }
        if (await Keep(change, revision, input.Pictures, bench) is { } notAPicture) return notAPicture;
        var sha256 = ProcedureTexts.Hash(text);
        if (sha256 == revision.Sha256 && input.Pictures.Count == 0) return null;

        return await Rewrite(change, sop, revision, bench.Texts.Read(sha256, text, sop.FileName), input.Note, bench);
    }

    /// <summary>What was typed put together with the draft as it stands now.</summary>
    /// <param name="typed">With the line ends of the draft.</param>
    public static MergedText Merge(Dossier dossier, string @base, string typed)
    {
        var now = dossier.Revision.Text;
        return TextMerge.Of(TypedText.Keep(now, @base), now, typed, dossier.Sop.FileName);
    }

    /// <summary>Within a change that is under way; whether it may be done is settled before. Whoever does it is one of the authors.</summary>
    public static async Task<Refusal?> Rewrite(Change change, Sop sop, Revision draft, Procedure procedure, string? note, Workbench bench)
    {
        var db = bench.Db;
        var steps = await StepAuthors.Write(change, draft, bench.Texts.Read(draft.Sha256, draft.Text, sop.FileName), procedure, bench);
        (draft.Text, draft.Sha256, draft.Title, draft.ChangedAt) = (procedure.Source, ProcedureTexts.Hash(procedure.Source), AddProcedure.Shorten(procedure.Title, 300), change.At);
        draft.Move(RevisionAct.Edit, bench.By.Id, change.At);
        if (await db.RevisionContributors.FindAsync([draft.Id, bench.By.Id], bench.Stop) is null)
            db.RevisionContributors.Add(new RevisionContributor { OrganizationId = bench.By.OrganizationId, RevisionId = draft.Id, MemberId = bench.By.Id, At = change.At });
        if (sop.PublishedId is null)
        {
            sop.Describe(procedure);
            await ProcedureSearch.Index(db, sop, procedure, bench.Stop);
            await Serving.Write(db, sop, procedure, bench.Stop);
        }
        await NameReaders.Within(db, bench.Texts, sop, bench.Stop);
        return (await change.Append(sop.Subject, new DraftSaved(sop.Label, draft.Sha256, draft.Number, note, steps.Count > 0 ? steps : null), bench.Stop)).Refusal;
    }

    static async Task<Refusal?> Keep(Change change, Revision revision, IReadOnlyList<SentFile> pictures, Workbench bench)
    {
        foreach (var (content, name, _) in pictures)
        {
            if (!MediaTypes.IsPicture(content.MediaType)) return new Refusal.Invalid("pictures", $"{name} is not a PNG, JPEG, GIF or WebP picture.");
            await StoredFiles.Keep(bench.Db, change, bench.By, content, name, bench.Stop);
            if (await bench.Db.RevisionImages.FindAsync([revision.Id, name], bench.Stop) is { } before) before.Sha256 = content.Sha256;
            else bench.Db.RevisionImages.Add(new RevisionImage { OrganizationId = bench.By.OrganizationId, RevisionId = revision.Id, Path = name, Sha256 = content.Sha256 });
        }
        return null;
    }
}
