using System.Text.RegularExpressions;
using Handrail.Core.Procedures.Tailoring;
using Handrail.Core.Running;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Runs;

/// <summary>The people and systems a run may speak of, as they are now, and the limits of policies it stands under.</summary>
public sealed partial record RunAround(IReadOnlyList<KeyValuePair<string, string>> Members, WhoHolds Roles, IReadOnlyList<InventorySystem> Systems, IReadOnlyList<RunLimit> Limits)
{
    /// <summary>By the key of an open step that starts another procedure.</summary>
    public required IReadOnlyDictionary<string, ChildToStart> Children { private get; init; }

    public ChildToStart ChildOf(StepState step) => Children.GetValueOrDefault(step.Key, ChildToStart.Nothing);

    /// <summary>Why whoever looks cannot begin an open run anew with the version that is in force now; null where they can, or where it follows that one.</summary>
    public string? NotBegunAnew { get; init; }

    internal static async Task<RunAround> Load(Workbench bench, RunView view)
    {
        var (db, stop, children) = (bench.Db, bench.Stop, new Dictionary<string, ChildToStart>());
        foreach (var step in view.State.Open.Where(step => step.Status is StepStatus.AwaitingRun or StepStatus.Failed))
            children[step.Key] = await ChildStart.Of(view.State, step, bench);
        return new(await MemberNames.All(db, stop), await WhoHolds.Load(db, stop), await Inventory.InUse(db, stop), await RunLimit.Of(db, bench.Policies, view, stop)) { Children = children, NotBegunAnew = await NotBegunAnewBy(bench, view) };
    }

    static async Task<string?> NotBegunAnewBy(Workbench bench, RunView view) =>
        view.State.EndedAt is null && view.Sop.PublishedId is { } published && published != view.Revision.Id && await bench.Db.Revisions.SingleAsync(row => row.Id == published, bench.Stop) is { } newer
            ? (await StartRun.NotRunBy(view.Sop, bench.Texts.Read(newer.Sha256, newer.Text, view.Sop.FileName).Header, view.State.Kind, bench.By, bench.Db, bench.Now, bench.Stop))?.Message : null;

    /// <summary>The systems that a step done for each of several means: of "system the Leaver has an account in" those that hold accounts, of "affected system" all, of "finding" none.</summary>
    public IReadOnlyList<InventorySystem> Meant(string? forEach) =>
        forEach is null || !AnySystem().IsMatch(forEach) ? [] : [.. Systems.Where(system => !AsksForAccounts(forEach) || system.HoldsAccounts)];

    /// <summary>
    /// The tool of the system a round is about, where the step says how it is done in that one, or would have to because it is done in each system that holds accounts.
    /// Null where it is done in another, as "restore each system" is done in the backup tool.
    /// </summary>
    public string? ToolOf(StepState step)
    {
        if (step.Item is not { } item || step.Step.System is not null || step.Step.ForEach is not { } forEach || !AnySystem().IsMatch(forEach)) return null;
        var tool = Systems.FirstOrDefault(system => system.Id.ToString() == item.Ref)?.InWords ?? item.Label;
        return AsksForAccounts(forEach) || step.Step.Details.Any(detail => detail.Tool is { } label && Tools.IsMeantBy(label, tool)) ? tool : null;
    }

    /// <summary>Then all are likely meant, and nothing may be forgotten.</summary>
    public static bool AsksForAccounts(string? forEach) => forEach is not null && Accounts().IsMatch(forEach);

    /// <summary>The people behind "IT administrator", or behind "owner of the system" in a step about one; empty when nobody is known.</summary>
    /// <param name="item">The id of the system the step is done for.</param>
    public string People(string role, string? item)
    {
        if (role.StartsWith("owner of the system", StringComparison.OrdinalIgnoreCase))
            return Systems.FirstOrDefault(system => system.Id.ToString() == item) is { } system ? string.Join(", ", Inventory.OwnersOf(system, Roles, Members.ToDictionary())) : "";
        return string.Join(", ", Roles.Of(role).Select(holder => holder.AsDeputy ? $"({holder.Name})" : holder.Name));
    }

    [GeneratedRegex(@"\b(?:systems?|applications?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AnySystem();

    [GeneratedRegex(@"\b(?:accounts?|access)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Accounts();
}
