using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Environment;

public enum LineFate { Added, Changed, Same, Refused }

/// <param name="Words">What will change.</param>
/// <param name="Faults">Why the line is refused, each by its field; by none where it is the line as a whole.</param>
public sealed record PlannedLine(int Number, string Name, LineFate Fate, string Words, IReadOnlyList<Refusal.Invalid> Faults);

/// <summary>The inventory from a file: looked at line by line before anything is kept. The file travels with the page, so nothing is stored for it.</summary>
static class ImportSystems
{
    static readonly Refusal.Invalid NoFile = new("file", "Choose a CSV file.");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.ImportSystems, (CurrentMember member) => Answers.Page<ImportSystemsPage>()).Needs(Permission.Administrator);
        app.MapGet(Links.SystemsCsv, async (CurrentMember member, HandrailDb db, CancellationToken stop) =>
            Results.File(SystemsFile.Write((await SystemDoors.Load(db, stop)).Select(row => SystemInput.Of(row.System, row.Owner))), "text/csv; charset=utf-8", "systems.csv"));

        app.MapPost(Links.ImportSystems, async (HttpRequest request, CurrentMember member, HandrailDb db, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            if (!(await Sent(form, stop)).Granted(out var csv, out var refusal)) return Again(refusal);
            return (await Plan(csv, db, stop)).Granted(out var plan, out var unreadable) ? Answers.Page<SystemsPreviewPage>(new { Csv = csv, Plan = plan }) : Again(unreadable);
        }).Needs(Permission.Administrator);

        app.MapPost(Links.ImportSystems + "/acceptance", async (HttpRequest request, CurrentMember member, HandrailDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await request.ReadFormAsync(stop);
            var csv = form["csv"].ToString().ReplaceLineEndings("\n");
            var accepted = await Accept(csv, form["seen"].ToString(), member, db, clock, stop);
            if (accepted.Granted(out var plan, out var refusal)) return Answers.SeeOther($"{Links.Systems}?added={Count(plan, LineFate.Added)}&changed={Count(plan, LineFate.Changed)}&refused={Count(plan, LineFate.Refused)}");
            db.ChangeTracker.Clear();
            return (await Plan(csv, db, stop)).Granted(out var now, out var unreadable) ? Answers.PageAgain<SystemsPreviewPage>(refusal, new { Csv = csv, Plan = now, Refusal = refusal }) : Again(unreadable);
        }).Needs(Permission.Administrator);
    }

    static IResult Again(Refusal refusal) => Answers.PageAgain<ImportSystemsPage>(refusal, new { Refusal = refusal });

    static async Task<Outcome<string>> Sent(IFormCollection form, CancellationToken stop)
    {
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return NoFile;
        await using var content = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, SystemsFile.MostBytes + 1)];
        await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        return SystemsFile.Decode(bytes).Map(text => text.ReplaceLineEndings("\n"));
    }

    /// <summary>What each line would do, against the inventory as it is now.</summary>
    public static async Task<Outcome<IReadOnlyList<PlannedLine>>> Plan(string csv, HandrailDb db, CancellationToken stop)
    {
        if (!SystemsFile.Read(csv).Granted(out var lines, out var refusal)) return refusal;
        var (reading, known) = (await SystemReading.Load(db, stop), (await Inventory.InUse(db, stop)).DistinctBy(system => Placeholders.Key(system.Name)).ToDictionary(system => Placeholders.Key(system.Name)));
        var seen = new Dictionary<string, int>();
        return (PlannedLine[])[.. lines.Select(line => Planned(line, reading, known, seen))];
    }

    static PlannedLine Planned(SystemLine line, SystemReading reading, Dictionary<string, InventorySystem> known, Dictionary<string, int> seen)
    {
        if (line.Fault is { } fault) return new(line.Number, line.Input.Name, LineFate.Refused, "", [fault]);
        var (name, key) = (line.Input.Name, Placeholders.Key(line.Input.Name));
        var isKnown = known.TryGetValue(key, out var system);
        // The rows were read untracked, so trying the line on them keeps nothing.
        system ??= new InventorySystem { Id = default, OrganizationId = default, Key = key, Name = "", Kind = SystemKind.Other, AddedAt = default };
        var faults = reading.Faults(line.Input, system, mayChangeTool: !isKnown).ToList();
        if (key.Length > 0 && !seen.TryAdd(key, line.Number)) faults.Insert(0, new("name", $"Line {seen[key]} names this system already, and the first counts."));
        if (faults.Count > 0 || !reading.Apply(line.Input, system, mayChangeTool: !isKnown).Granted(out var changes, out _)) return new(line.Number, name, LineFate.Refused, "", faults);
        if (!isKnown) return new(line.Number, name, LineFate.Added, string.Join("; ", new[] { SystemKindWords.Of(system.Kind).Words, reading.Describe(system) }.Where(part => part.Length > 0)), []);
        return new(line.Number, name, changes.Count == 0 ? LineFate.Same : LineFate.Changed, string.Join("; ", changes), []);
    }

    /// <summary>Keeps what the preview showed, a fact for each system; lines that were refused are left out. All or nothing.</summary>
    /// <param name="seen">The <see cref="Mark"/> of the plan that was looked at.</param>
    public static async Task<Outcome<IReadOnlyList<PlannedLine>>> Accept(string csv, string seen, CurrentMember by, HandrailDb db, TimeProvider clock, CancellationToken stop)
    {
        await using var change = await Change.Begin(db, by, clock, stop);
        if (!(await Plan(csv, db, stop)).Granted(out var plan, out var refusal)) return refusal;
        if (Mark(plan) != seen) return new Refusal.Conflict("Somebody changed the inventory after you looked. This is what the file would do now.");
        if (!plan.Any(line => line.Fate is LineFate.Added or LineFate.Changed)) return new Refusal.Invalid("", "No line of the file would change anything.");
        var (inputs, reading) = (SystemsFile.Read(csv).Value.ToDictionary(line => line.Number, line => line.Input), await SystemReading.Load(db, stop));
        var known = (await Inventory.InUse(db, stop)).DistinctBy(system => Placeholders.Key(system.Name)).ToDictionary(system => Placeholders.Key(system.Name), system => system.Key);
        foreach (var line in plan.Where(line => line.Fate is LineFate.Added or LineFate.Changed))
        {
            var kept = line.Fate == LineFate.Added
                ? await KeepSystem.Add(change, db, by, inputs[line.Number], reading, stop)
                : await KeepSystem.Correct(change, db, known[Placeholders.Key(line.Name)], inputs[line.Number], reading, stop);
            if (kept.Refusal is { } no) return no;
        }
        await change.Commit(stop);
        return plan.ToArray();
    }

    public static string Mark(IReadOnlyList<PlannedLine> plan) => Procedures.ProcedureTexts.Hash(string.Join('\n', plan.Select(line => $"{line.Number} {line.Name} {line.Fate} {line.Words} {string.Join(' ', line.Faults)}")));

    static int Count(IReadOnlyList<PlannedLine> plan, LineFate fate) => plan.Count(line => line.Fate == fate);
}
