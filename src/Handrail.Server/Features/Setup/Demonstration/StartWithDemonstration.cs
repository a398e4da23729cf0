using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <summary>
/// "--demo=true": an installation that claims itself, holds the demonstration, and prints an address that signs in. For looking around and for
/// developing; the address holds a secret of this start, so that nobody else who reaches the port is let in.
/// </summary>
static class StartWithDemonstration
{
    static readonly ClaimInput Owner = new("", "My organization", "Ada Pine", "ada@handrail.example", "");

    public static async Task<string?> Map(WebApplication app)
    {
        if (!app.Configuration.GetValue<bool>("demo")) return null;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
            if (!await ClaimInstallation.IsClaimed(db))
            {
                var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
                var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
                var account = (await ClaimInstallation.Handle(Owner with { Password = RandomNumberGenerator.GetHexString(32) }, db, accounts, scope.ServiceProvider.GetRequiredService<JournalKeys>(), clock)).Value;
                account.ChosenMemberId = await OpenDemonstration.Build(account, Owner.Name, app.Services.GetRequiredService<IServiceScopeFactory>(), Instant.Now(clock), _ => { }, CancellationToken.None);
                await accounts.UpdateAsync(account);
            }
        }
        var address = $"{Links.Demonstration}/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        app.MapGet(address, async (SignInManager<Account> signIn) =>
        {
            if (await signIn.UserManager.FindByEmailAsync(Owner.Email) is not { } account) return Answers.Nothing();
            await signIn.SignInAsync(account, isPersistent: false);
            return Answers.SeeOther(Links.Today);
        }).AllowAnonymous();
        return address;
    }
}
