namespace Handrail.Core.Api;

/// <summary>Who has acknowledged a procedure in force.</summary>
/// <param name="Version">The number of what is in force.</param>
/// <param name="Asked">How many members it asks today.</param>
/// <param name="Acknowledged">How many of them have acknowledged it, or a version before it that counts still.</param>
public sealed record ProcedureAcknowledgements(string Number, string Title, int Version, int Asked, int Acknowledged, IReadOnlyList<MissingAcknowledgement> Missing);

/// <param name="Since">When they were asked.</param>
/// <param name="Last">The latest version they acknowledged; null for none.</param>
public sealed record MissingAcknowledgement(string Member, Instant Since, int? Last);
