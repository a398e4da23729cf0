using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Setup;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Features.People;

/// <summary>Password, then the second factor where one is set up. A wrong address, a wrong password and a locked account look alike from outside.</summary>
static class SignIn
{
    static readonly Refusal.Forbidden Wrong = new("The e-mail address or the password is wrong, or the account is locked for ten minutes after five wrong tries.");
    static readonly Refusal.Forbidden WrongCode = new("This code is not right, or it has expired. Codes change every 30 seconds; check the clock of your device.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.SignIn, async (HttpContext context, HandrailDb db) =>
        {
            if (!await ClaimInstallation.IsClaimed(db)) return Answers.SeeOther(Links.Claim);
            var back = Links.Local(context.Request.Query["return"]);
            return context.Features.Get<CurrentMember>() is null ? Answers.Page<SignInPage>(new { Return = back }) : Answers.SeeOther(back);
        }).AllowAnonymous();

        app.MapPost(Links.SignIn, async (HttpRequest request, SignInManager<Account> signIn) =>
        {
            var form = await request.ReadFormAsync();
            var (email, back) = (form["email"].ToString().Trim(), Links.Local(form["return"]));
            // A session somebody may have planted in this browser ends here (session fixation).
            await signIn.SignOutAsync();
            if (email.Any(char.IsControl)) return Answers.PageAgain<SignInPage>(Wrong, new { Refusal = Wrong, Email = "", Return = back });
            var result = await signIn.PasswordSignInAsync(email, form["password"].ToString(), isPersistent: false, lockoutOnFailure: true);
            if (result.RequiresTwoFactor) return Answers.SeeOther($"{Links.SecondFactor}?return={Uri.EscapeDataString(back)}");
            return result.Succeeded ? Answers.SeeOther(back) : Answers.PageAgain<SignInPage>(Wrong, new { Refusal = Wrong, Email = email, Return = back });
        }).AllowAnonymous();

        app.MapGet(Links.SecondFactor, (HttpRequest request) => Answers.Page<SecondFactorPage>(new { Return = Links.Local(request.Query["return"]) })).AllowAnonymous();

        app.MapPost(Links.SecondFactor, async (HttpRequest request, SignInManager<Account> signIn) =>
        {
            var form = await request.ReadFormAsync();
            var (code, back) = (form["code"].ToString().Replace(" ", "", StringComparison.Ordinal), Links.Local(form["return"]));
            var result = code.Length == 6
                ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
                : await signIn.TwoFactorRecoveryCodeSignInAsync(code);
            return result.Succeeded ? Answers.SeeOther(back) : Answers.PageAgain<SecondFactorPage>(WrongCode, new { Refusal = WrongCode, Return = back });
        }).AllowAnonymous();

        app.MapPost(Links.SignOut, async (SignInManager<Account> signIn, HttpResponse response) =>
        {
            await signIn.SignOutAsync();
            // Whoever uses this computer next does not find the pages that were read.
            response.Headers["Clear-Site-Data"] = "\"cache\"";
            return Answers.SeeOther(Links.SignIn);
        }).AllowAnonymous();
    }
}
