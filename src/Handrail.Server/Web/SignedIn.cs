using System.Security.Claims;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Handrail.Server.Web;

/// <summary>How people and programs sign in. ASP.NET Core Identity does the work; every route demands a member unless it says otherwise.</summary>
static class SignedIn
{
    const string CookieOrToken = "CookieOrToken";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Handrail").PersistKeysToDbContext<HandrailDb>();
        services.AddIdentityCore<Account>(Strength)
            .AddEntityFrameworkStores<HandrailDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddUserConfirmation<IsMember>()
            .AddClaimsPrincipalFactory<MemberClaims>();
        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, options => options.ForwardDefaultSelector = context =>
                ApiTokenScheme.IsUsedBy(context.Request) ? ApiTokenScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.Name, null)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(Cookie);
                cookies.TwoFactorUserIdCookie!.Configure(options => options.Cookie.Name = "handrail-second-factor");
                cookies.TwoFactorRememberMeCookie!.Configure(options => options.Cookie.Name = "handrail-known-browser");
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireClaim(MemberGate.MemberClaim).Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "handrail-form";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.SuppressXFrameOptionsHeader = true; // SecurityHeaders sends the stricter one.
        });
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(2));
    }

    static void Strength(IdentityOptions options)
    {
        // Length beats character classes (NIST SP 800-63B section 5.1.1.2).
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        options.User.RequireUniqueEmail = true;
        options.SignIn.RequireConfirmedAccount = true; // "Confirmed" is whoever is a member; see IsMember.
    }

    static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "handrail";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = Links.SignIn;
        options.AccessDeniedPath = Links.SignIn;
        options.ReturnUrlParameter = "return";
        options.Events.OnRedirectToLogin = context =>
        {
            if (Refused.IsForPrograms(context.Request)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
    }

    /// <summary>Whoever left every organization is not signed in, however right the password is.</summary>
    sealed class IsMember(HandrailDb db) : IUserConfirmation<Account>
    {
        public async Task<bool> IsConfirmedAsync(UserManager<Account> manager, Account user)
        {
            using var everybody = db.LookAcross();
            return await db.Members.IgnoreQueryFilters().AnyAsync(row => row.AccountId == user.Id && row.LeftAt == null);
        }
    }

    /// <summary>Adds the member to the claims. An account without a place in an organization gets none and is let in nowhere.</summary>
    sealed class MemberClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options, HandrailDb db) : UserClaimsPrincipalFactory<Account>(accounts, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            using var everybody = db.LookAcross();
            var member = await db.Members.IgnoreQueryFilters().Where(row => row.AccountId == user.Id && row.LeftAt == null).OrderByDescending(row => row.Id == user.ChosenMemberId).ThenBy(row => row.JoinedAt).FirstOrDefaultAsync();
            if (member is not null) identity.AddClaim(new(MemberGate.MemberClaim, member.Id.ToString()));
            return identity;
        }
    }
}
