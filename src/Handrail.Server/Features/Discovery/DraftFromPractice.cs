using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Discovery;

/// <summary>
/// A draft of the procedure as people do it. Where the organization has the procedure already, its own text is what is changed, in its draft: steps are known by
/// their anchors, so what was tailored stays.
/// </summary>
static class DraftFromPractice
{
    const string Note = "current practice";

    public static void Map(IEndpointRouteBuilder app) => app.MapPost(Links.PracticeDraft, async (HttpRequest request, [AsParameters] Workbench bench) =>
    {
        var drafted = await Handle((await request.ReadFormAsync(bench.Stop))["template"].ToString(), bench);
        return drafted.Granted(out var sop, out var refusal) ? Answers.SeeOther(Links.Sop(sop.Label)) : Answers.Refuse(refusal);
    }).Needs(Permission.Member);

    public static async Task<Outcome<Sop>> Handle(string path, Workbench bench)
    {
        if (bench.Library.Find(path) is not { } template) return AskHow.NoTemplate;
        await using var change = await bench.Begin();
        var model = await PracticeModel.Load(template, bench.Db, bench.Library, bench.Stop);
        if (!model.HasAnswers) return new Refusal.Conflict("Nobody has answered yet, so there is nothing to draft from.");
        var drafted = model.TakenAs is { } label ? await Rewrite(change, label, model, bench) : await Add(change, model, bench);
        if (drafted.Granted(out _, out _)) await change.Commit(bench.Stop);
        return drafted;
    }

    /// <summary>Whether the text of this organization says already what people do.</summary>
    public static async Task<bool> IsThere(PracticeModel model, Workbench bench) =>
        model is { HasAnswers: true, TakenAs: { } label } && (await Dossier.Load(bench, label, null)).Granted(out var dossier, out _) && PracticeDraft.Of(dossier.View.Procedure, model.Practice).Source == dossier.Revision.Text;

    static Task<Outcome<Sop>> Add(Change change, PracticeModel model, Workbench bench) => AddProcedure.Within(change, bench.Db, bench.Texts, bench.By,
        new(model.Template.FileName, PracticeDraft.Of(model.Template.Procedure, model.Practice).Source, $"{Note}, library: {model.Template.FileName[..^3]}", []), bench.Stop);

    static async Task<Outcome<Sop>> Rewrite(Change change, string label, PracticeModel model, Workbench bench)
    {
        if (!(await Dossier.Load(bench, label, null)).Granted(out var dossier, out var unknown)) return unknown;
        var text = PracticeDraft.Of(dossier.View.Procedure, model.Practice).Source;
        if (text == dossier.Revision.Text) return new Refusal.Conflict($"{label} says already what people do.");
        if (dossier.May(RevisionAct.OpenDraft))
        {
            if (await OpenDraft.Within(change, dossier, bench) is { } tooLong) return tooLong;
            await bench.Db.SaveChangesAsync(bench.Stop);
            if (!(await Dossier.Load(bench, label, null)).Granted(out dossier, out unknown)) return unknown;
        }
        if (RevisionLife.Refuses(dossier.Standing, RevisionAct.Edit, dossier.Me) is { } notNow) return notNow;
        return await SaveDraft.Within(change, dossier, new(text, dossier.Revision.Sha256, [], Note), bench) is { } refusal ? refusal : dossier.Sop;
    }
}
