using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.People;

/// <param name="Member">The person's place in this organization.</param>
public sealed record Membership(Id<Member> Member, Id<Organization> OrganizationId, string Name, string Organization, bool IsDemonstration, Permission Permission)
{
    public CurrentMember AsMember => new(Member, OrganizationId, Name, Organization, Permission, IsDemonstration);
}

/// <summary>One person, several organizations: which they are in, and going from one to another. Each request is in exactly one.</summary>
static class Memberships
{
    static readonly Refusal.NotFound NotYours = new("You are not a member of this organization.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Organizations, async (CurrentMember member, HandrailDb db, UserManager<Account> accounts, CancellationToken stop) =>
            Answers.Page<MembershipsPage>(new { Member = member, Memberships = await Of((await AccountOf(member, db, accounts, stop)).Id, db, stop) }));

        app.MapPost(Links.Organizations, async (HttpRequest request, CurrentMember member, HandrailDb db, SignInManager<Account> signIn, CancellationToken stop) =>
        {
            var account = await AccountOf(member, db, signIn.UserManager, stop);
            var wanted = (await request.ReadFormAsync(stop))["member"].ToString();
            if ((await Of(account.Id, db, stop)).FirstOrDefault(own => own.Member.ToString() == wanted) is not { } place) return Answers.Refuse(NotYours);
            await Enter(account, place.Member, signIn);
            return Answers.SeeOther(Links.Today);
        });
    }

    public static async Task<Account> AccountOf(CurrentMember member, HandrailDb db, UserManager<Account> accounts, CancellationToken stop)
    {
        var id = await db.Members.Where(row => row.Id == member.Id).Select(row => row.AccountId).SingleAsync(stop);
        return await accounts.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException($"The account of member {member.Id} is gone.");
    }

    /// <summary>Everywhere an account is a member, first joined first.</summary>
    public static async Task<List<Membership>> Of(Guid account, HandrailDb db, CancellationToken stop)
    {
        using var everybody = db.LookAcross();
        return await db.Members.IgnoreQueryFilters().Where(row => row.AccountId == account && row.LeftAt == null).OrderBy(row => row.JoinedAt)
            .Join(db.Organizations, row => row.OrganizationId, organization => organization.Id, (row, organization) => new Membership(row.Id, row.OrganizationId, row.Name, organization.Name, organization.IsDemonstration, row.Permission))
            .ToListAsync(stop);
    }

    /// <summary>Where else the same person is a member who may do this much.</summary>
    public static async Task<List<Membership>> Beside(CurrentMember member, HandrailDb db, Permission least, CancellationToken stop)
    {
        var account = await db.Members.Where(row => row.Id == member.Id).Select(row => row.AccountId).SingleAsync(stop);
        return [.. (await Of(account, db, stop)).Where(other => other.OrganizationId != member.OrganizationId && other.Permission >= least)];
    }

    /// <summary>Remembered with the account, so that the next sign-in begins where the last one ended.</summary>
    public static async Task Enter(Account account, Id<Member> place, SignInManager<Account> signIn)
    {
        account.ChosenMemberId = place;
        await signIn.UserManager.UpdateAsync(account);
        await signIn.RefreshSignInAsync(account);
    }
}
