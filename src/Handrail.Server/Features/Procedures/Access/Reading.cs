using Handrail.Core;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures.Access;

/// <summary>For whom a database context reads.</summary>
/// <param name="Clearance">What they read without being named.</param>
/// <param name="Keys">What a text can name them by: their id, their groups, the roles they hold or stand in for.</param>
public sealed record Reading(Id<Member> Member, Secrecy Clearance, IReadOnlyList<string> Keys)
{
    /// <summary>The work of the server itself, which nobody sees: clocks, backups, doctor.</summary>
    public static Reading ForTheServer { get; } = new(default, Secrecy.Secret, []);

    public bool SeesAll => Clearance == Secrecy.Secret;

    /// <summary>Asked on a context that sees all of the member's organization.</summary>
    public static async Task<Reading> For(CurrentMember member, HandrailDb db, Instant now, CancellationToken stop)
    {
        if (member.IsAdministrator) return new(member.Id, Secrecy.Secret, []);
        return new(member.Id, member.Permission == Permission.Auditor ? Secrecy.Restricted : Secrecy.Open, await KeysOf(member.Id, db, now, stop));
    }

    /// <summary>What a text can name a member by, also one who reads everything.</summary>
    public static async Task<IReadOnlyList<string>> KeysOf(Id<Member> id, HandrailDb db, Instant now, CancellationToken stop)
    {
        var groups = db.GroupMembers.Where(row => row.MemberId == id).Select(row => row.GroupKey);
        // A deputy signs in a member's place in what that member's roles are asked for, and so has to read it.
        var absent = db.Deputies.Where(row => row.DeputyId == id && (row.Until == null || row.Until > now)).Select(row => row.MemberId);
        var roles = db.RoleHolders.Where(row => row.MemberId == id || absent.Contains(row.MemberId)).Select(row => row.RoleKey);
        return [id.ToString(), .. await groups.Union(roles).ToListAsync(stop)];
    }
}
