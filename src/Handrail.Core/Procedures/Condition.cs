namespace Handrail.Core.Procedures;

/// <summary>
/// A condition on what a run has recorded: "privileged is Yes", "Severity is high or critical", "CVSS >= 9",
/// "Leaver is a member of Engineering", joined by "and" / "or". Not a programming language.
/// </summary>
/// <param name="Text">As written.</param>
public abstract record Condition(string Text)
{
    /// <param name="Name">A field's key or a decision's anchor.</param>
    /// <param name="Values">Any of these, compared without letter case.</param>
    public sealed record Is(string Text, string Name, IReadOnlyList<string> Values, bool Not) : Condition(Text);
    /// <param name="Operator">One of &lt;, &lt;=, =, &gt;=, &gt;.</param>
    public sealed record Compare(string Text, string Name, string Operator, decimal Number) : Condition(Text);
    public sealed record MemberOf(string Text, string Name, string Group) : Condition(Text);
    public sealed record All(string Text, IReadOnlyList<Condition> Parts) : Condition(Text);
    public sealed record Any(string Text, IReadOnlyList<Condition> Parts) : Condition(Text);
    /// <summary>Could not be read: lint says so, and a run asks the person whether it holds.</summary>
    public sealed record Unread(string Text) : Condition(Text);
}
