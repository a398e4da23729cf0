using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

public sealed record InvitationInput(string Name, string Email, Permission Permission);

/// <summary>An administrator brings somebody in: an account without a password, and a link that sets one. No mail server is needed.</summary>
static class InviteMember
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Members, async (CurrentMember member, HandrailDb db) => Answers.Page<MembersPage>(new { Member = member, Members = await All(db) }));

        app.MapPost(Links.Members, async (HttpRequest request, CurrentMember member, HandrailDb db, UserManager<Account> accounts, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var permission = Enum.TryParse<Permission>(form["permission"], out var chosen) && Enum.IsDefined(chosen) ? chosen : Permission.Auditor;
            var input = new InvitationInput(form["name"].ToString().Trim(), form["email"].ToString().Trim(), permission);
            var outcome = await Handle(input, member, db, accounts, clock, stop);
            return outcome.Granted(out var path, out var refusal)
                ? Answers.Page<MembersPage>(new { Member = member, Members = await All(db), Link = $"{request.Scheme}://{request.Host}{path}", Invited = input.Name })
                : Answers.PageAgain<MembersPage>(refusal, new { Member = member, Members = await All(db), Refusal = refusal, Typed = input });
        }).Needs(Permission.Administrator);
    }

    static Task<List<Member>> All(HandrailDb db) => db.Members.AsNoTracking().Where(member => member.LeftAt == null).OrderBy(member => member.Name).ToListAsync();

    /// <returns>The path of the link that sets the password.</returns>
    public static async Task<Outcome<string>> Handle(InvitationInput input, CurrentMember by, HandrailDb db, UserManager<Account> accounts, TimeProvider clock, CancellationToken stop)
    {
        if (input.Name is not { Length: > 0 and <= 200 }) return new Refusal.Invalid("name", "Give the name; it stands in the record of what they do.");
        if (!EmailAddress.IsOne(input.Email)) return new Refusal.Invalid("email", "Give one e-mail address, such as bea@example.org; they sign in with it.");
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await accounts.FindByEmailAsync(input.Email) is { } known)
            return await db.Members.SingleOrDefaultAsync(row => row.AccountId == known.Id && row.LeftAt != null, stop) is { } left
                ? await Return(change, left, known, input, accounts, stop)
                : new Refusal.Invalid("email", "Somebody with this e-mail address has an account already.");
        var account = new Account { Id = Id<Account>.New(change.At).Value, UserName = input.Email, Email = input.Email };
        var member = new Member { Id = Id<Member>.New(change.At), OrganizationId = by.OrganizationId, AccountId = account.Id, Name = input.Name, Email = input.Email, Permission = input.Permission, JoinedAt = change.At };
        await change.Append("member/" + member.Id, new MemberInvited(member.Id.ToString(), member.Name, input.Permission.ToString()), stop);
        var created = await accounts.CreateAsync(account);
        if (!created.Succeeded) return new Refusal.Invalid("email", string.Join(" ", created.Errors.Select(error => error.Description)));
        db.Members.Add(member);
        await change.Commit(stop);
        return await LinkFor(account, accounts);
    }

    /// <summary>Somebody who left comes back: the same member, so that what they did before stays theirs.</summary>
    static async Task<Outcome<string>> Return(Change change, Member member, Account account, InvitationInput input, UserManager<Account> accounts, CancellationToken stop)
    {
        (member.LeftAt, member.Name, member.Permission) = (null, input.Name, input.Permission);
        await change.Append("member/" + member.Id, new MemberInvited(member.Id.ToString(), member.Name, input.Permission.ToString()), stop);
        await change.Commit(stop);
        return await LinkFor(account, accounts);
    }

    static async Task<string> LinkFor(Account account, UserManager<Account> accounts) => $"{Links.Invitation}?account={account.Id}&token={Uri.EscapeDataString(await accounts.GeneratePasswordResetTokenAsync(account))}";
}
