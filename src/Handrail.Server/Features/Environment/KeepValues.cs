using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Environment;

/// <param name="From">Where the value comes from when it is not a named one: "Systems", "Contacts", "Roles", "Hours"; null for a named value or none.</param>
/// <param name="UsedIn">Labels of the procedures whose text asks for it.</param>
public sealed record ValueRow(string Name, string? Value, string? From, IReadOnlyList<string> UsedIn)
{
    /// <summary>It was said that there is no such tool.</summary>
    public bool IsNone { get; init; }
}

/// <summary>Named values: what placeholders stand for that no system, role or contact answers.</summary>
static class KeepValues
{
    const int LongestValue = 500;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.NamedValues, (CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop) => Show(null, "", "", member, db, mentions, stop));

        app.MapPost(Links.NamedValues, async (HttpRequest request, CurrentMember member, HandrailDb db, Mentions mentions, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var (name, value) = (form["name"].ToString().Trim(), form["value"].ToString().Trim());
            return (await Handle(name, value, member, db, clock, stop)).Granted(out _, out var refusal) ? Answers.SeeOther(Links.NamedValues) : await Show(refusal, name, value, member, db, mentions, stop);
        }).Needs(Permission.Administrator);

        app.MapPost("/environment/values/{value}/removal", async (string value, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            await using var change = await Change.Begin(db, member, clock, stop);
            if (await db.EnvironmentValues.SingleOrDefaultAsync(row => row.Name == value, stop) is not { } row) return Answers.Refuse(new Refusal.NotFound("There is no such named value."));
            db.EnvironmentValues.Remove(row);
            await change.Append(Subjects.Value(value), new EnvironmentValueRemoved(value), stop);
            await change.Commit(stop);
            return Answers.SeeOther(Links.NamedValues);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(Refusal? refusal, string name, string value, CurrentMember member, HandrailDb db, Mentions mentions, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var model = new { Member = member, Rows = await Load(db, member, mentions, stop), Name = name, Value = value, Refusal = refusal };
        return refusal is null ? Answers.Page<ValuesPage>(model) : Answers.PageAgain<ValuesPage>(refusal, model);
    }

    /// <returns>Every named value, and every name that a procedure asks for: those without a value first.</returns>
    static async Task<IReadOnlyList<ValueRow>> Load(HandrailDb db, CurrentMember member, Mentions mentions, CancellationToken stop)
    {
        var named = await db.EnvironmentValues.AsNoTracking().ToDictionaryAsync(row => row.Name, row => row.Value, stop);
        var now = await Values.Now(db, member, stop);
        var asked = (from sop in await mentions.Current(db, stop) from key in sop.Names.Placeholders select (Key: key, sop.Label)).Distinct().ToLookup(use => use.Key, use => use.Label);
        return [.. named.Keys.Union(asked.Select(use => use.Key)).Select(key => new ValueRow(key, now.GetValueOrDefault(key), now.TryGetValue(key, out var value) && named.GetValueOrDefault(key) != value ? Source(key) : null, [.. asked[key]]) { IsNone = named.GetValueOrDefault(key) == Values.None })
            .OrderBy(row => row.Value is not null).ThenBy(row => row.Name, StringComparer.Ordinal)];
    }

    static string Source(string key) => SystemKindWords.AskedBy(key) is not null ? "Systems" : "Environment";

    public static async Task<Outcome<string>> Handle(string name, string value, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        var key = Placeholders.Key(name);
        if (key.Length is 0 or > 100) return new Refusal.Invalid("name", "Name it in at most 100 characters, as procedures write it between the braces: “vpn_address”.");
        if (value.Length is 0 or > LongestValue) return new Refusal.Invalid("value", "Say what it stands for, in at most 500 characters.");
        if (SystemKindWords.AskedBy(key) is { } kind) return new Refusal.Invalid("name", $"{{{{{kind.Placeholder}}}}} is what the inventory says: add the {kind.Words.ToLowerInvariant()} under Systems.");
        if (key == Placeholders.Organization) return new Refusal.Invalid("name", "{{organization}} is always the name of the organization.");
        await using var change = await Change.Begin(db, by, clock, stop);
        await Values.Set(db, change, by, key, value, stop);
        await change.Commit(stop);
        return key;
    }
}
