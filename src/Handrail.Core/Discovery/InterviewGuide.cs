using Handrail.Core.Procedures;

namespace Handrail.Core.Discovery;

/// <summary>How one finds out how a family of procedures is done today: whom to ask, what to watch, what to ask. As read from its Markdown text.</summary>
public sealed record InterviewGuide
{
    /// <summary>The file's name without its ending, which is the family's name: user-account-management.</summary>
    public required string Family { get; init; }
    public required string Source { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }

    /// <summary>Inline Markdown as plain text, one for each bullet.</summary>
    public required IReadOnlyList<string> WhomToAsk { get; init; }
    public required IReadOnlyList<string> WhatToWatch { get; init; }
    public required IReadOnlyList<InterviewQuestion> Questions { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<ReadingNote> Notes { get; init; }

    public InterviewQuestion? Find(string anchor) => Questions.FirstOrDefault(question => question.Anchor == anchor);
}

/// <param name="Anchor">The question's identity, also when its words are bettered.</param>
/// <param name="Text">One open question in plain words.</param>
/// <param name="About">The procedures and steps it is about; targets as written.</param>
/// <param name="ListenFor">A word to whoever asks; people who answer do not see it.</param>
public sealed record InterviewQuestion(string Anchor, string Text, IReadOnlyList<ProcedureLink> About, string ListenFor);
