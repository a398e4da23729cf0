using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

/// <param name="Roles">By name, or by key.</param>
public sealed record RoleGift(IReadOnlyList<string> Roles, Id<Member> To, bool AsDeputy);

/// <summary>Who holds which role of the procedures, and who stands in.</summary>
static class GiveRoles
{
    static readonly Refusal.NotFound Unknown = new("No procedure names this role and nobody holds it.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Roles, (CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop) => Show(null, "", member, db, mentions, stop));
        app.MapGet("/settings/roles/{role}", (string role, CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop) => ShowOne(role, null, member, db, mentions, stop));

        app.MapPost(Links.Roles, async (HttpRequest request, CurrentMember member, HandrailDb db, Mentions mentions, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var name = form["name"].ToString().Trim();
            var refused = form.ContainsKey("name") ? (await Add(name, member, db, clock, stop)).Refusal
                : (await Give(new([.. form["role"].OfType<string>()], Recipient(form), form["as"] == "deputy"), member, db, mentions, clock, stop)).Refusal;
            return refused is not { } refusal ? Answers.SeeOther(Links.Local(form["back"], Links.Roles)) : await Show(refusal, name, member, db, mentions, stop);
        }).Needs(Permission.Administrator);

        app.MapPost("/settings/roles/{role}/holders/{id:guid}/removal", async (string role, Guid id, HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var back = (await request.ReadFormAsync(stop))["back"];
            return (await Take(role, new(id), member, db, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Local(back, Links.Role(role))) : Answers.Refuse(refusal);
        }).Needs(Permission.Administrator);

        app.MapPost("/settings/roles/{role}/removal", async (string role, CurrentMember member, HandrailDb db, Mentions mentions, TimeProvider clock, CancellationToken stop) =>
            (await Remove(role, member, db, mentions, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Roles)
            : refusal is Refusal.NotFound ? Answers.Refuse(refusal) : await ShowOne(role, refusal, member, db, mentions, stop)).Needs(Permission.Administrator);
    }

    static Id<Member> Recipient(IFormCollection form) => Id<Member>.TryParse(form["to"], out var id) ? id : default;

    static async Task<IResult> Show(Refusal? refusal, string typed, CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var model = new { Member = member, Roles = await RolesModel.Load(db, mentions, stop), Members = await MemberNames.All(db, stop), Refusal = refusal, Typed = typed };
        return refusal is null ? Answers.Page<RolesPage>(model) : Answers.PageAgain<RolesPage>(refusal, model);
    }

    static async Task<IResult> ShowOne(string key, Refusal? refusal, CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if ((await RolesModel.Load(db, mentions, stop)).FirstOrDefault(role => role.Key == key) is not { } role) return Answers.Refuse(Unknown);
        var model = new { Member = member, Role = role, Members = await MemberNames.All(db, stop), Refusal = refusal };
        return refusal is null ? Answers.Page<RolePage>(model) : Answers.PageAgain<RolePage>(refusal, model);
    }

    public static async Task<Outcome<Role>> Add(string name, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (name.Length is 0 or > Role.LongestName || name.Any(char.IsControl) || Placeholders.Key(name).Length == 0) return new Refusal.Invalid("name", "Name the role in at most 100 characters, as procedures write it: “Security lead”.");
        await using var change = await Change.Begin(db, by, clock, stop);
        var key = Placeholders.Key(name);
        if (await db.Roles.SingleOrDefaultAsync(row => row.Key == key, stop) is { } had) return new Refusal.Invalid("name", $"{had.Name} is on the list already.");
        var role = new Role { OrganizationId = by.OrganizationId, Key = key, Name = name };
        db.Roles.Add(role);
        await change.Append(Subjects.Role(key), new RoleAdded(name), stop);
        await change.Commit(stop);
        return role;
    }

    public static async Task<Outcome<Member>> Give(RoleGift gift, CurrentMember by, HandrailDb db, Mentions mentions, TimeProvider clock, CancellationToken stop)
    {
        if (gift.Roles.Count == 0) return new Refusal.Invalid("roles", "Tick the roles to give first.");
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Members.SingleOrDefaultAsync(row => row.Id == gift.To && row.LeftAt == null, stop) is not { } member) return new Refusal.Invalid("to", "Choose who is to hold them.");
        var known = (await RolesModel.Load(db, mentions, stop)).ToDictionary(role => role.Key);
        foreach (var key in gift.Roles.Select(Placeholders.Key).Distinct())
        {
            if (!known.TryGetValue(key, out var role)) return Unknown;
            await Within(change, db, by, role.Key, role.Name, member, gift.AsDeputy, stop);
        }
        await change.Commit(stop);
        return member;
    }

    /// <summary>Within a change that is under way. Who had it in this way already has it once.</summary>
    public static async Task Within(Change change, HandrailDb db, CurrentMember by, string key, string name, Member to, bool asDeputy, CancellationToken stop)
    {
        if (await db.Roles.FindAsync([by.OrganizationId, key], stop) is null) db.Roles.Add(new Role { OrganizationId = by.OrganizationId, Key = key, Name = name });
        var held = await db.RoleHolders.FindAsync([by.OrganizationId, key, to.Id], stop);
        if (held?.AsDeputy == asDeputy) return;
        if (held is null) db.RoleHolders.Add(new RoleHolder { OrganizationId = by.OrganizationId, RoleKey = key, MemberId = to.Id, AsDeputy = asDeputy });
        else held.AsDeputy = asDeputy;
        await change.Append(Subjects.Role(key), new RoleGiven(name, to.Id.ToString(), to.Name, asDeputy), stop);
    }

    public static async Task<Outcome<Role>> Take(string key, Id<Member> from, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Roles.SingleOrDefaultAsync(row => row.Key == key, stop) is not { } role
            || await db.RoleHolders.SingleOrDefaultAsync(row => row.RoleKey == key && row.MemberId == from, stop) is not { } held) return new Refusal.NotFound("They do not hold this role.");
        var member = await db.Members.SingleAsync(row => row.Id == from, stop);
        db.RoleHolders.Remove(held);
        await change.Append(Subjects.Role(key), new RoleTaken(role.Name, member.Id.ToString(), member.Name), stop);
        await change.Commit(stop);
        return role;
    }

    public static async Task<Outcome<Role>> Remove(string key, CurrentMember by, HandrailDb db, Mentions mentions, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Roles.SingleOrDefaultAsync(row => row.Key == key, stop) is not { } role) return Unknown;
        if (await db.RoleHolders.AnyAsync(row => row.RoleKey == key, stop)) return new Refusal.Conflict($"Somebody holds the role {role.Name}. Take it from them first.");
        if ((await RolesModel.Load(db, mentions, stop)).Any(row => row.Key == key && row.NamedIn.Count > 0)) return new Refusal.Conflict($"Procedures ask for the role {role.Name}, so it stays on the list.");
        db.Roles.Remove(role);
        await change.Append(Subjects.Role(key), new RoleRemoved(role.Name), stop);
        await change.Commit(stop);
        return role;
    }
}
