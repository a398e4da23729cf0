using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Editing;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>What was planned for one procedure: the words it would have, and what becomes of it.</summary>
public sealed record PlannedSop(TouchedSop Touched, string Text, Consequence Consequence)
{
    public bool WordsChange => Text != Touched.Latest.Text;

    /// <summary>Steps for which somebody has to write how they are done in the new tool.</summary>
    public IReadOnlyList<Step> ToWrite { get; init; } = [];

    /// <summary>Where the front matter stays as it is, nobody need read the new text to know it.</summary>
    internal void Tell(Change change)
    {
        var procedure = Touched.Procedure;
        if (Touched.Latest.Text == procedure.Source) change.Knows(Touched.Latest.Sha256, procedure);
        if (Text.AsSpan().StartsWith(procedure.Source.AsSpan(0, procedure.Header.Span.End))) change.Knows(ProcedureTexts.Hash(Text), procedure.Header);
    }

    /// <summary>Read from the new text only where the title can have changed.</summary>
    public string Title(string from) => Tools.NamedIn(Touched.Latest.Title, from).Any() ? AddProcedure.Shorten(ProcedureReader.Read(Text, Touched.Sop.FileName).Title, 300) : Touched.Latest.Title;
}

/// <summary>
/// Another tool does what one did: seen first with all it touches, then done in one act: the inventory, the next draft of every procedure in force, the
/// drafts that name it. What is in force stays as it is until its draft is published.
/// </summary>
static class ChangeTool
{
    static readonly Refusal.NotFound Unknown = new("There is no such system in the inventory, or you may not see it.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/environment/systems/{system}/change", (string system, string? to, [AsParameters] Workbench bench) => Show(system, to?.Trim() ?? "", null, bench));

