using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.Setup;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.People;

/// <param name="Name">Of somebody new; empty leaves the name of a member as it is.</param>
/// <param name="Organization">Empty where there is only one.</param>
public sealed record AdministratorInput(string Email, string Name, string Organization, string Password);

public sealed record AdministratorMade(string Name, string Email, string Organization, bool LostSecondFactor);

/// <summary>
/// At the console of the server: whoever is named can sign in with this password and is an administrator, whatever stood in the way before.
/// Whoever can run it owns the machine and could do worse; so it asks no permission, but leaves facts.
/// </summary>
static class CreateAdministrator
{
    public static async Task<Outcome<AdministratorMade>> Handle(AdministratorInput input, HandrailDb db, UserManager<Account> accounts, JournalKeys keys, TimeProvider clock, CancellationToken stop)
    {
        if (!await ClaimInstallation.IsClaimed(db))
        {
            if (input.Organization.Length == 0 || input.Name.Length == 0) return new Refusal.Invalid("organization", "Nobody has claimed this installation yet. To found its organization here, say its --organization and your --name.");
            return (await ClaimInstallation.Handle(new("", input.Organization, input.Name, input.Email, input.Password), db, accounts, keys, clock)).Map(_ => new AdministratorMade(input.Name, input.Email, input.Organization, false));
        }

        if (!(await Which(input.Organization, db, stop)).Granted(out var organization, out var unclear)) return unclear;
        db.Tenant = organization.Id;
        var console = new CurrentMember(default, organization.Id, "The console", organization.Name, Permission.Administrator);
        await using var change = await Change.Begin(db, console, clock, stop);
        var account = await accounts.FindByEmailAsync(input.Email);
        var outcome = account is null ? await New(change, input, organization, db, accounts, stop) : await Again(change, account, input, organization, db, accounts, stop);
        if (outcome.Refusal is null) await change.Commit(stop);
        return outcome;
    }

    static async Task<Outcome<Organization>> Which(string name, HandrailDb db, CancellationToken stop)
    {
        using var everybody = db.LookAcross();
        var all = await db.Organizations.OrderBy(row => row.Name).ToListAsync(stop);
        var named = name.Length == 0 ? all : all.FindAll(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase));
        if (named is [var only]) return only;
        var names = string.Join(", ", all.Select(row => row.Name));
        return name.Length == 0 ? new Refusal.Invalid("organization", $"Say in which organization, with --organization: {names}.") : new Refusal.NotFound($"There is no organization called {name} here. There are: {names}.");
    }

    static async Task<Outcome<AdministratorMade>> New(Change change, AdministratorInput input, Organization organization, HandrailDb db, UserManager<Account> accounts, CancellationToken stop)
    {
        if (input.Name is not { Length: > 0 and <= 200 }) return new Refusal.Invalid("name", $"Nobody signs in with {input.Email} yet. To make a new administrator, say their --name.");
        if (!EmailAddress.IsOne(input.Email)) return new Refusal.Invalid("email", "Give one e-mail address, such as bea@example.org; they sign in with it.");
        var account = new Account { Id = Id<Account>.New(change.At).Value, UserName = input.Email, Email = input.Email };
        var created = await accounts.CreateAsync(account, input.Password);
        if (!created.Succeeded) return Unfit(created);
        var member = new Member { Id = Id<Member>.New(change.At), OrganizationId = organization.Id, AccountId = account.Id, Name = input.Name, Email = input.Email, Permission = Permission.Administrator, JoinedAt = change.At };
        db.Members.Add(member);
        await change.Append(member.Subject, new MemberJoined(member.Id.ToString(), member.Name), stop);
        await change.Append(member.Subject, new MemberPermissionChanged(member.Id.ToString(), member.Name, nameof(Permission.Administrator)), stop);
        return new AdministratorMade(member.Name, input.Email, organization.Name, false);
    }

    static async Task<Outcome<AdministratorMade>> Again(Change change, Account account, AdministratorInput input, Organization organization, HandrailDb db, UserManager<Account> accounts, CancellationToken stop)
    {
        if (await db.Members.SingleOrDefaultAsync(row => row.AccountId == account.Id, stop) is not { } member) return new Refusal.Conflict($"{input.Email} belongs to another organization of this installation.");
        var hadSecondFactor = account.TwoFactorEnabled;
        await change.Append(member.Subject, new AccountReset(member.Id.ToString(), member.Name, hadSecondFactor), stop);
        if (member.LeftAt is not null) await change.Append(member.Subject, new MemberJoined(member.Id.ToString(), member.Name), stop);
        if (member.Permission != Permission.Administrator) await change.Append(member.Subject, new MemberPermissionChanged(member.Id.ToString(), member.Name, nameof(Permission.Administrator)), stop);
        (member.LeftAt, member.Permission) = (null, Permission.Administrator);

        var set = await accounts.ResetPasswordAsync(account, await accounts.GeneratePasswordResetTokenAsync(account), input.Password);
        if (!set.Succeeded) return Unfit(set);
        await accounts.SetLockoutEndDateAsync(account, null);
        await accounts.ResetAccessFailedCountAsync(account);
        if (hadSecondFactor)
        {
            await accounts.SetTwoFactorEnabledAsync(account, false);
            await accounts.ResetAuthenticatorKeyAsync(account);
        }
        return new AdministratorMade(member.Name, input.Email, organization.Name, hadSecondFactor);
    }

    static Refusal.Invalid Unfit(IdentityResult result) => new("password", string.Join(" ", result.Errors.Select(error => error.Description)));
}
