using Handrail.Core;
using Handrail.Core.Procedures;
using Handrail.Core.Publishing;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>A name that drafts leave open, and the titles of the drafts that wait for it.</summary>
public sealed record OpenName(string Key, IReadOnlyList<string> Waiting);

/// <summary>What stands between the drafts and their coming into force.</summary>
/// <param name="Without">Tools of which it was said that there are none: nobody is asked again, and what names them waits.</param>
/// <param name="Complete">Drafts that leave nothing open.</param>
/// <param name="Vacant">Roles that drafts ask for and nobody holds; they stop nothing, but a run would wait for somebody.</param>
public sealed record WhatIsOpen(IReadOnlyList<OpenName> Names, IReadOnlyList<OpenName> Without, IReadOnlyList<string> Vacant, IReadOnlyList<Sop> Drafts, IReadOnlyList<Sop> Complete, int InForce)
{
    public static async Task<WhatIsOpen> Load(Workbench bench)
    {
        var (db, stop) = (bench.Db, bench.Stop);
        var drafts = await (from sop in db.Sops.AsNoTracking()
                            join revision in db.Revisions.AsNoTracking() on sop.LatestId equals revision.Id
                            where !sop.Retired && revision.State == RevisionState.Draft
                            orderby sop.Number, sop.Suffix
                            select new { Sop = sop, Revision = revision }).ToListAsync(stop);
        var known = await Values.Now(db, bench.By, stop);
        var roles = await WhoHolds.Load(db, stop);
        var read = drafts.Select(draft => (draft.Sop, Procedure: bench.Texts.Read(draft.Revision.Sha256, draft.Revision.Text, draft.Sop.FileName))).ToList();
        var open = read.SelectMany(draft => Placeholders.Unresolved(draft.Procedure, known.Keys).Select(placeholder => placeholder.Key).Distinct().Select(key => (Key: key, draft.Sop))).ToList();
        var waiting = open.Select(use => use.Sop.Id).ToHashSet();
        var policies = await FirstPolicies.Drafts(db).Select(row => new { row.Own.Title, row.Draft.Text }).ToListAsync(stop);
        var asked = open.Select(use => (use.Key, use.Sop.Title)).Concat(policies.SelectMany(policy => Placeholders.In(policy.Text).Select(placeholder => placeholder.Key).Distinct().Where(key => !known.ContainsKey(key)).Select(key => (Key: key, policy.Title))));
        var without = await Values.Without(db, stop);
        var names = asked.GroupBy(use => use.Key, use => use.Title).OrderByDescending(uses => uses.Count()).ThenBy(uses => uses.Key, StringComparer.Ordinal).Select(uses => new OpenName(uses.Key, [.. uses])).ToList();
        return new(
            [.. names.Where(name => !without.Contains(name.Key))],
            [.. names.Where(name => without.Contains(name.Key))],
            [.. read.SelectMany(draft => RoleNames.In(draft.Procedure)).Select(use => use.Name).Distinct(StringComparer.OrdinalIgnoreCase).Where(role => roles.Of(role).All(holder => holder.AsDeputy)).Order(StringComparer.OrdinalIgnoreCase)],
            [.. drafts.Select(draft => draft.Sop)],
            [.. drafts.Select(draft => draft.Sop).Where(sop => !waiting.Contains(sop.Id))],
            await db.Sops.CountAsync(sop => !sop.Retired && sop.PublishedId != null, stop));
    }
}

/// <summary>Each open name is asked once and kept for every procedure.</summary>
static class AnswerQuestions
{
    /// <param name="typed">By the keys of the names; what is empty stays open.</param>
    public static async Task<Refusal?> Handle(IReadOnlyDictionary<string, string> typed, Workbench bench)
    {
        await using var change = await bench.Begin();
        var asked = (await WhatIsOpen.Load(bench)).Names.Select(name => name.Key).ToHashSet();
        var answers = typed.Where(answer => answer.Value.Length > 0 && asked.Contains(answer.Key)).ToList();
        if (answers.Count == 0) return new Refusal.Invalid("", "Answer at least one question, or leave them for later.");
        foreach (var (name, value) in answers)
        {
            var field = Procedures.Publishing.OpenQuestions.Prefix + name;
            if (value.Length > 500) return new Refusal.Invalid(field, "At most 500 characters.");
            if (await Values.Answer(bench.Db, change, bench.By, name, value, bench.Stop) is { } refusal) return new Refusal.Invalid(field, refusal.Message);
        }
        await change.Commit(bench.Stop);
        return null;
    }
}
