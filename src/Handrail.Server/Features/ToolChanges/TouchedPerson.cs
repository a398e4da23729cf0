using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Server.Data;
using Handrail.Server.Features.People;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.ToolChanges;

/// <summary>Somebody who does the work that changes.</summary>
/// <param name="Roles">Theirs, or teams they are in, as the steps that change name them; also those they stand in for.</param>
/// <param name="Runs">How many runs of these procedures they did something in within twelve months.</param>
/// <param name="Last">When they last did something in one of these; null where there is none.</param>
public sealed record TouchedPerson(string Name, IReadOnlyList<string> Roles, int Runs, Instant? Last)
{
    static readonly TimeSpan Recently = TimeSpan.FromDays(365);

    /// <summary>So that years of runs do not become one endless question.</summary>
    const int RunsPerQuestion = 1000;

    /// <summary>Whoever holds a role of a step that changes, or has worked in a run of one of these procedures; those who left are not among them.</summary>
    public static async Task<IReadOnlyList<TouchedPerson>> Of(HandrailDb db, IReadOnlyCollection<TouchedSop> touched, Instant now, CancellationToken stop)
    {
        var named = touched.SelectMany(RolesOf).DistinctBy(Placeholders.Key).ToDictionary(Placeholders.Key);
        var held = await Features.Runs.Roles.ByMember(db, stop);
        var runs = await RunsByMember(db, [.. touched.Select(sop => sop.Sop.Id)], now - Recently, stop);
        return [.. (await MemberNames.All(db, stop)).Select(member => new TouchedPerson(member.Value, [.. held.GetValueOrDefault(member.Key, []).Where(role => named.ContainsKey(Placeholders.Key(role)))], runs[member.Key].Count(), runs[member.Key].Max(run => (Instant?)run.At)))
            .Where(person => person.Roles.Count > 0 || person.Runs > 0)];
    }

    static IEnumerable<string> RolesOf(TouchedSop touched)
    {
        var steps = touched.Steps.Select(use => use.Step).ToHashSet();
        return RoleNames.In(touched.Procedure).Where(use => steps.Contains(use.Step)).Select(use => use.Name);
    }

    /// <summary>Of each run when each member last did something in it.</summary>
    static async Task<ILookup<string, (string Subject, Instant At)>> RunsByMember(HandrailDb db, IReadOnlyCollection<Id<Procedures.Sop>> sops, Instant since, CancellationToken stop)
    {
        var runs = await db.Runs.AsNoTracking().Where(run => sops.Contains(run.SopId) && run.StartedAt > since).Select(run => new { run.Number, run.StartedById, run.StartedAt }).ToListAsync(stop);
        var acts = runs.ConvertAll(run => (Subject: "run/" + Labels.Run(run.Number), By: run.StartedById, At: run.StartedAt));
        foreach (var subjects in acts.Select(run => run.Subject).ToList().Chunk(RunsPerQuestion))
            foreach (var entry in await db.JournalRows.AsNoTracking().Where(row => subjects.Contains(row.Subject)).GroupBy(row => new { row.Subject, row.ActorId }).Select(row => new { row.Key.Subject, row.Key.ActorId, At = row.Max(entry => entry.At) }).ToListAsync(stop))
                acts.Add((entry.Subject, entry.ActorId, entry.At));
        return acts.GroupBy(act => (act.Subject, act.By)).ToLookup(act => act.Key.By.ToString(), act => (act.Key.Subject, act.Max(done => done.At)));
    }
}
