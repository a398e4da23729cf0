using System.Security.Claims;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Handrail.Server.Web;

/// <summary>Who asks, and in which organization. A handler that takes one cannot be reached without being signed in.</summary>
public sealed record CurrentMember(Id<Member> Id, Id<Organization> OrganizationId, string Name, string Organization, Permission Permission, bool IsDemonstration = false)
{
    public bool IsAdministrator => Permission == Permission.Administrator;

    /// <summary>Lets a route handler take the member as a parameter.</summary>
    public static ValueTask<CurrentMember?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<CurrentMember>());
}

/// <summary>Turns the claims of a cookie or token into a <see cref="CurrentMember"/> and points the database at its organization.</summary>
sealed class MemberGate(RequestDelegate next)
{
    public const string MemberClaim = "handrail:member";

    /// <summary>For how long a member is not read again. A change through this process takes effect at once (<see cref="Forget"/>).</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    public async Task InvokeAsync(HttpContext context, HandrailDb db, IMemoryCache cache)
    {
        if (Id<Member>.TryParse(context.User.FindFirstValue(MemberClaim), out var id) && await Find(db, cache, id) is { } member)
        {
            context.Features.Set(member);
            db.Tenant = member.OrganizationId;
        }
        // Whoever left is a stranger, whatever their cookie or token says.
        else if (context.User.HasClaim(claim => claim.Type == MemberClaim)) context.User = new ClaimsPrincipal(new ClaimsIdentity());
        await next(context);
    }

    public static void Forget(IMemoryCache cache, Id<Member> id) => cache.Remove(id);

    static async Task<CurrentMember?> Find(HandrailDb db, IMemoryCache cache, Id<Member> id)
    {
        if (cache.TryGetValue(id, out CurrentMember? known)) return known;
        // The one query across organizations: it finds out which one the member belongs to.
        var member = await db.Members.IgnoreQueryFilters()
            .Where(row => row.Id == id && row.LeftAt == null)
            .Join(db.Organizations, row => row.OrganizationId, organization => organization.Id,
                (row, organization) => new CurrentMember(row.Id, row.OrganizationId, row.Name, organization.Name, row.Permission, organization.IsDemonstration))
            .FirstOrDefaultAsync();
        if (member is not null) cache.Set(id, member, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        return member;
    }
}
