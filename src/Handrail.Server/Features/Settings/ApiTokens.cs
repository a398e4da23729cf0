using System.Buffers.Text;
using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

/// <summary>Personal keys for programs: made, shown once, withdrawn.</summary>
static class ApiTokens
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Tokens, async (CurrentMember member, HandrailDb db) => Answers.Page<TokensPage>(new { Tokens = await Mine(db, member) }));

        app.MapPost(Links.Tokens, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var name = (await request.ReadFormAsync(stop))["name"].ToString().Trim();
            var made = await Make(name, member, db, clock, stop);
            return made.Granted(out var token, out var refusal)
                ? Answers.Page<TokensPage>(new { Tokens = await Mine(db, member), Made = token })
                : Answers.PageAgain<TokensPage>(refusal, new { Tokens = await Mine(db, member), Refusal = refusal });
        });

        app.MapPost(Links.Tokens + "/{id:guid}/withdrawal", async (Guid id, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            await using var change = await Change.Begin(db, member, clock, stop);
            var token = await db.ApiTokens.FirstOrDefaultAsync(row => row.Id == new Id<ApiToken>(id) && row.MemberId == member.Id && row.RevokedAt == null, stop);
            if (token is null) return Answers.Refuse(new Refusal.NotFound("This token does not exist or was withdrawn already."));
            token.RevokedAt = change.At;
            await change.Append("member/" + member.Id, new ApiTokenWithdrawn(token.Name), stop);
            await change.Commit(stop);
            return Answers.SeeOther(Links.Tokens);
        });
    }

    static Task<List<ApiToken>> Mine(HandrailDb db, CurrentMember member) =>
        db.ApiTokens.Where(token => token.MemberId == member.Id && token.RevokedAt == null).OrderBy(token => token.CreatedAt).ToListAsync();

    /// <returns>The token itself; only its hash is kept.</returns>
    public static async Task<Outcome<string>> Make(string name, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (name is not { Length: > 0 and <= 100 }) return new Refusal.Invalid("name", "Give the token a name of at most 100 characters: what uses it.");
        var token = ApiTokenScheme.Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var change = await Change.Begin(db, member, clock, stop);
        db.ApiTokens.Add(new ApiToken { Id = Id<ApiToken>.New(change.At), OrganizationId = member.OrganizationId, MemberId = member.Id, Name = name, Sha256 = ApiTokenScheme.Hash(token), CreatedAt = change.At });
        await change.Append("member/" + member.Id, new ApiTokenMade(name), stop);
        await change.Commit(stop);
        return token;
    }
}
