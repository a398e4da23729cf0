namespace Handrail.Core.Procedures.Linting;

/// <summary>
/// What is known around the text. Everything may be unknown (null), as on a laptop offline; a rule that would need it is then silent.
/// Sets are asked with the comparison they were made with; for names, one without letter case reads best.
/// </summary>
public sealed record LintContext
{
    public static LintContext Nothing { get; } = new();

    /// <summary>Where this procedure's file stands, as the paths below count: "access" for access/offboard.md; empty at the root.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Numbers (SOP-014) and paths with "/" of all procedures.</summary>
    public IReadOnlySet<string>? Procedures { get; init; }

    /// <summary>Paths with "/" of the images that exist.</summary>
    public IReadOnlySet<string>? Images { get; init; }

    /// <summary>Named values of the environment, in any spelling of the names. The organization's name is always known.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Roles that somebody holds.</summary>
    public IReadOnlySet<string>? Roles { get; init; }

    /// <summary>Whom a text can name: groups and roles that mean somebody, members by name and by e-mail address, and everybody.</summary>
    public IReadOnlySet<string>? People { get; init; }

    /// <summary>Systems in the inventory, and when each last changed its looks; null where nobody said.</summary>
    public IReadOnlyDictionary<string, Instant?>? Systems { get; init; }

    /// <summary>When each image was taken, by path.</summary>
    public IReadOnlyDictionary<string, Instant>? ScreenshotsTaken { get; init; }

    /// <summary>Control ids as written in front matter: iso27001:A.5.18.</summary>
    public IReadOnlySet<string>? Controls { get; init; }

    /// <summary>Policy clauses as written in front matter: access-control#leavers, and policies as a whole: access-control.</summary>
    public IReadOnlySet<string>? Clauses { get; init; }
}
