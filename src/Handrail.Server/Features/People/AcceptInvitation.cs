using Handrail.Core;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Features.People;

/// <summary>The link of an invitation: whoever holds it chooses the password and is signed in.</summary>
static class AcceptInvitation
{
    static readonly Refusal.Invalid Expired = new("", "This link was used already or is older than one day. Ask an administrator of your organization for a new one.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Invitation, (HttpRequest request) => Answers.Page<InvitationPage>(new { Account = request.Query["account"].ToString(), Token = request.Query["token"].ToString() })).AllowAnonymous();

        app.MapPost(Links.Invitation, async (HttpRequest request, UserManager<Account> accounts, SignInManager<Account> signIn) =>
        {
            var form = await request.ReadFormAsync();
            var (id, token) = (form["account"].ToString(), form["token"].ToString());
            var account = Guid.TryParse(id, out _) ? await accounts.FindByIdAsync(id) : null;
            var set = account is null ? null : await accounts.ResetPasswordAsync(account, token, form["password"].ToString());
            if (set is not { Succeeded: true })
            {
                var weak = set?.Errors.Where(error => error.Code.StartsWith("Password", StringComparison.Ordinal)).Select(error => error.Description).ToList() ?? [];
                Refusal refusal = weak.Count > 0 ? new Refusal.Invalid("password", string.Join(" ", weak)) : Expired;
                return Answers.PageAgain<InvitationPage>(refusal, new { Account = id, Token = token, Refusal = refusal });
            }
            await signIn.SignOutAsync();
            await signIn.SignInAsync(account!, isPersistent: false);
            return Answers.SeeOther(Links.Today);
        }).AllowAnonymous();
    }
}
