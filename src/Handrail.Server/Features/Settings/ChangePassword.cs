using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

/// <param name="IsWanted">Reminders of what waits.</param>
public sealed record MailChoice(string Email, bool IsWanted);

/// <summary>A new password for whoever knows the old one. Every other session of the account ends.</summary>
static class ChangePassword
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Settings, async (CurrentMember member, HttpRequest request, HandrailDb db, MailSettings mail, CancellationToken stop) => Answers.Page<AccountPage>(await Model(member, db, mail, stop, Done(request.Query["done"]))));

        app.MapPost(Links.Password, async (HttpContext context, CurrentMember member, HandrailDb db, MailSettings mail, SignInManager<Account> signIn, CancellationToken stop) =>
        {
            var form = await context.Request.ReadFormAsync(stop);
            var accounts = signIn.UserManager;
            var account = await accounts.GetUserAsync(context.User);
            if (account is null) return Answers.Refuse(new Refusal.Forbidden("Sign in with your password to change it; a token cannot."));
            var changed = await accounts.ChangePasswordAsync(account, form["old"].ToString(), form["new"].ToString());
            if (!changed.Succeeded)
            {
                var wrongOld = changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch));
                var refusal = wrongOld ? new Refusal.Invalid("old", "This is not your password now.") : new Refusal.Invalid("new", string.Join(" ", changed.Errors.Select(error => error.Description)));
                return Answers.PageAgain<AccountPage>(refusal, await Model(member, db, mail, stop, refusal: refusal));
            }
            await signIn.RefreshSignInAsync(account);
            return Answers.SeeOther(Links.Settings + "?done=password");
        });
    }

    static string? Done(string? what) => what switch
    {
        "password" => "Your password is changed. Other devices have to sign in again.",
        "reminders" => "Your choice is kept.",
        _ => null,
    };

    static async Task<object> Model(CurrentMember member, HandrailDb db, MailSettings mail, CancellationToken stop, string? done = null, Refusal? refusal = null)
    {
        var mayChoose = mail.IsOn && member is { Permission: >= Permission.Member, IsDemonstration: false };
        var choice = mayChoose ? await db.Members.Where(row => row.Id == member.Id).Select(row => new MailChoice(row.Email, !row.WithoutReminders)).SingleAsync(stop) : null;
        return new { Member = member, Mail = choice, Done = done, Refusal = refusal };
    }
}
