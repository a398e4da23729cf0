using System.Security.Claims;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures.Access;
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

    static readonly string[] Asked = [Member.SubjectPrefix, Subjects.OfGroups, Subjects.OfRoles];

    readonly RequestDelegate _next;
    readonly IMemoryCache _cache;
    /// <summary>Part of the cache's keys: a new number, and nobody is remembered.</summary>
    int _remembering;

    public MemberGate(RequestDelegate next, IMemoryCache cache, LiveFeed feed)
    {
        (_next, _cache) = (next, cache);
        feed.Told += Forget;
    }

    public async Task InvokeAsync(HttpContext context, HandrailDb db, TimeProvider clock)
    {
        if (Id<Member>.TryParse(context.User.FindFirstValue(MemberClaim), out var id) && await Find(db, id, Instant.Now(clock)) is { } known)
        {
            context.Features.Set(known.Member);
            db.ReadFor(known.Member, known.Reading);
        }
        // Whoever left is a stranger, whatever their cookie or token says.
        else if (context.User.HasClaim(claim => claim.Type == MemberClaim)) context.User = new ClaimsPrincipal(new ClaimsIdentity());
        await _next(context);
    }

    /// <summary>Rare enough to forget everybody: whoever comes into a group or gets a role reads other procedures from now on, and so does whom somebody names as their deputy.</summary>
    void Forget(string? subject)
    {
        if (subject is null || Asked.Any(kind => subject.StartsWith(kind, StringComparison.Ordinal))) Interlocked.Increment(ref _remembering);
    }

    sealed record Known(CurrentMember Member, Reading Reading);

    async Task<Known?> Find(HandrailDb db, Id<Member> id, Instant now)
    {
        var key = (_remembering, id);
        if (_cache.TryGetValue(key, out Known? known)) return known;
        if (await Of(db, id) is not { } member) return null;
        db.ReadFor(member, Reading.ForTheServer);
        known = new(member, await Reading.For(member, db, now, default));
        _cache.Set(key, known, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        return known;
    }

    /// <summary>The one query across organizations: it finds out which one the member belongs to.</summary>
    static async Task<CurrentMember?> Of(HandrailDb db, Id<Member> id)
    {
        using var everybody = db.LookAcross();
        return await db.Members.IgnoreQueryFilters()
            .Where(row => row.Id == id && row.LeftAt == null)
            .Join(db.Organizations, row => row.OrganizationId, organization => organization.Id,
                (row, organization) => new CurrentMember(row.Id, row.OrganizationId, row.Name, organization.Name, row.Permission, organization.IsDemonstration))
            .FirstOrDefaultAsync();
    }
}
