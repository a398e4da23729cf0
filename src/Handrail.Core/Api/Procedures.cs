namespace Handrail.Core.Api;

/// <param name="Number">For example SOP-014.</param>
/// <param name="Version">Of what is in force, else of the draft.</param>
public sealed record ProcedureSummary(string Number, string Title, string Family, string Owner, int Version, bool IsPublished, Instant? ReviewDueAt, Instant? LastRunAt);

/// <param name="State">Draft, Published or Superseded.</param>
/// <param name="Sha256">Of the text's UTF-8 bytes.</param>
public sealed record ProcedureDetail(string Number, string Title, int Version, string State, string Sha256, IReadOnlyList<PhaseDetail> Phases);

public sealed record PhaseDetail(string Title, bool AnyOrder, IReadOnlyList<StepDetail> Steps);

/// <param name="Anchor">The step's identity across revisions.</param>
/// <param name="Checkpoint">The result one must be able to see.</param>
public sealed record StepDetail(string Anchor, string Number, string Instruction, string? Role, string? Checkpoint, bool IsDecision);

public sealed record PublishedRevision(string Number, int Version, string Sha256, Instant PublishedAt);

/// <param name="Text">The whole Markdown.</param>
/// <param name="BasedOn">The SHA-256 of the draft that was edited.</param>
public sealed record DraftText(string Text, string BasedOn);

/// <param name="Sha256">What the next save is based on.</param>
public sealed record SavedDraft(string Number, int Version, string Sha256);
