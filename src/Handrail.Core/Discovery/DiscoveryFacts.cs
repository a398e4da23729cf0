using Handrail.Core.Journal;

namespace Handrail.Core.Discovery;

/// <param name="Template">Its path in the library.</param>
/// <param name="Title">Of the template.</param>
/// <param name="Person">Who is asked how it is done; a name, not necessarily a member's.</param>
public sealed record InterviewSent(string Template, string Title, string Person) : Fact;

/// <summary>By whoever holds the link. An answer that is changed is a fact of its own.</summary>
/// <param name="Done">How many steps are done as the template says.</param>
/// <param name="Otherwise">How many are done in another way.</param>
/// <param name="NotDone">How many are not done.</param>
/// <param name="Sha256">Of the answers as they are kept.</param>
public sealed record InterviewAnswered(string Title, int Done, int Otherwise, int NotDone, string Sha256) : Fact;

/// <summary>By whoever holds the link: this is all they have to say. The link shows the answers, and changes them no more.</summary>
/// <param name="Sha256">Of the answers as they are kept.</param>
public sealed record InterviewHandedIn(string Title, string Sha256) : Fact;

/// <summary>The link changes the answers again.</summary>
public sealed record InterviewReopened(string Title, string Person) : Fact;

/// <summary>The answers stand; the link leads nowhere any more.</summary>
public sealed record InterviewClosed(string Title, string Person) : Fact;

/// <summary>The same before anything was answered.</summary>
public sealed record InterviewWithdrawn(string Title, string Person) : Fact;

// A recording is nobody else's business while it goes on: until it is finished its facts hold no word of it. Sha256 is of the session as it is kept after the fact.

public sealed record RecordingStarted(string Sha256) : Fact;

/// <param name="Entry">Its number in the recording.</param>
public sealed record RecordingNoted(int Entry, string Sha256) : Fact;

public sealed record RecordingCorrected(int Entry, string Sha256) : Fact;

/// <param name="Place">Where the entry stands now, from 1.</param>
public sealed record RecordingMoved(int Entry, int Place, string Sha256) : Fact;

public sealed record RecordingTakenBack(int Entry, string Sha256) : Fact;

public sealed record RecordingPaused(string Sha256) : Fact;

public sealed record RecordingResumed(string Sha256) : Fact;

/// <summary>It stands still from now on.</summary>
/// <param name="Template">Path in the library of what it is beside; left out where it is beside nothing.</param>
/// <param name="Entries">How many it holds.</param>
/// <param name="Seconds">How long the work took, pauses left out.</param>
public sealed record RecordingFinished(string Title, string? Template, int Entries, long Seconds, string Sha256) : Fact;

/// <summary>Given up by whoever recorded it; nothing of it is kept.</summary>
public sealed record RecordingDiscarded : Fact;

/// <param name="Number">Of the procedure whose draft it became.</param>
public sealed record RecordingDrafted(string Title, string Number) : Fact;
