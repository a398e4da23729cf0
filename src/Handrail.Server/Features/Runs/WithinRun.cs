using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Running;
using Handrail.Server.Data;

namespace Handrail.Server.Features.Runs;

/// <summary>Writes what a run's facts say, within a change that is under way: facts to the journal, the row for lists.</summary>
static class WithinRun
{
    /// <summary>Decides, appends and projects. The state returned is the one after.</summary>
    public static async Task<Outcome<RunState>> Act(Change change, Run run, RunState state, RunAct act, Actor by, CancellationToken stop) =>
        RunEngine.Decide(state, act, by, change.At).Granted(out var facts, out var refusal)
            ? await Record(change, run, state, facts, by, stop)
            : refusal;

    public static async Task<Outcome<RunState>> Record(Change change, Run run, RunState state, IReadOnlyList<RunFact> facts, Actor by, CancellationToken stop)
    {
        foreach (var fact in facts)
        {
            var appended = await change.Append(run.Subject, fact, stop);
            if (appended.Refusal is { } tooLong) return tooLong;
            state = state.Apply(new(change.At, by.Id, fact));
            await RunFile.Note(change.Db, run, state, fact, stop);
        }
        Project(run, state);
        return state;
    }

    public static void Project(Run run, RunState state)
    {
        var open = state.Open.ToList();
        (run.Title, run.Status, run.Ending, run.EndedAt) = (Shorten(state.Title, 300), state.Status, state.Ending, state.EndedAt);
        (run.Done, run.Total, run.Deviations) = (state.Progress.Done, state.Progress.Total, state.Deviations.Count);
        // Lists show the row to everybody who may see the run, and cannot look whether they may also see a procedure that the instruction names.
        run.Now = state.EndedAt is null && open is [var now, ..] ? Shorten(Withholding.Instruction(state.Procedure, now.Step, target => !target.StartsWith('#')), 500) : "";
        var live = state.Status == RunStatus.Running;
        run.DueAt = live ? Earliest(open.Select(step => step.DueAt)) : null;
        run.WakeAt = live ? Earliest(open.SelectMany(step => new[] { step.WakesAt, step.EscalateAt })) : null;
    }

    static Instant? Earliest(IEnumerable<Instant?> times) => times.Where(time => time is not null).Min();

    static string Shorten(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    /// <summary>The member as the engine sees them.</summary>
    /// <param name="open">See <see cref="OpenRoles"/>.</param>
    public static Actor ActorOf(Web.CurrentMember member, IReadOnlyDictionary<string, IReadOnlyList<string>> rolesByMember, IReadOnlyList<string> open) =>
        new(member.Id.ToString(), member.Name, [.. rolesByMember.GetValueOrDefault(member.Id.ToString(), []), .. open]);

    /// <summary>A role that nobody in the organization holds cannot be departed from: until somebody is given it, anybody may act in it.</summary>
    public static IReadOnlyList<string> OpenRoles(Procedure procedure, IReadOnlyDictionary<string, IReadOnlyList<string>> rolesByMember)
    {
        var held = rolesByMember.Values.SelectMany(roles => roles).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. procedure.AllSteps.SelectMany(step => new[] { step.Role, step.VerifiedBy, step.Approval }).OfType<string>().Where(role => !held.Contains(role)).Distinct()];
    }
}
