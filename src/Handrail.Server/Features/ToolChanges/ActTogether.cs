using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Web;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>The procedures that were ticked, each with the mark of the text that was looked at.</summary>
sealed record Picked(IReadOnlyDictionary<string, string> Marks)
{
    public const string Field = "draft";

    public static string Of(DraftTogether draft) => $"{draft.Sop.Label}:{draft.Mark}";

    public static Picked Read(IFormCollection form) => new(form[Field].OfType<string>().Select(value => value.Split(':', 2)).Where(parts => parts.Length == 2).DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1]));

    public bool Holds(DraftTogether draft) => Marks.ContainsKey(draft.Sop.Label);
}

/// <summary>Writes one of them; its refusal means that nothing may be committed.</summary>
delegate Task<Refusal?> Writing();

/// <param name="Done">For how many it was done.</param>
/// <param name="Left">How many stayed as they were; why is said where they stand.</param>
sealed record Acted(int Done, int Left);

/// <summary>
/// One act on several drafts in one change: all are read under the lock, each is held against its own rules, those that pass are written, and the others stay as they
/// are. A reason that shows only while writing stops everything.
/// </summary>
static class ActTogether
{
    /// <param name="ready">All that can stand in the way of one of them, without writing; else what writes it.</param>
    public static async Task<Outcome<Acted>> Handle(Workbench bench, string label, Picked picked, Func<Change, Dossier, Task<Outcome<Writing>>> ready)
    {
        await using var change = await bench.Begin();
        if (!(await Together.Files(bench, label)).Granted(out var files, out var unknown)) return unknown;
        var chosen = files.Dossiers.Where(dossier => picked.Marks.ContainsKey(dossier.Sop.Label)).ToList();
        await change.Follow([.. chosen.Select(dossier => dossier.Sop.Subject)], bench.Stop);
        List<Refusal> left = [];
        foreach (var dossier in chosen)
        {
            if (!(await Ready(change, dossier, picked, ready)).Granted(out var write, out var refusal)) left.Add(refusal);
            else if (await write() is { } cannot) return cannot;
        }
        if (left.Count == chosen.Count) return left is [var first, ..] ? first : new Refusal.Invalid(Picked.Field, "Tick at least one procedure.");
        await change.Commit(bench.Stop);
        return new Acted(chosen.Count - left.Count, left.Count);
    }

    static async Task<Outcome<Writing>> Ready(Change change, Dossier dossier, Picked picked, Func<Change, Dossier, Task<Outcome<Writing>>> ready) =>
        picked.Marks[dossier.Sop.Label] == DraftTogether.MarkOf(dossier) ? await ready(change, dossier) : new Refusal.Conflict($"{dossier.Standing.Stands} It is not the text you were looking at.");

    public static IResult Answer(string label, string act, Acted acted) => Answers.SeeOther($"{Links.Together(label)}?{act}={acted.Done}&left={acted.Left}");
}
