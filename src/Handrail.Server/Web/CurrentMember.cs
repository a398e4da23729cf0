using System.Security.Claims;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Work;
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
sealed class MemberGate
{
    public const string MemberClaim = "handrail:member";

    /// <summary>
    /// For how long a member is not read again. Whatever the journal says about a member is heard at once, also from other nodes on the same PostgreSQL;
    /// this is how long it takes where nothing is heard: a command at the console beside a running server on SQLite, a change by hand.
    /// </summary>
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    readonly RequestDelegate _next;
    readonly IMemoryCache _cache;
    /// <summary>Part of the cache's keys: a new number, and nobody is remembered.</summary>
    int _remembering;

    public MemberGate(RequestDelegate next, IMemoryCache cache, LiveFeed feed)
    {
        (_next, _cache) = (next, cache);
        feed.Told += Forget;
    }

    public async Task InvokeAsync(HttpContext context, HandrailDb db)
    {
        if (Id<Member>.TryParse(context.User.FindFirstValue(MemberClaim), out var id) && await Find(db, id) is { } member)
        {
            context.Features.Set(member);
            db.Tenant = member.OrganizationId;
        }
        // Whoever left is a stranger, whatever their cookie or token says.
        else if (context.User.HasClaim(claim => claim.Type == MemberClaim)) context.User = new ClaimsPrincipal(new ClaimsIdentity());
        await _next(context);
    }

    void Forget(string? subject)
    {
        if (subject is null) Interlocked.Increment(ref _remembering);
        else if (subject.StartsWith(Member.SubjectPrefix, StringComparison.Ordinal) && Id<Member>.TryParse(subject[Member.SubjectPrefix.Length..], out var id)) _cache.Remove((_remembering, id));
    }

    async Task<CurrentMember?> Find(HandrailDb db, Id<Member> id)
    {
        var key = (_remembering, id);
        if (_cache.TryGetValue(key, out CurrentMember? known)) return known;
        using var everybody = db.LookAcross();
        // The one query across organizations: it finds out which one the member belongs to.
        var member = await db.Members.IgnoreQueryFilters()
            .Where(row => row.Id == id && row.LeftAt == null)
            .Join(db.Organizations, row => row.OrganizationId, organization => organization.Id,
                (row, organization) => new CurrentMember(row.Id, row.OrganizationId, row.Name, organization.Name, row.Permission, organization.IsDemonstration))
            .FirstOrDefaultAsync();
        if (member is not null) _cache.Set(key, member, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        return member;
    }
}
