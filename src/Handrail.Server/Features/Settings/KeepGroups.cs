using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Settings;

public sealed record GroupRow(string Key, string Name, IReadOnlyList<KeyValuePair<string, string>> Members);

/// <summary>Departments and teams: added, filled, removed.</summary>
static class KeepGroups
{
    static readonly Refusal.NotFound Unknown = new("There is no such group, or you may not see it.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.Groups, (CurrentMember member, HandrailDb db, CancellationToken stop) => Show(null, "", member, db, stop));
        app.MapGet("/settings/groups/{group}", async (string group, CurrentMember member, HandrailDb db, CancellationToken stop) =>
            (await Load(db, stop)).FirstOrDefault(row => row.Key == group) is { } found
                ? Answers.Page<GroupPage>(new { Member = member, Group = found, Members = await MemberNames.All(db, stop) })
                : Answers.Refuse(Unknown));

        app.MapPost(Links.Groups, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var name = (await request.ReadFormAsync(stop))["name"].ToString().Trim();
            return (await Add(name, member, db, clock, stop)).Granted(out var group, out var refusal) ? Answers.SeeOther(Links.Group(group.Key)) : await Show(refusal, name, member, db, stop);
        }).Needs(Permission.Administrator);

        app.MapPost("/settings/groups/{group}", async (string group, HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var members = (await request.ReadFormAsync(stop))["member"].OfType<string>().ToHashSet();
            return (await Fill(group, members, member, db, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Groups) : Answers.Refuse(refusal);
        }).Needs(Permission.Administrator);

        app.MapPost("/settings/groups/{group}/removal", async (string group, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
            (await Remove(group, member, db, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.Groups) : Answers.Refuse(refusal)).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(Refusal? refusal, string typed, CurrentMember member, HandrailDb db, CancellationToken stop)
    {
        var model = new { Member = member, Groups = await Load(db, stop), Refusal = refusal, Typed = typed };
        return refusal is null ? Answers.Page<GroupsPage>(model) : Answers.PageAgain<GroupsPage>(refusal, model);
    }

    public static async Task<IReadOnlyList<GroupRow>> Load(HandrailDb db, CancellationToken stop)
    {
        var groups = await db.Groups.AsNoTracking().OrderBy(group => group.Name).ToListAsync(stop);
        var members = await (from member in db.GroupMembers join person in db.Members on member.MemberId equals person.Id orderby person.Name select new { member.GroupKey, person.Id, person.Name }).AsNoTracking().ToListAsync(stop);
        return [.. groups.Select(group => new GroupRow(group.Key, group.Name, [.. members.Where(member => member.GroupKey == group.Key).Select(member => KeyValuePair.Create(member.Id.ToString(), member.Name))]))];
    }

    public static async Task<Outcome<Group>> Add(string name, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (name.Length is 0 or > Role.LongestName || name.Any(char.IsControl) || Placeholders.Key(name).Length == 0) return new Refusal.Invalid("name", "Name the group in at most 100 characters: “Engineering”.");
        await using var change = await Change.Begin(db, by, clock, stop);
        var key = Placeholders.Key(name);
        if (await db.Groups.SingleOrDefaultAsync(row => row.Key == key, stop) is { } had) return new Refusal.Invalid("name", $"There is a group {had.Name} already.");
        var group = new Group { OrganizationId = by.OrganizationId, Key = key, Name = name };
        db.Groups.Add(group);
        await change.Append(Subjects.Group(key), new GroupAdded(name), stop);
        await change.Commit(stop);
        return group;
    }

    /// <summary>From now on exactly these members are in it; a fact for each who comes or goes.</summary>
    public static async Task<Outcome<Group>> Fill(string key, IReadOnlySet<string> wanted, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Groups.SingleOrDefaultAsync(row => row.Key == key, stop) is not { } group) return Unknown;
        var inside = await db.GroupMembers.Where(row => row.GroupKey == key).ToListAsync(stop);
        foreach (var member in await db.Members.Where(row => row.LeftAt == null).OrderBy(row => row.Name).ToListAsync(stop))
        {
            var (row, isWanted) = (inside.Find(row => row.MemberId == member.Id), wanted.Contains(member.Id.ToString()));
            if (isWanted && row is null)
            {
                db.GroupMembers.Add(new GroupMember { OrganizationId = by.OrganizationId, GroupKey = key, MemberId = member.Id });
                await change.Append(Subjects.Group(key), new GroupJoined(group.Name, member.Id.ToString(), member.Name), stop);
            }
            else if (!isWanted && row is not null)
            {
                db.GroupMembers.Remove(row);
                await change.Append(Subjects.Group(key), new GroupLeft(group.Name, member.Id.ToString(), member.Name), stop);
            }
        }
        await change.Commit(stop);
        return group;
    }

    public static async Task<Outcome<Group>> Remove(string key, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (await db.Groups.SingleOrDefaultAsync(row => row.Key == key, stop) is not { } group) return Unknown;
        await change.Append(Subjects.Group(key), new GroupRemoved(group.Name), stop);
        db.GroupMembers.RemoveRange(await db.GroupMembers.Where(row => row.GroupKey == key).ToListAsync(stop));
        db.Groups.Remove(group);
        await change.Commit(stop);
        return group;
    }
}
