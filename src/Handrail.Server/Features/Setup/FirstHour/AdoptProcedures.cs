using Handrail.Core;
using Handrail.Core.Compliance.Proposing;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Publishing;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Settings;
using Handrail.Server.Features.Settings.Approval;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Setup.FirstHour;

/// <summary>The chosen procedures, the policies they serve, the tools, who holds their roles and how strict approval is: all in one change, or nothing of it.</summary>
static class AdoptProcedures
{
    /// <param name="paths">Of the library; what was taken before is passed over.</param>
    /// <returns>The new drafts, in the order of the paths.</returns>
    public static async Task<Outcome<IReadOnlyList<Sop>>> Handle(SetUpAnswers answers, IReadOnlyList<string> paths, Workbench bench)
    {
        List<Template> templates = [];
        foreach (var path in paths.Distinct())
            if (await OwnShelf.Find(path, bench) is { } template) templates.Add(template);
        if (templates.Count == 0) return new Refusal.Invalid("adopt", "Tick at least one procedure.");
        if (templates.Count < paths.Distinct().Count()) return new Refusal.Invalid("adopt", "One of these procedures is not in the library.");
        await using var change = await bench.Begin();
        var taken = await TakeFromLibrary.Taken(bench.Db, bench.Stop);
        if (await NameTheTools(change, answers.Given.Tools, bench) is { } refusal) return refusal;
        if (answers.SetsApproval && (await SetApprovalRules.Within(change, new("", RuleFor(answers.Given.Strictness)), bench)).Refusal is { } unsaid) return unsaid;
        List<Sop> added = [];
        foreach (var template in templates.Where(template => !taken.ContainsKey(template.FileName)))
        {
            if (!(await TakeFromLibrary.Within(change, template, bench)).Granted(out var sop, out var refused)) return refused;
            added.Add(sop);
        }
        if (await WritePolicy.TakeWithin(change, await WritePolicy.ServedBy(templates.Select(template => template.Procedure), bench), bench) is { } notTaken) return notTaken;
        if (await GiveTheRoles(change, answers, templates, bench) is { } unknown) return unknown;
        await change.Commit(bench.Stop);
        return added;
    }

    /// <summary>Everybody's first rule. Two people see every text under the strict one, from the first day.</summary>
    static ApprovalRule RuleFor(Strictness strictness) => ApprovalRule.Default with
    {
        Direct = strictness switch { Strictness.Relaxed => DirectPublication.Always, Strictness.Strict => DirectPublication.Never, _ => DirectPublication.WhileOneAdministrator },
    };

    static async Task<Refusal?> NameTheTools(Change change, IReadOnlyDictionary<string, string?> tools, Workbench bench)
    {
        var known = (await Inventory.InUse(bench.Db, bench.Stop)).Select(system => system.Kind).ToHashSet();
        foreach (var (name, tool) in tools)
            if (SystemKindWords.AskedBy(name) is { } kind && !known.Contains(kind.Kind) && await NameTools.Within(change, bench.Db, bench.By, kind.Kind, tool ?? SystemKindWords.None, bench.Stop) is { } refusal)
                return new Refusal.Invalid(name, $"{kind.Words}: {refusal.Message}");
        return null;
    }

    /// <summary>Only roles that the adopted procedures ask for.</summary>
    static async Task<Refusal?> GiveTheRoles(Change change, SetUpAnswers answers, IReadOnlyList<Template> templates, Workbench bench)
    {
        var members = await bench.Db.Members.Where(member => member.LeftAt == null).ToDictionaryAsync(member => member.Id, bench.Stop);
        foreach (var role in templates.SelectMany(template => RoleNames.In(template.Procedure)).Select(use => use.Name).DistinctBy(Placeholders.Key).Where(role => Placeholders.Key(role).Length is > 0 and <= Role.LongestName))
        {
            var key = Placeholders.Key(role);
            if ((answers.Holders.TryGetValue(key, out var named) ? named : answers.HolderOfRest) is not { } holder) continue;
            if (!members.TryGetValue(holder, out var member)) return new Refusal.Invalid("holder", $"Who was to hold {role} is no longer here. Choose somebody else.");
            await GiveRoles.Within(change, bench.Db, bench.By, key, role, member, asDeputy: false, bench.Stop);
        }
        return null;
    }
}
