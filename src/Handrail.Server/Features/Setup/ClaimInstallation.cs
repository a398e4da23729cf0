using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Setup;

public sealed record ClaimInput(string Code, string Organization, string Name, string Email, string Password);

/// <summary>Creates the first organization and its administrator. Works once.</summary>
public static class ClaimInstallation
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Claim, async (HandrailDb db) => await IsClaimed(db) ? Answers.SeeOther(Links.SignIn) : Answers.Page<ClaimPage>()).AllowAnonymous();
        app.MapPost(Links.Claim, async (HttpRequest request, ClaimCode code, HandrailDb db, UserManager<Account> accounts, SignInManager<Account> signIn, JournalKeys keys, TimeProvider clock) =>
        {
            var form = await request.ReadFormAsync();
            var input = new ClaimInput(form["code"].ToString(), form["organization"].ToString().Trim(), form["name"].ToString().Trim(), form["email"].ToString().Trim(), form["password"].ToString());
            var outcome = code.Accepts(input.Code)
                ? await Handle(input, db, accounts, keys, clock)
                : new Refusal.Invalid("code", "This is not the code on the console. After five wrong tries the server prints a new one.");
            if (!outcome.Granted(out var account, out var refusal)) return Answers.PageAgain<ClaimPage>(refusal, new { Refusal = refusal, Typed = input });
            await signIn.SignInAsync(account, isPersistent: false);
            return Answers.SeeOther(Links.Today);
        }).AllowAnonymous();
    }

    public static Task<bool> IsClaimed(HandrailDb db) => db.Installations.AnyAsync();

    public static async Task<Outcome<Account>> Handle(ClaimInput input, HandrailDb db, UserManager<Account> accounts, JournalKeys keys, TimeProvider clock)
    {
        if (input.Organization is not { Length: > 0 and <= 200 }) return new Refusal.Invalid("organization", "Give the organization a name of at most 200 characters.");
        if (input.Name is not { Length: > 0 and <= 200 }) return new Refusal.Invalid("name", "Give your name; it stands in the record of what you do.");
        if (!EmailAddress.IsOne(input.Email)) return new Refusal.Invalid("email", "Give one e-mail address, such as ada@example.org; you sign in with it.");

        var now = Instant.Now(clock);
        var organization = new Organization { Id = Id<Organization>.New(now), Name = input.Organization, FoundedAt = now };
        var account = new Account { Id = Id<Account>.New(now).Value, UserName = input.Email, Email = input.Email };
        var member = new Member { Id = Id<Member>.New(now), OrganizationId = organization.Id, AccountId = account.Id, Name = input.Name, Email = input.Email, Permission = Permission.Administrator, JoinedAt = now };

        db.Tenant = organization.Id;
        await using var change = await Change.Found(db, keys.NewHead(organization.Id), member.Id, member.Name, now);
        db.Installations.Add(new Installation { ClaimedAt = now });
        db.Organizations.Add(organization);
        var created = await accounts.CreateAsync(account, input.Password);
        if (!created.Succeeded) return new Refusal.Invalid("password", string.Join(" ", created.Errors.Select(error => error.Description)));
        db.Members.Add(member);
        await change.Append("organization", new OrganizationFounded(organization.Name));
        await change.Append("member/" + member.Id, new MemberJoined(member.Id.ToString(), member.Name));
        await change.Commit();
        return account;
    }
}
