using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Handrail.Server.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Handrail.Server.Web;

/// <summary>"Authorization: Bearer hr_...": a member's personal key for programs.</summary>
sealed class ApiTokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, HandrailDb db)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "ApiToken";
    public const string Prefix = "hr_";
    const string Bearer = "Bearer ";

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whatever comes with a bearer token is a program, also when the token is none of ours: it is told so, and no cookie speaks for it.</summary>
    public static bool IsUsedBy(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request)) return AuthenticateResult.NoResult();
        var hash = Hash(Request.Headers.Authorization.ToString()[Bearer.Length..]);
        // Across organizations: the token itself says which one. What is stored is a hash of 256 random bits, so an index look-up leaks nothing.
        using var everybody = db.LookAcross();
        var member = await db.ApiTokens.IgnoreQueryFilters()
            .Where(token => token.Sha256 == hash && token.RevokedAt == null)
            .Select(token => (Guid?)token.MemberId.Value).FirstOrDefaultAsync(Context.RequestAborted);
        if (member is null) return AuthenticateResult.Fail("The token is unknown or was revoked.");
        var identity = new ClaimsIdentity([new(MemberGate.MemberClaim, member.Value.ToString("D"))], Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Name));
    }
}
