using System.Collections.Concurrent;
using System.Collections.Immutable;
using Handrail.Core;
using Handrail.Core.Publishing.Access;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <param name="Last">The index of the last entry about it.</param>
/// <param name="Roles">Who in the organization holds which roles, by member id.</param>
/// <param name="OpenRoles">What the procedure names and nobody holds.</param>
/// <param name="IsOpen">Everybody in the organization may read it.</param>
sealed record RunInHand(Run Run, RunState State, long Last, IReadOnlyDictionary<string, IReadOnlyList<string>> Roles, IReadOnlyList<string> OpenRoles, bool IsOpen);

/// <summary>
/// Runs as this process last left them, so that the next step does not begin with reading and folding everything again. What is held is exact or not used:
/// rows that bear evidence change only with a fact, so while the journal is as long as it was, nothing has changed. Asked under the lock of the head row.
/// </summary>
sealed class RunsInHand
{
    /// <summary>Of one organization; more than people work on at once.</summary>
    const int Most = 64;

    readonly ConcurrentDictionary<Id<Organization>, Held> _held = new();

    /// <param name="Size">The length of the journal at which all of it is true.</param>
    sealed record Held(long Size, ImmutableDictionary<int, RunInHand> Runs);

    public async Task<Outcome<RunInHand>> Take(Change change, HandrailDb db, ProcedureTexts texts, string label, CancellationToken stop)
    {
        if (!Labels.TryReadRun(label, out var number)) return RunView.Unknown;
        if (_held.TryGetValue(db.Tenant, out var held) && held.Size == change.Size && held.Runs.TryGetValue(number, out var known))
            return known.IsOpen || await db.Runs.AnyAsync(run => run.Number == number, stop) ? known : RunView.Unknown;
        if (!(await RunView.Load(db, texts, label, stop)).Granted(out var view, out var unknown)) return unknown;
        var roles = await Roles.ByMember(db, stop);
        return new RunInHand(view.Run, view.State, view.Last, roles, WithinRun.OpenRoles(view.Procedure, roles), IsOpen(view.Sop, view.Revision));
    }

    public static bool IsOpen(Sop sop, Revision revision) => (sop.Secrecy, revision.Secrecy) == (Secrecy.Open, Secrecy.Open);

    /// <summary>Call it after the commit.</summary>
    public void Keep(Change change, Id<Organization> organization, RunInHand run)
    {
        var next = _held.TryGetValue(organization, out var held) && held.Size == change.SizeBefore && held.Runs.Count < Most && change.IsOnlyAbout(run.Run.Subject)
            ? held.Runs.SetItem(run.Run.Number, run)
            : ImmutableDictionary.Create<int, RunInHand>().Add(run.Run.Number, run);
        // Another change may have been committed and kept meanwhile.
        _held.AddOrUpdate(organization, new Held(change.Size, next), (_, other) => other.Size > change.Size ? other : new Held(change.Size, next));
    }
}
