namespace Handrail.Core.Procedures.Linting;

/// <summary>Errors stop publication, warnings advise.</summary>
public enum Severity { Error, Warning }

/// <param name="Code">Stable; the same in docs/lint.md.</param>
/// <param name="Span">The place in the text; empty where something is missing.</param>
/// <param name="Message">One sentence about this place.</param>
/// <param name="Why">One sentence about the rule.</param>
public sealed record LintFinding(string Code, Severity Severity, Span Span, string Message, string Why, Fix? Fix);

/// <summary>One click: splices of the text the finding was made from.</summary>
/// <param name="Title">What the click does, as an order: "Add a Purpose section".</param>
public sealed record Fix(string Title, IReadOnlyList<Splice> Splices)
{
    public Fix(string title, params ReadOnlySpan<Splice> splices) : this(title, (IReadOnlyList<Splice>)[.. splices]) { }

    public string ApplyTo(string source) => Splice.Apply(source, Splices);
}

/// <summary>One thing a good procedure does or avoids.</summary>
/// <param name="What">What is found, for the list of rules.</param>
/// <param name="Why">Why it matters, in one sentence.</param>
/// <param name="HowToFix">What the one-click fix does; empty when a person must decide.</param>
public sealed record LintRule(string Code, Severity Severity, string What, string Why, string HowToFix)
{
    internal Func<Subject, IEnumerable<Hit>> Check { get; init; } = _ => [];
}

readonly record struct Hit(Span Span, string Message, Fix? Fix = null);
