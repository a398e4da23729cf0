using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Features.Settings;

/// <summary>A new password for whoever knows the old one. Every other session of the account ends.</summary>
static class ChangePassword
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Settings, (CurrentMember member, HttpRequest request) =>
            Answers.Page<AccountPage>(new { Member = member, Done = request.Query["done"] == "password" ? "Your password is changed. Other devices have to sign in again." : null }));

        app.MapPost(Links.Password, async (HttpContext context, CurrentMember member, UserManager<Account> accounts, SignInManager<Account> signIn) =>
        {
            var form = await context.Request.ReadFormAsync();
            var account = await accounts.GetUserAsync(context.User);
            if (account is null) return Answers.Refuse(new Refusal.Forbidden("Sign in with your password to change it; a token cannot."));
            var changed = await accounts.ChangePasswordAsync(account, form["old"].ToString(), form["new"].ToString());
            if (!changed.Succeeded)
            {
                var wrongOld = changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch));
                var refusal = wrongOld ? new Refusal.Invalid("old", "This is not your password now.") : new Refusal.Invalid("new", string.Join(" ", changed.Errors.Select(error => error.Description)));
                return Answers.PageAgain<AccountPage>(refusal, new { Member = member, Refusal = (Refusal)refusal });
            }
            await signIn.RefreshSignInAsync(account);
            return Answers.SeeOther(Links.Settings + "?done=password");
        });
    }
}
