using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;
using Handrail.Core.Publishing;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Suggesting;

/// <param name="Step">An anchor; empty for the whole.</param>
/// <param name="Words">The step as it should read; null where they are not given, as for the whole.</param>
public sealed record SuggestInput(int Revision, string Step, string Run, string Text, SuggestedWords? Words = null);

/// <summary>What most people would have otherwise in a step, each in a field of its own; all else of the step stays as it is.</summary>
public sealed record SuggestedWords(string Instruction, string Detail, string Verify)
{
    public static SuggestedWords Of(StepFields fields) => new(fields.Instruction, fields.Detail, fields.Value(FieldKey.Verify));

    public bool TooLong => Instruction.Length + Detail.Length + Verify.Length > Suggestion.MostProposed;

    /// <summary>Null where the form has no such fields.</summary>
    public static SuggestedWords? Read(IFormCollection form) =>
        form.ContainsKey("instruction") ? new(form["instruction"].ToString().Trim(), form["detail"].ToString().Trim(), form["verify"].ToString().Trim()) : null;

    /// <returns>The step with these words in it, in Markdown; null where they change nothing.</returns>
    public Outcome<string?> Propose(Procedure procedure, Step step)
    {
        var shown = StepFields.Of(procedure, step);
        if (Instruction.Length == 0) return new Refusal.Invalid("instruction", "Say what is done in this step. If it should go, say so above and leave its words as they are.");
        var fields = shown with { Instruction = Instruction, Detail = Detail, Values = shown.Values.Where(value => value.Key != FieldKey.Verify).Concat(Verify.Length > 0 ? [new(FieldKey.Verify, Verify)] : []).ToDictionary() };
        return fields.Are(procedure, step) ? (Outcome<string?>)(string?)null : fields.Fill(procedure, step).Map(after => (string?)StepSource.Of(after, after.Find(step.Anchor)!));
    }
}

/// <summary>Whoever reads or runs a procedure says what would be better, at the step where they noticed it.</summary>
static class SuggestChange
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/procedures/{sop}/suggestions/new", (string sop, string? step, string? run, [AsParameters] Workbench bench) => Show(sop, new(0, step ?? "", run ?? "", ""), null, bench)).Needs(Permission.Auditor);
        app.MapPost("/procedures/{sop}/suggestions", async (string sop, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new SuggestInput(int.TryParse(form["revision"], out var revision) ? revision : 0, form["step"].ToString(), form["run"].ToString(), form["text"].ToString().Trim(), SuggestedWords.Read(form));
            return (await Handle(sop, input, bench)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Suggestions(sop)) : await Show(sop, input, refusal, bench);
        }).Needs(Permission.Auditor); // Whoever reads it may say what would be better; what becomes of it is decided by others.
    }

    static async Task<IResult> Show(string sop, SuggestInput typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (!(await Reading(sop, typed, bench)).Granted(out var view, out var unknown)) return Answers.Refuse(unknown);
        var (step, seen) = (view.Procedure.Find(typed.Step), view.Unseen.Withheld(view.Procedure).Find(typed.Step));
        var model = new { View = view, Step = seen, Words = step is not null && MayWord(view, step) ? typed.Words ?? SuggestedWords.Of(StepFields.Of(view.Procedure, step)) : null, Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<SuggestPage>(model) : Answers.PageAgain<SuggestPage>(refusal, model);
    }

    /// <summary>The words of a step as they were written may name what its reader may not know of; then they say in their own what should be otherwise.</summary>
    static bool MayWord(SopView view, Step step) => view.Unseen.In(StepSource.Of(view.Procedure, step)).IsEmpty;

    /// <summary>What they were reading: the revision named, that of the run, else the one in force.</summary>
    static async Task<Outcome<SopView>> Reading(string sop, SuggestInput input, Workbench bench)
    {
        int? number = input.Revision > 0 ? input.Revision : null;
        if (number is null && Labels.TryReadRun(input.Run, out var run))
            number = await (from row in bench.Db.Runs join revision in bench.Db.Revisions on row.RevisionId equals revision.Id where row.Number == run select (int?)revision.Number).SingleOrDefaultAsync(bench.Stop);
        return await SopView.Load(bench.Db, bench.Texts, bench.By, sop, number, bench.Stop);
    }

    public static async Task<Outcome<Suggestion>> Handle(string sop, SuggestInput input, Workbench bench)
    {
        if (input.Text.Length is 0 or > Suggestion.MostWords) return new Refusal.Invalid("text", $"Say in at most {Suggestion.MostWords:N0} characters what should be otherwise, and why.");
        if (input.Words is { TooLong: true }) return new Refusal.Invalid("detail", $"At most {Suggestion.MostProposed:N0} characters.");
        if ((TypedText.Refuses("text", input.Text) ?? TypedText.Refuses("detail", $"{input.Words}")) is { } unreadable) return unreadable;
        await using var change = await bench.Begin();
        if (!(await Reading(sop, input, bench)).Granted(out var view, out var unknown)) return unknown;
        var step = view.Procedure.Find(input.Step);
        if (input.Step.Length > 0 && step is null) return new Refusal.NotFound("This version has no such step any more. Suggest it for the whole procedure.");
        var before = step is null ? null : StepSource.Of(view.Procedure, step);
        if (!(step is null || input.Words is null || !MayWord(view, step) ? (Outcome<string?>)(string?)null : input.Words.Propose(view.Procedure, step)).Granted(out var proposed, out var unclear)) return unclear;
        if (proposed?.Length > Suggestion.MostProposed) return new Refusal.Invalid("detail", $"At most {Suggestion.MostProposed:N0} characters.");
        var suggestion = new Suggestion
        {
            Id = Id<Suggestion>.New(change.At),
            OrganizationId = bench.By.OrganizationId,
            SopId = view.Sop.Id,
            Revision = view.Revision.Number,
            Step = step?.Anchor,
            StepWords = step is null ? null : AddProcedure.Shorten(view.Unseen.Withheld(view.Procedure).Find(step.Anchor)!.Instruction, 1000),
            Run = Labels.TryReadRun(input.Run, out var run) ? Labels.Run(run) : null,
            Text = input.Text,
            Proposed = proposed,
            Before = proposed is null ? null : before,
            AuthorId = bench.By.Id,
            At = change.At,
        };
        bench.Db.Suggestions.Add(suggestion);
        var said = await change.Append(view.Sop.Subject, new ChangeSuggested(view.Sop.Label, suggestion.Revision, suggestion.Step, suggestion.Run, suggestion.Text, proposed), bench.Stop);
        if (said.Refusal is { } tooLong) return tooLong;
        await change.Commit(bench.Stop);
        return suggestion;
    }
}
