using Handrail.Core.Procedures;

namespace Handrail.Core.Compliance;

/// <summary>A set of procedures for a kind of organization: which, in which order, and why.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="For">Whom it fits, in a few words.</param>
/// <param name="OnlyHere">Families, and paths of procedures, that only organizations of this kind need.</param>
/// <param name="WithFrameworks">Whoever has to meet one of these needs them too.</param>
/// <param name="Notes">What could not be read.</param>
public sealed record Pack(string Id, string Title, string For, string Summary, IReadOnlyList<string> OnlyHere, IReadOnlyList<string> WithFrameworks, IReadOnlyList<PackEntry> Entries, IReadOnlyList<ReadingNote> Notes)
{
    /// <summary>Is this procedure one that only organizations of this kind need?</summary>
    public bool Reserves(string path) => OnlyHere.Any(only => path == only || path.StartsWith(only + "/", StringComparison.Ordinal));
}

/// <param name="Procedure">Its path below the procedures: user-account-management/offboard-a-leaver.md.</param>
/// <param name="Why">One sentence for the person who decides.</param>
/// <param name="InsteadOf">Paths of procedures that need not be adopted beside this one.</param>
public sealed record PackEntry(string Procedure, string Why, IReadOnlyList<string> InsteadOf);
