using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Settings;
using Handrail.Server.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Setup.Demonstration;

/// <summary>
/// An organization of its own with months of invented history, to look around in: clearly marked, apart from everything real, removed with one click.
/// </summary>
static class OpenDemonstration
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Links.Demonstration, async (CurrentMember member, HandrailDb db, SignInManager<Account> signIn, DemonstrationsUnderWay underWay, CancellationToken stop) =>
        {
            var account = await Memberships.AccountOf(member, db, signIn.UserManager, stop);
            if (!(await Memberships.Of(account.Id, db, stop)).Exists(own => own.IsDemonstration)) underWay.Begin(account, member.Name);
            return Answers.SeeOther(Links.Demonstration);
        }).Needs(Permission.Administrator);

        // Looked at until it is ready; then it leads there.
        app.MapGet(Links.Demonstration, async (CurrentMember member, HandrailDb db, SignInManager<Account> signIn, DemonstrationsUnderWay underWay, CancellationToken stop) =>
        {
            var account = await Memberships.AccountOf(member, db, signIn.UserManager, stop);
            if (underWay.Of(account) is { } state) return Answers.Page<DemonstrationPage>(new { State = state });
            if ((await Memberships.Of(account.Id, db, stop)).Find(own => own.IsDemonstration) is not { } place) return Answers.SeeOther(Links.Organizations);
            await Memberships.Enter(account, place.Member, signIn);
            return Answers.SeeOther(Links.Today);
        }).Needs(Permission.Administrator);

        app.MapPost(Links.DemonstrationRemoval, async (CurrentMember member, HandrailDb db, SignInManager<Account> signIn, EraseDemonstration erase, CancellationToken stop) =>
        {
            var account = await Memberships.AccountOf(member, db, signIn.UserManager, stop);
            if ((await erase.Handle(member, account, db, stop)).Refusal is { } refusal) return Answers.Refuse(refusal);
            if ((await Memberships.Of(account.Id, db, stop)).FirstOrDefault() is not { } home) return Answers.SeeOther(Links.SignIn);
            await Memberships.Enter(account, home.Member, signIn);
            return Answers.SeeOther(Links.Today);
        }).Needs(Permission.Administrator);
    }

    /// <returns>The place of <paramref name="account"/> in the new organization: an administrator, as whoever looks should see everything.</returns>
    public static async Task<Id<Member>> Build(Account account, string name, IServiceScopeFactory scopes, Instant now, Action<int> lived, CancellationToken stop)
    {
        var began = now - TimeSpan.FromDays(Company.Age);
        var organization = new Organization { Id = Id<Organization>.New(began), Name = Company.Name, FoundedAt = began, IsDemonstration = true };
        var you = new Member { Id = Id<Member>.New(began), OrganizationId = organization.Id, AccountId = account.Id, Name = name, Email = account.Email ?? "", Permission = Permission.Administrator, JoinedAt = began };
        List<CurrentMember> people = [];
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            db.Tenant = organization.Id;
            await using var change = await Change.Found(db, scope.ServiceProvider.GetRequiredService<JournalKeys>().NewHead(organization.Id), you.Id, name, began);
            db.Organizations.Add(organization);
            db.Members.Add(you);
            await change.Append("organization", new OrganizationFounded(organization.Name), stop);
            foreach (var colleague in Company.Colleagues)
            {
                var member = await Join(colleague, organization, accounts, began);
                db.Members.Add(member);
                await change.Append("member/" + member.Id, new MemberJoined(member.Id.ToString(), member.Name), stop);
                people.Add(new(member.Id, organization.Id, member.Name, organization.Name, member.Permission));
            }
            await change.Append("member/" + you.Id, new MemberJoined(you.Id.ToString(), you.Name), stop);
            await change.Commit(stop);
        }
        await Furnish(organization, people, scopes, began, stop);
        await new DemonstrationYear(scopes, organization.Id, people, now).Live(lived, stop);
        return you.Id;
    }

    /// <summary>Who holds which role, and the inventory of systems.</summary>
    static async Task Furnish(Organization organization, List<CurrentMember> people, IServiceScopeFactory scopes, Instant began, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        db.Tenant = organization.Id;
        await using var change = await Change.Begin(db, people[0], new TurnedClock { At = began }, stop);
        var members = await db.Members.ToListAsync(stop);
        foreach (var colleague in Company.Colleagues)
            foreach (var role in colleague.Roles)
                await GiveRoles.Within(change, db, people[0], Placeholders.Key(role), role, members.Single(member => member.Name == colleague.Name), colleague.AsDeputy, stop);
        var reading = await SystemReading.Load(db, stop);
        foreach (var system in Company.Systems) _ = (await KeepSystem.Add(change, db, people[0], system, reading, stop)).Value;
        await change.Commit(stop);
    }

    /// <summary>An account without a password: nobody signs in as somebody invented.</summary>
    static async Task<Member> Join(Colleague colleague, Organization organization, UserManager<Account> accounts, Instant at)
    {
        var name = string.Join('.', colleague.Name.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
        // Two organizations may have a demonstration each; an account's address is nobody else's.
        var email = $"{name}@{organization.Id.Value:N}.example";
        var account = new Account { Id = Id<Account>.New(at).Value, UserName = email, Email = email };
        var created = await accounts.CreateAsync(account);
        if (!created.Succeeded) throw new InvalidOperationException(string.Join(' ', created.Errors.Select(error => error.Description)));
        return new Member { Id = Id<Member>.New(at), OrganizationId = organization.Id, AccountId = account.Id, Name = colleague.Name, Email = $"{name}@brightwater.example", Permission = colleague.Permission, JoinedAt = at };
    }
}