        app.MapPost("/environment/systems/{system}/change", async (string system, HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var to = (await request.ReadFormAsync(bench.Stop))["to"].ToString().Trim();
            var changed = await Handle(system, to, bench);
            return changed.Granted(out var drafts, out var refusal) ? Answers.SeeOther(drafts is { } made ? Links.Together(made) : $"{Links.System(system)}?drafts=0") : await Show(system, to, refusal, bench);
        }).Needs(Permission.Administrator);
    }

    static async Task<IResult> Show(string key, string to, Refusal? refusal, Workbench bench)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        db.ChangeTracker.Clear();
        if (await Inventory.Find(db, key, stop) is not { RetiredAt: null } system) return Answers.Refuse(Unknown);
        var touches = await ToolTouches.Load(db, system, bench.Now, stop);
        refusal ??= to.Length == 0 ? null : Check(system, to);
        var plan = to.Length == 0 || refusal is Refusal.Invalid ? null : Plan(touches, to);
        var model = new { Member = bench.By, Touches = touches, To = to, Plan = plan, Refusal = refusal };
        return refusal is null ? Answers.Page<ToolChangePage>(model) : Answers.PageAgain<ToolChangePage>(refusal, model);
    }

    static Refusal.Invalid? Check(InventorySystem system, string to) =>
        to.Length is 0 or > InventorySystem.LongestName || to.Any(char.IsControl) || Placeholders.Key(to).Length == 0 ? new("to", "Name the new tool in at most 100 characters.")
        : SystemKindWords.IsNone(to) ? new("to", $"Where nothing takes the place of {system.InWords}, retire it on its own page.")
        : Placeholders.Key(to) == Placeholders.Key(system.InWords) ? new("to", $"{system.InWords} is the tool you have.")
        : null;

    static IReadOnlyList<PlannedSop> Plan(ToolTouches touches, string to) =>
        [.. touches.Procedures.AsParallel().AsOrdered().Select(touched => (touched, text: ToolSwap.In(touched.Procedure, touches.System.InWords, to))).Select(swapped => new PlannedSop(swapped.touched, swapped.text, swapped.touched.If(swapped.text))
        {
            ToWrite = [.. ToolSwap.Unwritten(swapped.touched.Procedure, touches.System.InWords, to)],
        })];

    /// <returns>The label under which its drafts go on together; null where none was made or corrected, and none waits.</returns>
    public static async Task<Outcome<string?>> Handle(string key, string to, Workbench bench)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        await using var change = await bench.Begin();
        if (await Inventory.Find(db, key, stop) is not { RetiredAt: null } system) return Unknown;
        if (Check(system, to) is { } refusal) return refusal;
        var (from, touches) = (system.InWords, await ToolTouches.Load(db, system, change.At, stop));
        var all = Plan(touches, to);
        var plan = all.Where(planned => planned.Consequence is Consequence.NextDraft or Consequence.DraftCorrected).ToList();
        // What is in review is drafted for it later.
        var goesOn = plan.Count > 0 || all.Any(planned => planned.Consequence == Consequence.LeftAlone);
        var row = new ToolChange { Id = Id<ToolChange>.New(change.At), OrganizationId = bench.By.OrganizationId, Number = (await db.ToolChanges.MaxAsync(made => (int?)made.Number, stop) ?? 0) + 1, SystemKey = system.Key, From = from, To = to, ById = bench.By.Id, At = change.At };
        if (goesOn) db.ToolChanges.Add(row);
        if (await Draft(change, row, plan, bench) is { } cannot) return cannot;
        await Replace(change, db, system, to, stop);
        await change.Append(system.Subject, new ToolChanged(system.Name, from, to, plan.Count, goesOn ? row.Label : null), stop);
        await change.Commit(stop);
        return goesOn ? row.Label : null;
    }

    internal static async Task<Refusal?> Draft(Change change, ToolChange row, IReadOnlyList<PlannedSop> plan, Workbench bench)
    {
        var (db, note) = (bench.Db, Note(row.From, row.To));
        var published = plan.Where(planned => planned.Consequence == Consequence.NextDraft).Select(planned => planned.Touched.Latest.Id).ToList();
        var images = (await db.RevisionImages.AsNoTracking().Where(image => published.Contains(image.RevisionId)).ToListAsync(bench.Stop)).ToLookup(image => image.RevisionId);
        await change.Follow([.. plan.Select(planned => planned.Touched.Sop.Subject)], bench.Stop);
        foreach (var planned in plan)
        {
            var (sop, latest) = (planned.Touched.Sop, planned.Touched.Latest);
            var cannot = planned.Consequence == Consequence.NextDraft
                ? await OpenDraft.Unnamed(change, new NextDraft(sop, latest, images[latest.Id], latest.Number + 1, planned.Text, planned.Title(row.From), note), bench)
                : await SaveDraft.Rewrite(change, sop, latest, ProcedureReader.Read(planned.Text, sop.FileName), note, bench);
            if (cannot is not null) return cannot;
            planned.Tell(change);
            db.ToolChangeDrafts.Add(new ToolChangeDraft { OrganizationId = row.OrganizationId, ToolChangeId = row.Id, RevisionId = sop.LatestId, WasThere = planned.Consequence == Consequence.DraftCorrected });
        }
        await NameReaders.Within(db, bench.Texts, [.. plan.Select(planned => planned.Touched.Sop)], bench.Stop);
        return null;
    }

    static string Note(string from, string to) => $"{to} takes the place of {from}.";

    /// <summary>The system carries the new tool, and its name where that was the tool's; where the new tool is in the inventory already, the old one goes.</summary>
    static async Task Replace(Change change, HandrailDb db, InventorySystem system, string to, CancellationToken stop)
    {
        var others = await db.Systems.Where(other => other.RetiredAt == null && other.Id != system.Id).ToListAsync(stop);
        if (others.Exists(other => other.Kind == system.Kind && Tools.Same(other.InWords, to)))
        {
            system.RetiredAt = change.At;
            await change.Append(system.Subject, new SystemRetired(system.Name), stop);
            return;
        }
        var isNamedAfterIt = Tools.Same(system.Name, system.InWords) && !others.Exists(other => Placeholders.Key(other.Name) == Placeholders.Key(to));
        if (isNamedAfterIt) system.Name = to;
        if (!isNamedAfterIt || system.Tool.Length > 0) system.Tool = to;
        system.ToolChangedAt = change.At;
    }
}
