using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Comparing;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>The doors of a run for people: pages and forms. The acts themselves are in <see cref="StartRun"/> and <see cref="ActOnRun"/>.</summary>
static class RunDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/runs/new", StartPage).Needs(Permission.Member);
        app.MapPost("/procedures/{sop}/runs", Start).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
        app.MapGet("/runs/{run}", Show);
        app.MapPost("/runs/{run}/{act}", (string run, string act, HttpRequest request, [AsParameters] Workbench bench, FileStore files) =>
            Act(run, null, act, request, bench, files)).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
        app.MapPost("/runs/{run}/steps/{step}/{act}", (string run, string step, string act, HttpRequest request, [AsParameters] Workbench bench, FileStore files) =>
            Act(run, step, act, request, bench, files)).WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member);
    }

    static async Task<IResult> StartPage(string sop, string? instead, bool? draft, [AsParameters] Workbench bench) =>
        (await StartRunModel.Load(bench.Db, bench.Texts, sop, instead, draft == true, bench.By, bench.Now, bench.Stop)).Granted(out var model, out var refusal)
            ? Answers.Page<StartRunPage>(new { Model = model, Since = model.IsTrial ? null : await MyDifference.Of(bench, model.Sop) })
            : Answers.Refuse(refusal);

    static async Task<IResult> Start(string sop, HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop)
    {
        var form = await request.ReadFormAsync(stop);
        if (!(await StartRunModel.Load(db, texts, sop, form["instead"], form["kind"] == nameof(RunKind.Trial), member, Instant.Now(clock), stop)).Granted(out var model, out var unknown)) return Answers.Refuse(unknown);
        if (!(await SentFiles.Receive(form.Files, files, stop)).Granted(out var sent, out var bad)) return Answers.PageAgain<StartRunPage>(bad, new { Model = model, Refusal = bad, Typed = form });
        var act = new StartAct("", Enum.TryParse<RunKind>(form["kind"], out var kind) && kind is RunKind.Live or RunKind.Drill or RunKind.Training or RunKind.Trial ? kind : RunKind.Live)
        {
            Fields = RunForms.Values(model.Procedure.StartFields, form, sent),
        };
        db.ChangeTracker.Clear();
        var started = model.Instead is { } earlier ? await StartRun.Anew(earlier.Run.Label, sop, act, sent, member, db, texts, clock, stop) : await StartRun.Handle(sop, act, sent, member, db, texts, clock, stop);
        return started.Granted(out var run, out var refusal)
            ? Answers.SeeOther(Links.Run(run.Label))
            : Answers.PageAgain<StartRunPage>(refusal, new { Model = model, Refusal = refusal, Typed = form });
    }

    static async Task<IResult> Show(string run, HttpRequest request, [AsParameters] Workbench bench) =>
        (await RunView.Show(bench.Db, bench.Texts, run, bench.Stop)).Granted(out var view, out var refusal)
            ? Answers.Page<RunPage>(new { View = view, Member = bench.By, Chosen = request.Query["step"].ToString(), Panel = request.Query["panel"].ToString(), Around = await RunAround.Load(bench, view), Now = bench.Now })
            : Answers.Refuse(refusal);

    static async Task<IResult> Act(string run, string? step, string noun, HttpRequest request, Workbench bench, FileStore files)
    {
        var form = await request.ReadFormAsync(bench.Stop);
        if (!(await SentFiles.Receive(form.Files, files, bench.Stop)).Granted(out var sent, out var bad)) return await Again(run, step, bad, form, bench);
        if (!(await RunView.Show(bench.Db, bench.Texts, run, bench.Stop)).Granted(out var view, out var unknown)) return Answers.Refuse(unknown);
        var fields = await FieldsOf(noun, step, view, bench.Db, bench.Texts, bench.Stop);
        if (noun == "completion" && form["outcome"] == "failed" && form["reason"].ToString().Length == 0)
            return Answers.Page<RunPage>(new { View = view, Member = bench.By, Chosen = step ?? "", Panel = "failed", Typed = form, Around = await RunAround.Load(bench, view), bench.Now });
        if (RunForms.ReadAll(noun, step, fields, form, sent) is not { Count: > 0 } acts) return Answers.Nothing();
        bench.Db.ChangeTracker.Clear();
        var acted = await ActOnRun.Handle(run, acts, sent, bench.By, bench.Db, bench.Texts, bench.Clock, bench.Stop);
        return acted.Granted(out _, out var refusal) ? Answers.SeeOther(Links.Run(run)) : await Again(run, step, refusal, form, bench);
    }

    /// <summary>What an act can fill in.</summary>
    internal static async Task<IReadOnlyList<RecordField>> FieldsOf(string act, string? step, RunView view, HandrailDb db, ProcedureTexts texts, CancellationToken stop) =>
        act == "child-run" ? await ChildStart.Asks(view.State, step, db, texts, stop) : step is null ? [] : view.State.Find(step)?.Step.Records ?? [];

    /// <summary>The same page with the message and everything that was typed.</summary>
    static async Task<IResult> Again(string run, string? step, Refusal refusal, IFormCollection form, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        return (await RunView.Show(bench.Db, bench.Texts, run, bench.Stop)).Granted(out var view, out var unknown)
            ? Answers.PageAgain<RunPage>(refusal, new { View = view, Member = bench.By, Chosen = step ?? "", Refusal = refusal, Typed = form, Around = await RunAround.Load(bench, view), bench.Now })
            : Answers.Refuse(unknown);
    }
}
