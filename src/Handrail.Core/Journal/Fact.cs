namespace Handrail.Core.Journal;

/// <summary>
/// One thing that happened, in the past tense. The name of the type is the name of the fact in the journal and never changes;
/// a property may be added, never renamed or removed. Every concrete fact is listed in docs/journal.md.
/// A fact holds what happened; who and when stand in the journal entry around it.
/// </summary>
public abstract record Fact;
