namespace Handrail.Core.Procedures.Html;

/// <summary>Where links and pictures lead and what placeholders stand for, where the HTML is to be shown.</summary>
public sealed record HtmlRules
{
    public static HtmlRules Plain { get; } = new();

    /// <summary>The address of a relative link's target ("rotate-shared-secrets.md"); null shows the link as text.</summary>
    public Func<string, string?> Link { get; init; } = target => target;

    /// <summary>Put before every anchor that a link leads to, where several texts share a page.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Of a relative link's target: the reader may not know of it, and its words stand for something else (see <see cref="Withholding"/>).</summary>
    public Func<string, bool> IsWithheld { get; init; } = _ => false;

    /// <summary>The address of a local picture; null shows its alternative text.</summary>
    public Func<string, string?> Image { get; init; } = path => path;

    /// <summary>From a placeholder's key to its value; null where nothing is known, which is shown as open.</summary>
    public Func<string, string?> Value { get; init; } = _ => null;
}
