namespace Handrail.Core.Procedures;

/// <param name="Name">One role: "HR or the manager" names two.</param>
/// <param name="Step">Null where the procedure as a whole names it, as its owner.</param>
public sealed record RoleUse(string Name, Step? Step);

/// <summary>The roles a text asks somebody to hold. What a run records ("Manager"), "someone else" and "owner of the system" are not roles.</summary>
public static class RoleNames
{
    static readonly string[] NobodyInParticular = ["someone else", "anyone", "everyone", "you"];

    /// <summary>Every use, in the order of the text: the owner, then the steps of every track.</summary>
    public static IEnumerable<RoleUse> In(Procedure procedure)
    {
        var uses = procedure.AllSteps.SelectMany(step => InLines(step).Select(line => (line.Roles, (Step?)step)));
        if (procedure.Header.Owner is { } owner) uses = uses.Prepend((owner, null));
        return from use in uses
               from name in Alternatives(use.Item1)
               where IsName(procedure, name)
               select new RoleUse(name, use.Item2);
    }

    /// <summary>The lines of a step that ask for somebody, with what they ask for.</summary>
    internal static IEnumerable<(string Roles, Span Span)> InLines(Step step) =>
        from line in step.Lines
        where line.Key is FieldKey.Role or FieldKey.VerifiedBy or FieldKey.Approval or FieldKey.Escalate
        let roles = line.Key == FieldKey.Escalate ? step.Escalate?.Role ?? "" : line.Value
        where roles.Length > 0
        select (roles, line.ValueSpan);

    /// <summary>"HR or the manager": one who is there is enough.</summary>
    internal static string[] Alternatives(string roles) => roles.Split([",", "/", " or "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static bool IsName(Procedure procedure, string role) =>
        !role.Contains("{{", StringComparison.Ordinal) && !role.StartsWith("owner of", StringComparison.OrdinalIgnoreCase)
        && !NobodyInParticular.Contains(role, StringComparer.OrdinalIgnoreCase) && !IsField(procedure, role);

    static bool IsField(Procedure procedure, string name) =>
        Placeholders.Key(name) is var key && Placeholders.FieldsOf(procedure).Any(field => field.Key == key || Placeholders.Key(field.Label) == key);
}
