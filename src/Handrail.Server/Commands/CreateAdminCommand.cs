using System.CommandLine;
using System.Security.Cryptography;
using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Setup;
using Microsoft.AspNetCore.Identity;

namespace Handrail.Server.Commands;

/// <summary>For an installation whose administrators are locked out, or that is set up by a script: no mail, no browser, no claim code.</summary>
static class CreateAdminCommand
{
    public static ServerCommand Make()
    {
        var email = new Argument<string>("email") { Description = "What they sign in with." };
        var name = new Option<string>("--name") { Description = "Their name, as it stands in the record. Needed for somebody new.", DefaultValueFactory = _ => "" };
        var organization = new Option<string>("--organization") { Description = "Which one, where there are several; or what a new installation is called.", DefaultValueFactory = _ => "" };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Read the password from standard input instead of making one." };
        return new ServerCommand("create-admin", "Make an administrator, or let one in again who is locked out: new password, second factor off, lock gone. The journal says that it was done here.",
            "Handrail.Server create-admin ada@example.org --name \"Ada Pine\"", async (typed, services, stop) =>
            {
                if (!(await Schema.Update(services)).Granted(out _, out var behind)) return ExitCode.Of(behind);
                var password = typed.GetValue(fromInput) ? await Console.In.ReadLineAsync(stop) ?? "" : NewPassword();
                await using var scope = services.CreateAsyncScope();
                var made = await CreateAdministrator.Handle(new(typed.GetRequiredValue(email).Trim(), typed.GetRequiredValue(name).Trim(), typed.GetRequiredValue(organization).Trim(), password),
                    scope.ServiceProvider.GetRequiredService<HandrailDb>(), scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), services.GetRequiredService<JournalKeys>(), services.GetRequiredService<TimeProvider>(), stop);
                if (!made.Granted(out var administrator, out var refusal)) return ExitCode.Of(refusal);
                Console.Out.WriteLine($"Administrator: {administrator.Name} <{administrator.Email}> of {administrator.Organization}");
                if (!typed.GetValue(fromInput)) Console.Out.WriteLine($"Password: {password}");
                if (administrator.LostSecondFactor) Console.Error.WriteLine("The second factor was taken away; set it up again after signing in.");
                return ExitCode.Done;
            })
        { email, name, organization, fromInput };
    }

    /// <summary>100 bits, in groups that can be read out.</summary>
    static string NewPassword() => string.Join('-', RandomNumberGenerator.GetString(ClaimCode.Alphabet, 20).ToLowerInvariant().Chunk(5).Select(part => new string(part)));
}
