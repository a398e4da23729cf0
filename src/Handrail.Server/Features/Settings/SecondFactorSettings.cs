using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Handrail.Server.Features.Settings;

/// <summary>Turning the second factor on and off (TOTP, RFC 6238, by ASP.NET Core Identity).</summary>
static class SecondFactorSettings
{
    static readonly Refusal.Forbidden NeedsPassword = new("Sign in with your password to change the second factor; a token cannot.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.SecondFactorSettings, async (HttpContext context, CurrentMember member, UserManager<Account> accounts) =>
            await accounts.GetUserAsync(context.User) is { } account ? Answers.Page<SecondFactorSettingsPage>(await State(accounts, account)) : Answers.Refuse(NeedsPassword));

        app.MapGet(Links.SecondFactorSettings + "/code.svg", async (HttpContext context, CurrentMember member, UserManager<Account> accounts) =>
        {
            if (await accounts.GetUserAsync(context.User) is not { TwoFactorEnabled: false } account) return Answers.Nothing();
            context.Response.Headers.CacheControl = "no-store";
            return Results.Text(Picture(member, account, await Secret(accounts, account)), "image/svg+xml");
        });

        app.MapPost(Links.SecondFactorSettings, async (HttpContext context, CurrentMember member, UserManager<Account> accounts, SignInManager<Account> signIn) =>
        {
            if (await accounts.GetUserAsync(context.User) is not { } account) return Answers.Refuse(NeedsPassword);
            var code = (await context.Request.ReadFormAsync())["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
            if (!await accounts.VerifyTwoFactorTokenAsync(account, accounts.Options.Tokens.AuthenticatorTokenProvider, code))
            {
                var refusal = new Refusal.Invalid("code", "This code is not right. Codes change every 30 seconds; check the clock of your phone.");
                return Answers.PageAgain<SecondFactorSettingsPage>(refusal, await State(accounts, account, refusal: refusal));
            }
            await accounts.SetTwoFactorEnabledAsync(account, true);
            var codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 8) ?? [];
            await signIn.RefreshSignInAsync(account);
            return Answers.Page<SecondFactorSettingsPage>(await State(accounts, account, [.. codes]));
        });

        app.MapPost(Links.SecondFactorSettings + "/removal", async (HttpContext context, CurrentMember member, UserManager<Account> accounts, SignInManager<Account> signIn) =>
        {
            if (await accounts.GetUserAsync(context.User) is not { } account) return Answers.Refuse(NeedsPassword);
            if (!await accounts.CheckPasswordAsync(account, (await context.Request.ReadFormAsync())["password"].ToString()))
            {
                var refusal = new Refusal.Invalid("password", "This is not your password.");
                return Answers.PageAgain<SecondFactorSettingsPage>(refusal, await State(accounts, account, refusal: refusal));
            }
            await accounts.SetTwoFactorEnabledAsync(account, false);
            await accounts.ResetAuthenticatorKeyAsync(account);
            await signIn.RefreshSignInAsync(account);
            return Answers.SeeOther(Links.SecondFactorSettings);
        });
    }

    static async Task<object> State(UserManager<Account> accounts, Account account, IReadOnlyList<string>? codes = null, Refusal? refusal = null) => new
    {
        IsOn = account.TwoFactorEnabled,
        Secret = account.TwoFactorEnabled ? "" : string.Join(' ', (await Secret(accounts, account)).Chunk(4).Select(part => new string(part))),
        RecoveryCodes = codes ?? [],
        Refusal = refusal,
    };

    static async Task<string> Secret(UserManager<Account> accounts, Account account)
    {
        if (await accounts.GetAuthenticatorKeyAsync(account) is { Length: > 0 } secret) return secret;
        // A secret that nobody uses yet protects nothing: whoever only looks at this page stays signed in, here and elsewhere.
        var stamp = account.SecurityStamp;
        await accounts.ResetAuthenticatorKeyAsync(account);
        account.SecurityStamp = stamp;
        await accounts.UpdateAsync(account);
        return (await accounts.GetAuthenticatorKeyAsync(account))!;
    }

    static string Picture(CurrentMember member, Account account, string secret)
    {
        var label = Uri.EscapeDataString($"Handrail {member.Organization}:{account.Email}");
        var address = $"otpauth://totp/{label}?secret={secret}&issuer={Uri.EscapeDataString("Handrail " + member.Organization)}&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(code).GetGraphic(5);
    }
}
