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

/// <summary>The answers stand; the link leads nowhere any more.</summary>
public sealed record InterviewClosed(string Title, string Person) : Fact;

/// <summary>The same before anything was answered.</summary>
public sealed record InterviewWithdrawn(string Title, string Person) : Fact;
