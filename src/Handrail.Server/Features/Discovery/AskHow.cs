using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Discovery;

public sealed record AskInput(string Template, string Person, string Note);

/// <summary>Sends the questions about a template to somebody: makes a link that is shown once. No mail server and no account are needed.</summary>
static class AskHow
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.NewInterview, (string? template, Library library) =>
            library.Find(template ?? "") is { } found ? Answers.Page<AskHowPage>(new { Template = found, Guide = library.GuideOf(found.Family) }) : Answers.SeeOther(Links.WhatToAsk)).Needs(Permission.Member);

        app.MapPost(Links.Discovery, async (HttpRequest request, CurrentMember member, HandrailDb db, Library library, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var input = new AskInput(form["template"].ToString(), form["person"].ToString().Trim(), form["note"].ToString().Trim());
            if (library.Find(input.Template) is not { } template) return Answers.Refuse(NoTemplate);
            var made = await Handle(input, template, member, db, clock, stop);
            return made.Granted(out var token, out var refusal)
                ? Answers.Page<AskHowPage>(new { Template = template, Guide = library.GuideOf(template.Family), Asked = input.Person, Link = $"{request.Scheme}://{request.Host}{Links.Interview(token)}" })
                : Answers.PageAgain<AskHowPage>(refusal, new { Template = template, Guide = library.GuideOf(template.Family), Typed = input, Refusal = refusal });
        }).Needs(Permission.Member);
    }

    public static readonly Refusal.NotFound NoTemplate = new("There is no such procedure in the library.");

    /// <returns>What the link ends in; only its hash is kept.</returns>
    public static async Task<Outcome<string>> Handle(AskInput input, Template template, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (input.Person is not { Length: > 0 and <= InterviewSheet.LongestName } || input.Person.Any(char.IsControl)) return new Refusal.Invalid("person", "Give the name of whoever is asked; it stands beside the answers.");
        if (input.Note.Length > InterviewSheet.MostNote) return new Refusal.Invalid("note", $"At most {InterviewSheet.MostNote:N0} characters.");
        if ((TypedText.Refuses("person", input.Person) ?? TypedText.Refuses("note", input.Note)) is { } unreadable) return unreadable;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var change = await Change.Begin(db, by, clock, stop);
        var sheet = new InterviewSheet
        {
            Id = Id<InterviewSheet>.New(change.At),
            OrganizationId = by.OrganizationId,
            Template = template.Path,
            Title = AddProcedure.Shorten(template.Procedure.Title, 300),
            Person = input.Person,
            Note = input.Note.ReplaceLineEndings("\n"),
            Sha256 = Hash(token),
            AskedById = by.Id,
            SentAt = change.At,
        };
        db.InterviewSheets.Add(sheet);
        await change.Append(sheet.Subject, new InterviewSent(sheet.Template, sheet.Title, sheet.Person), stop);
        await change.Commit(stop);
        return token;
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
