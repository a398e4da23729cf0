using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

/// <summary>What a member may do, and the end of a membership.</summary>
static class ChangeMember
{
    static readonly Refusal.Conflict LastAdministrator = new("This is the only administrator. Make somebody else one first, or nobody could manage the organization any more.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/settings/members/{id:guid}", (Guid id, CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop) => Show(new(id), null, member, db, mentions, stop));
        app.MapGet("/settings/members/{id:guid}/departure", (Guid id, CurrentMember member, HandrailDb db, CancellationToken stop) => ShowDeparture(new(id), null, db, stop)).Needs(Permission.Administrator);

        app.MapPost("/settings/members/{id:guid}", async (Guid id, HttpRequest request, CurrentMember member, HandrailDb db, Mentions mentions, TimeProvider clock, CancellationToken stop) =>
        {
            var chosen = (await request.ReadFormAsync(stop))["permission"].ToString();
            if (!Enum.TryParse<Permission>(chosen, out var permission) || !Enum.IsDefined(permission)) return await Show(new(id), new Refusal.Invalid("permission", "Choose what they may do."), member, db, mentions, stop);
            return (await SetPermission(new(id), permission, member, db, clock, stop)).Granted(out var changed, out var refusal) ? Answers.SeeOther(Links.Member(changed.Id)) : await Show(new(id), refusal, member, db, mentions, stop);
        }).Needs(Permission.Administrator);

        app.MapPost("/settings/members/{id:guid}/departure", async (Guid id, CurrentMember member, HandrailDb db, UserManager<Account> accounts, TimeProvider clock, CancellationToken stop) =>
        {
            return (await End(new(id), member, db, accounts, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Members) : await ShowDeparture(new(id), refusal, db, stop);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(Id<Member> id, Refusal? refusal, CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!(await MemberModel.Load(db, id, stop)).Granted(out var model, out var unknown)) return Answers.Refuse(unknown);
        var parameters = new { Member = member, Model = model, Roles = await RolesModel.Load(db, mentions, stop), Refusal = refusal };
        return refusal is null ? Answers.Page<MemberPage>(parameters) : Answers.PageAgain<MemberPage>(refusal, parameters);
    }

    static async Task<IResult> ShowDeparture(Id<Member> id, Refusal? refusal, HandrailDb db, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!(await MemberModel.Load(db, id, stop)).Granted(out var model, out var unknown)) return Answers.Refuse(unknown);
        var parameters = new { Model = model, Refusal = refusal };
        return refusal is null ? Answers.Page<DeparturePage>(parameters) : Answers.PageAgain<DeparturePage>(refusal, parameters);
    }

    public static async Task<Outcome<Member>> SetPermission(Id<Member> id, Permission permission, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Members.SingleOrDefaultAsync(row => row.Id == id && row.LeftAt == null, stop) is not { } member) return MemberModel.Unknown;
        if (member.Permission == permission) return member;
        if (await MemberModel.IsLast(db, member, stop)) return LastAdministrator;
        member.Permission = permission;
        await change.Append("member/" + member.Id, new MemberPermissionChanged(member.Id.ToString(), member.Name, permission.ToString()), stop);
        await change.Commit(stop);
        return member;
    }

    /// <summary>
    /// The sign-in ends, tokens die, roles held alone pass to the deputy or stand vacant, groups are left: each with its fact. What the person did stays, under their name.
    /// </summary>
    public static async Task<Outcome<Member>> End(Id<Member> id, CurrentMember by, HandrailDb db, UserManager<Account> accounts, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (!(await MemberModel.Load(db, id, stop)).Granted(out var model, out var unknown)) return unknown;
        if (model.Person.LeftAt is not null) return new Refusal.Conflict($"{model.Person.Name} has left already.");
        if (model.IsLastAdministrator) return LastAdministrator;
        var member = await db.Members.SingleAsync(row => row.Id == id, stop);
        member.LeftAt = change.At;
        await change.Append("member/" + id, new MemberLeft(id.ToString(), member.Name), stop);
        foreach (var token in await db.ApiTokens.Where(token => token.MemberId == id && token.RevokedAt == null).ToListAsync(stop))
        {
            token.RevokedAt = change.At;
            await change.Append("member/" + id, new ApiTokenWithdrawn(token.Name), stop);
        }
        foreach (var role in model.Roles) await PassOn(change, db, by, role, member, stop);
        foreach (var row in await db.GroupMembers.Where(row => row.MemberId == id).ToListAsync(stop))
        {
            var group = await db.Groups.SingleAsync(of => of.Key == row.GroupKey, stop);
            db.GroupMembers.Remove(row);
            await change.Append(Subjects.Group(group.Key), new GroupLeft(group.Name, id.ToString(), member.Name), stop);
        }
        // Ends the sessions other servers remember, and an invitation that was never used.
        if (await accounts.FindByIdAsync(member.AccountId.ToString()) is { } account) await accounts.UpdateSecurityStampAsync(account);
        await change.Commit(stop);
        return member;
    }

    static async Task PassOn(Change change, HandrailDb db, CurrentMember by, MemberRole role, Member from, CancellationToken stop)
    {
        db.RoleHolders.Remove(await db.RoleHolders.SingleAsync(row => row.RoleKey == role.Key && row.MemberId == from.Id, stop));
        await change.Append(Subjects.Role(role.Key), new RoleTaken(role.Name, from.Id.ToString(), from.Name), stop);
        if (role is { HeldAlone: true, PassesTo: { } deputy })
            await GiveRoles.Within(change, db, by, role.Key, role.Name, await db.Members.SingleAsync(row => row.Id == deputy.Id, stop), asDeputy: false, stop);
    }
}
