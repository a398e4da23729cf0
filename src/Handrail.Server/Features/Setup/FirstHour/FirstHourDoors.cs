using Handrail.Core;
using Handrail.Core.Compliance.Proposing;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Answers = Handrail.Server.Web.Answers;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>From nothing to a set of procedures: five questions, a proposal, what is open, in force. Each page can be left and come back to: the answers are its address.</summary>
static class FirstHourDoors
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.SetUp, async ([AsParameters] Workbench bench) =>
        {
            var catalogue = await OwnShelf.Catalogue(bench);
            return Answers.Page<SetUpPage>(new { Catalogue = catalogue, Roles = SetUpAnswers.MostAsked(catalogue), Members = await MemberNames.All(bench.Db, bench.Stop) });
        }).Needs(Permission.Administrator);

        app.MapGet(Links.Proposal, (HttpRequest request, [AsParameters] Workbench bench) => Show(request.Query, null, bench)).Needs(Permission.Administrator);
        app.MapPost(Links.Proposal, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var adopted = await AdoptProcedures.Handle(SetUpAnswers.Read(form, await OwnShelf.Catalogue(bench)), [.. form["adopt"].OfType<string>()], bench);
            return adopted.Granted(out _, out var refusal) ? Answers.SeeOther(Links.SetUpQuestions) : await Show(form, refusal, bench);
        }).Needs(Permission.Administrator);

        app.MapGet(Links.SetUpQuestions, ([AsParameters] Workbench bench) => ShowOpen(null, null, bench)).Needs(Permission.Administrator);
        app.MapPost(Links.SetUpQuestions, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var typed = OpenQuestions.Read(await request.ReadFormAsync(bench.Stop));
            return await AnswerQuestions.Handle(typed, bench) is { } refusal ? await ShowOpen(typed, refusal, bench) : Answers.SeeOther(Links.SetUpQuestions);
        }).Needs(Permission.Administrator);
        app.MapPost(Links.SetUpPublication, async (HttpRequest request, [AsParameters] Workbench bench, [FromServices] SignInManager<Account> signIn) =>
        {
            var password = (await request.ReadFormAsync(bench.Stop))["password"].ToString();
            var refusal = (password.Length > 0 ? await SignRevision.Reauthenticate(bench, signIn, password) : null) ?? (await PublishWhatIsComplete.Handle(password.Length > 0, bench)).Refusal;
            return refusal is null ? Answers.SeeOther(Links.SetUpQuestions) : await ShowOpen(null, refusal, bench);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var given = fields.ToList();
        var catalogue = await OwnShelf.Catalogue(bench);
        var proposal = ProposeProcedures.From(SetUpAnswers.Read(given, catalogue).Given, catalogue);
        var model = new
        {
            Proposal = proposal,
            Policies = await WritePolicy.NotTaken(proposal.Chosen.Select(proposed => proposed.Procedure), bench),
            Taken = await TakeFromLibrary.Taken(bench.Db, bench.Stop),
            Given = given.Where(field => SetUpAnswers.IsField(field.Key)).SelectMany(field => field.Value.OfType<string>().Where(value => value.Length > 0).Select(value => KeyValuePair.Create(field.Key, value))).ToList(),
            Refusal = refusal,
        };
        return refusal is null ? Answers.Page<ProposalPage>(model) : Answers.PageAgain<ProposalPage>(refusal, model);
    }

    static async Task<IResult> ShowOpen(IReadOnlyDictionary<string, string>? typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var model = new { Model = await WhatIsOpen.Load(bench), Policies = await FirstPolicies.Load(bench), Alone = await DoneAlone.Load(bench), Typed = typed, Refusal = refusal };
        return refusal is null ? Answers.Page<SetUpQuestionsPage>(model) : Answers.PageAgain<SetUpQuestionsPage>(refusal, model);
    }
}
