using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

/// <param name="PassesTo">Of a role the member holds alone: who takes over when they leave; null when nobody would hold it.</param>
public sealed record MemberRole(string Key, string Name, bool AsDeputy, bool HeldAlone, Holder? PassesTo);

/// <summary>A member, and all that hangs on them.</summary>
public sealed record MemberModel(Member Person, IReadOnlyList<MemberRole> Roles, IReadOnlyList<string> Groups, IReadOnlyList<string> Systems, IReadOnlyList<string> OpenRuns, int Tokens, bool IsLastAdministrator)
{
    public static readonly Refusal.NotFound Unknown = new("There is no such member, or you may not see them.");

    public static async Task<Outcome<MemberModel>> Load(HandrailDb db, Id<Member> id, CancellationToken stop)
    {
        if (await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, stop) is not { } person) return Unknown;
        var held = await WhoHolds.Load(db, stop);
        var groups = await (from row in db.GroupMembers join of in db.Groups on row.GroupKey equals of.Key where row.MemberId == id orderby of.Name select of.Name).ToListAsync(stop);
        var systems = await db.Systems.Where(system => system.OwnerId == id && system.RetiredAt == null).OrderBy(system => system.Name).Select(system => system.Name).ToListAsync(stop);
        var runs = await db.Runs.Where(run => run.StartedById == id && run.EndedAt == null).OrderBy(run => run.Number).Select(run => run.Number).ToListAsync(stop);
        var tokens = await db.ApiTokens.CountAsync(token => token.MemberId == id && token.RevokedAt == null, stop);
        return new MemberModel(person, [.. held.Roles.SelectMany(role => Of(role, id))], groups, systems, [.. runs.Select(Labels.Run)], tokens, await IsLast(db, person, stop));
    }

    static IEnumerable<MemberRole> Of(WhoHolds.HeldRole role, Id<Member> id) => role.Holders.Where(holder => holder.Id == id).Select(holder => (holder, others: role.Holders.Where(other => other.Id != id).ToList()))
        .Select(mine => new MemberRole(role.Key, role.Name, mine.holder.AsDeputy, !mine.holder.AsDeputy && mine.others.TrueForAll(other => other.AsDeputy), mine.others.Find(other => other.AsDeputy)));

    /// <summary>An organization that nobody administers could never be put right again.</summary>
    public static async Task<bool> IsLast(HandrailDb db, Member member, CancellationToken stop) =>
        member is { Permission: Permission.Administrator, LeftAt: null } && !await db.Members.AnyAsync(other => other.Id != member.Id && other.LeftAt == null && other.Permission == Permission.Administrator, stop);
}
