using Handrail.Core;
using Handrail.Core.Api;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.ApiDocs;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Mvc;
using StartAct = Handrail.Core.Running.StartRun;

namespace Handrail.Server.Features.Runs;

/// <summary>The doors of runs for programs. An act is named as in the addresses of the forms and takes the same fields.</summary>
static class RunApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/runs").WithTags("Runs");
        api.MapGet("/{run}", async (string run, CurrentMember member, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
            Answers.Json((await RunView.Show(db, texts, run, stop)).Map(view => Detail(view.Run, view.State, Instant.Now(clock))))).WithSummary("Where a run stands.");

        api.MapPost("/", async (NewRun asked, CurrentMember member, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
            Answers.Json(await Start(asked, member, db, texts, clock, stop))).Needs(Permission.Member).WithSummary("Starts a run of what is in force.");

        api.MapPost("/{run}/acts", async (string run, NewAct asked, CurrentMember member, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop) =>
            Answers.Json(await Act(run, asked, member, db, texts, clock, stop))).Needs(Permission.Member).WithSummary("Completes, fails, skips, verifies, notes, pauses: whatever the page can do.");

        api.MapPost("/{run}/evidence", async (string run, HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop) =>
            Answers.Json(await Attach(run, request, member, db, texts, files, clock, stop)))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member).Takes("files").WithSummary("Attaches files as evidence, to the run or to the step in the field \"step\".");

        api.MapGet("/{run}/pack", RunPack.Download).Produces<byte[]>(contentType: "application/zip").WithSummary("The evidence pack, a zip.");

        api.MapPost("/records", async (HttpRequest request, CurrentMember member, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop) =>
            Answers.Json(await TakeRecord(request, member, db, texts, files, clock, stop)))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.Upload)).Needs(Permission.Member).Takes("record", "files").WithSummary("Takes in a run that was recorded offline (NAME.run.jsonl).");
    }

    static async Task<Outcome<RunDetail>> Attach(string run, HttpRequest request, CurrentMember by, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop)
    {
        var missing = new Refusal.Invalid("files", "Send at least one file as multipart/form-data in the field \"files\".");
        if (!(await RunView.Load(db, texts, run, stop)).Granted(out var view, out var unknown)) return unknown;
        if (!request.HasFormContentType) return missing;
        var form = await request.ReadFormAsync(stop);
        if (!(await SentFiles.Receive(form.Files.GetFiles("files"), files, stop)).Granted(out var sent, out var bad)) return bad;
        if (sent.Count == 0) return missing;
        var step = form["step"].ToString() is { Length: > 0 } named ? named : null;
        db.ChangeTracker.Clear();
        return (await ActOnRun.Handle(run, [.. sent.Select(file => new AttachEvidence(step, file.AsEvidence))], sent, by, db, texts, clock, stop)).Map(state => Detail(view.Run, state, Instant.Now(clock)));
    }

    static async Task<Outcome<ImportedRun>> TakeRecord(HttpRequest request, CurrentMember by, HandrailDb db, ProcedureTexts texts, FileStore files, TimeProvider clock, CancellationToken stop)
    {
        var missing = new Refusal.Invalid("record", "Send the record as multipart/form-data in the field \"record\", its evidence in \"files\".");
        if (!request.HasFormContentType) return missing;
        var form = await request.ReadFormAsync(stop);
        if (form.Files.GetFile("record") is not { } upload) return missing;
        if (!(await SentFiles.Receive(form.Files.GetFiles("files"), files, stop)).Granted(out var evidence, out var bad)) return bad;
        await using var record = upload.OpenReadStream();
        return await ImportRecord.Handle(record, evidence, by, db, texts, clock, stop);
    }

    static async Task<Outcome<RunDetail>> Start(NewRun asked, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        if (!Enum.TryParse<RunKind>(asked.Kind, out var kind) || kind is not (RunKind.Live or RunKind.Drill or RunKind.Training or RunKind.Trial)) return new Refusal.Invalid("kind", "Kind is Live, Drill, Training or, for a draft, Trial.");
        var act = new StartAct("", kind) { Fields = [.. (asked.Fields ?? new Dictionary<string, IReadOnlyList<string>>()).Select(field => new FieldValue(field.Key, field.Value))] };
        if (!(await StartRun.Handle(asked.Procedure, act, [], by, db, texts, clock, stop)).Granted(out var run, out var refusal)) return refusal;
        return (await RunView.Show(db, texts, run.Label, stop)).Map(view => Detail(view.Run, view.State, Instant.Now(clock)));
    }

    static async Task<Outcome<RunDetail>> Act(string run, NewAct asked, CurrentMember by, HandrailDb db, ProcedureTexts texts, TimeProvider clock, CancellationToken stop)
    {
        if (!(await RunView.Load(db, texts, run, stop)).Granted(out var view, out var unknown)) return unknown;
        var form = new FormCollection((asked.Fields ?? new Dictionary<string, IReadOnlyList<string>>()).ToDictionary(field => field.Key, field => new Microsoft.Extensions.Primitives.StringValues([.. field.Value]))
            .Append(KeyValuePair.Create("round", new Microsoft.Extensions.Primitives.StringValues(asked.Round?.ToString(System.Globalization.CultureInfo.InvariantCulture)))).ToDictionary());
        var fields = await RunDoors.FieldsOf(asked.Act, asked.Step, view, db, texts, stop);
        if (RunForms.ReadAll(asked.Act, asked.Step, fields, form, []) is not { Count: > 0 } acts) return new Refusal.Invalid("act", $"There is no act “{asked.Act}”.");
        db.ChangeTracker.Clear();
        return (await ActOnRun.Handle(run, acts, [], by, db, texts, clock, stop)).Map(state => Detail(view.Run, state, Instant.Now(clock)));
    }

    static RunDetail Detail(Run run, RunState state, Instant now) => new(run.Label, state.Title, state.ProcedureName, state.Status.ToString(), state.Ending?.ToString(), state.Progress.Done, state.Progress.Total, state.Deviations.Count, state.StartedAt, state.EndedAt,
        [.. state.Open.Select(step => new OpenStep(step.Key, step.Round, step.Step.Number, step.Step.Instruction, step.Item?.Label, step.Status.ToString(), step.DueAt, [.. state.MissingFor(step, now).Select(missing => missing.Message)]))]);
}
