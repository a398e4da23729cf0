namespace Handrail.Core.Running;

/// <summary>One fact of a run with its when and who, as the journal keeps it.</summary>
/// <param name="By">A member's opaque id.</param>
public sealed record RunEntry(Instant At, string By, RunFact Fact);
