using Handrail.Core;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Environment;

/// <summary>The quick way into the inventory: one tool for each kind that procedures ask for.</summary>
static class NameTools
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.ToolsInUse, async (CurrentMember member, HandrailDb db, CancellationToken stop) => Answers.Page<ToolsPage>(new { Kinds = await Open(db, stop), Without = await Values.Without(db, stop) })).Needs(Permission.Administrator);

        app.MapPost(Links.ToolsInUse, async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var named = SystemKindWords.Kinds.Select(kind => KeyValuePair.Create(kind.Kind, form[kind.Kind.ToString()].ToString().Trim())).Where(tool => tool.Value.Length > 0).ToDictionary();
            if (await Handle(named, member, db, clock, stop) is not { } refusal) return Answers.SeeOther(Links.Systems);
            db.ChangeTracker.Clear();
            return Answers.PageAgain<ToolsPage>(refusal, new { Kinds = await Open(db, stop), Without = await Values.Without(db, stop), Typed = named, Refusal = refusal });
        }).Needs(Permission.Administrator);
    }

    /// <summary>The kinds that no system is of yet.</summary>
    static async Task<IReadOnlyList<SystemKindWords>> Open(HandrailDb db, CancellationToken stop)
    {
        var known = (await Inventory.InUse(db, stop)).Select(system => system.Kind).ToHashSet();
        return [.. SystemKindWords.Kinds.Where(kind => kind.Placeholder is not null && !known.Contains(kind.Kind))];
    }

    public static async Task<Refusal?> Handle(IReadOnlyDictionary<SystemKind, string> named, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        if (named.Count == 0) return new Refusal.Invalid("", "Name at least one tool.");
        await using var change = await Change.Begin(db, by, clock, stop);
        foreach (var (kind, tool) in named)
            if (await Within(change, db, by, kind, tool, stop) is { } refusal) return new Refusal.Invalid(kind.ToString(), refusal.Message);
        await change.Commit(stop);
        return null;
    }

    /// <summary>The tool of a kind, or that there is none, within a change that is under way. A product that serves two kinds is two systems: "Google Workspace" and "Google Workspace (chat)".</summary>
    public static async Task<Refusal?> Within(Change change, HandrailDb db, CurrentMember by, SystemKind kind, string tool, CancellationToken stop)
    {
        if (SystemKindWords.IsNone(tool))
        {
            await Values.Set(db, change, by, SystemKindWords.Of(kind).Name, Values.None, stop);
            return null;
        }
        var words = SystemKindWords.Of(kind).Words;
        var input = new SystemInput(tool, words, HoldsAccounts: kind == SystemKind.Backup ? "no" : "yes");
        var reading = await SystemReading.Load(db, stop);
        var added = await KeepSystem.Add(change, db, by, input, reading, stop);
        if (added.Refusal is Refusal.Invalid { Field: "name" } && tool.Length is > 0 and <= 60) added = await KeepSystem.Add(change, db, by, input with { Name = $"{tool} ({words.ToLowerInvariant()})", Tool = tool }, reading, stop);
        return added.Refusal;
    }
}
