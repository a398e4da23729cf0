using System.Text.RegularExpressions;
using Handrail.Core.Procedures;

namespace Handrail.Core.Running;

/// <summary>Whether somebody is who a step asks for.</summary>
static partial class Roles
{
    /// <summary>Null where the text names nobody that can be checked here, such as "owner of the system".</summary>
    public static bool? Held(RunState state, StepState step, string role, Actor actor)
    {
        if (IsAnybody(role) || role.Contains("{{", StringComparison.Ordinal)) return null;
        bool? held = false;
        foreach (var one in Separators().Split(role).Where(part => part.Length > 0))
        {
            if (actor.Holds(one)) return true;
            if (RecordedMember(state, step, one) is { } member) held = member == actor.Id ? true : held;
            else if (OwnerOf().IsMatch(one)) held = null;
            if (held is true) return true;
        }
        return held;
    }

    /// <summary>"someone else": no role is asked for, only another person.</summary>
    public static bool IsAnybody(string role) => Anybody().IsMatch(role.Trim());

    static string? RecordedMember(RunState state, StepState step, string name) =>
        Names.Field(state.Procedure, name) is { Type: FieldType.Member } && state.Plan.Find(step.Key) is { } place && state.Field(name, place) is { Values: [var member] } ? member : null;

    [GeneratedRegex(@"^(?:an?\s+)?(?:some(?:one|body)|any(?:one|body)|everyone|another|(?:different|second) |colleague|peer|four eyes|other person)", RegexOptions.IgnoreCase)]
    private static partial Regex Anybody();

    [GeneratedRegex(@"\bowner of\b|\bowner$", RegexOptions.IgnoreCase)]
    private static partial Regex OwnerOf();

    [GeneratedRegex(@"\s*(?:,|/|\bor\b)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();
}
