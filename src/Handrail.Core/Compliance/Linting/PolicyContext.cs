using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance.Linting;

/// <summary>What is known around the text of a policy. Everything may be unknown (null); a rule that would need it is then silent.</summary>
public sealed record PolicyContext
{
    public static PolicyContext Nothing { get; } = new();

    /// <summary>Where this policy's file stands, as the paths below count; empty at the root.</summary>
    public string Folder { get; init; } = "";

    /// <summary>All procedures, by number (SOP-014) or by path with "/".</summary>
    public IReadOnlyDictionary<string, Procedure>? Procedures { get; init; }

    /// <summary>Control ids as clauses write them: iso27001:A.5.18.</summary>
    public IReadOnlySet<string>? Controls { get; init; }

    /// <summary>Ids of frameworks: iso27001.</summary>
    public IReadOnlySet<string>? Frameworks { get; init; }

    /// <summary>The procedure a link means, or null.</summary>
    internal Procedure? Find(string target) =>
        Procedures is null ? null
        : Procedures.GetValueOrDefault(RelativePath.From(Folder, Uri.UnescapeDataString(target.Split('#', '?')[0]))) ?? Procedures.GetValueOrDefault(target);
}
