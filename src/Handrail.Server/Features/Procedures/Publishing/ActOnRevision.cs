using Handrail.Core;
using Handrail.Core.Publishing;
using Handrail.Server.Data;

namespace Handrail.Server.Features.Procedures.Publishing;

/// <summary>
/// Every act on the way of a revision goes through here: one read, the rules, one write. The head row is locked before the read, so of two people who act at the
/// same moment one is first and the other hears who it was.
/// </summary>
static class ActOnRevision
{
    /// <param name="write">Changes rows and appends facts; the state is moved for it. Its refusal leaves everything as it was.</param>
    public static async Task<Outcome<Dossier>> Handle(Workbench bench, string sop, int? number, RevisionAct act, Func<Change, Dossier, Task<Refusal?>> write)
    {
        await using var change = await bench.Begin();
        if (!(await Dossier.Load(bench, sop, number)).Granted(out var dossier, out var unknown)) return unknown;
        if (await Within(change, dossier, bench, act, write) is { } refused) return refused;
        await change.Commit(bench.Stop);
        return dossier;
    }

    /// <summary>Within a change that is under way; its refusal means that the change must not be committed.</summary>
    public static async Task<Refusal?> Within(Change change, Dossier dossier, Workbench bench, RevisionAct act, Func<Change, Dossier, Task<Refusal?>> write)
    {
        if (RevisionLife.Refuses(dossier.Standing, act, dossier.Me) is { } refusal) return refusal;
        if (await write(change, dossier) is { } refused) return refused;
        if (RevisionLife.After(dossier.Revision.State, act) != dossier.Revision.State) dossier.Revision.Move(act, bench.By.Id, change.At);
        return null;
    }

    /// <summary>Appends one fact about the procedure.</summary>
    /// <returns>Why it cannot be recorded: it is too long.</returns>
    public static async Task<Refusal?> Say(this Change change, Dossier dossier, Core.Journal.Fact fact, CancellationToken stop) => (await change.Append(dossier.Sop.Subject, fact, stop)).Refusal;

    /// <summary>Nobody decides on a text that they have not seen.</summary>
    /// <param name="seen">The hash of what the page showed; empty from a program that did not say.</param>
    /// <param name="verb">What they were about to do.</param>
    public static Refusal.Conflict? Unread(Dossier dossier, string? seen, string verb) =>
        string.IsNullOrEmpty(seen) || seen == dossier.Revision.Sha256 ? null : new($"{dossier.Standing.Stands} It is not the text you were looking at; read it before you {verb}.");

    /// <summary>A reason that has to be given.</summary>
    public static Refusal.Invalid? Need(string field, string? reason, string question) =>
        string.IsNullOrWhiteSpace(reason) ? new(field, question) : reason.Length > WalkThrough.MostWords ? new(field, $"Say it in at most {WalkThrough.MostWords:N0} characters.") : null;
}
