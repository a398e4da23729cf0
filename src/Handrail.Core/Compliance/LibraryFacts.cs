using Handrail.Core.Journal;

namespace Handrail.Core.Compliance;

/// <summary>A template of the organization's own was kept, or a new edition of it.</summary>
/// <param name="Template">Its path in the library here: own/facilities/close-up.md.</param>
/// <param name="Sha256">Of its text.</param>
/// <param name="Origin">Where it came from, in words: "SOP-014 v3", "file: close-up.zip", "shared by Northwind". A procedure that not everybody may read goes unnamed.</param>
/// <param name="TurnedBack">The names that stand where words of the organization stood.</param>
public sealed record TemplateKept(string Template, string Title, int Edition, string Sha256, string Origin, IReadOnlyList<string>? TurnedBack = null) : Fact;

/// <summary>It is offered no more; procedures made from it stay.</summary>
public sealed record TemplateWithdrawn(string Template, string Title) : Fact;

/// <param name="Pack">Its name in the library here.</param>
/// <param name="Sha256">Of its YAML.</param>
public sealed record PackKept(string Pack, string Title, int Edition, string Sha256, string Origin) : Fact;

public sealed record PackWithdrawn(string Pack, string Title) : Fact;

/// <summary>A template or a pack was given to another organization of this server, by somebody who may write in both.</summary>
/// <param name="What">The path of the template or the name of the pack.</param>
public sealed record LibraryShared(string What, string Title, string Organization) : Fact;
