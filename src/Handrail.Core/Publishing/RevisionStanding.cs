using System.Globalization;
using Handrail.Core.Publishing.Access;

namespace Handrail.Core.Publishing;

/// <param name="By">Who signed.</param>
/// <param name="For">Whom they stood in for; null for themselves.</param>
/// <param name="Role">The role they signed in; null as an administrator.</param>
/// <param name="Alone">The only member of the organization signed their own text: this signature stands for all that the rule asks for.</param>
public sealed record Signature(string By, string? For, string? Role, bool Alone, Instant At);

/// <summary>All that the rules have to know about one revision: read in the same transaction that the answer is written in.</summary>
public sealed record RevisionStanding
{
    /// <summary>For sentences: "SOP-014 v3".</summary>
    public required string Name { get; init; }
    public required RevisionState State { get; init; }

    /// <summary>What brought it here, by whom and when: whoever comes second is told.</summary>
    public required RevisionAct Through { get; init; }
    public required string ThroughBy { get; init; }
    public required Instant ThroughAt { get; init; }

    /// <summary>Everybody who changed this text: its authors.</summary>
    public required IReadOnlySet<string> Contributors { get; init; }
    /// <summary>Who began the draft, and need not have written a word of it.</summary>
    public string? BegunBy { get; init; }
    /// <summary>Who was asked to walk through it.</summary>
    public IReadOnlySet<string> Reviewers { get; init; } = new HashSet<string>();
    /// <summary>Of the present round: what was sent back has none.</summary>
    public IReadOnlyList<Signature> Signatures { get; init; } = [];
    /// <summary>"Cannot be done like this", not taken back by whoever said so.</summary>
    public int OpenObjections { get; init; }
    public required ApprovalRule Rule { get; init; }
    /// <summary>Who may write, as the text in force says and as this one does. Both hold, so nobody writes themselves in.</summary>
    public IReadOnlyList<Circle> Writers { get; init; } = [];
    /// <summary>Everybody in the organization.</summary>
    public required IReadOnlyList<Person> People { get; init; }
    /// <summary>Another revision of the procedure that is being worked on; null when there is none.</summary>
    public string? InProgress { get; init; }

    /// <summary>Why somebody may not write here, whatever its state; null when they may.</summary>
    public Refusal.Forbidden? NotWrittenBy(Person by) =>
        Writers.FirstOrDefault(writers => writers.Why(by) is null) is { } writers ? new($"{Name} is written by {writers.InWords}; that is not you. You can suggest a change.") : null;

    public Person? Find(string id) => People.FirstOrDefault(person => person.Id == id);

    /// <summary>The one person who is there is an administrator: nobody else could ever approve.</summary>
    public bool IsAlone(Person by) => by.IsAdministrator && People is [var only] && only.Id == by.Id;

    public bool MayPublishDirectly => Rule.Direct switch
    {
        DirectPublication.Always => true,
        DirectPublication.WhileOneAdministrator => People.Count(person => person.IsAdministrator) < 2,
        _ => false,
    };

    /// <summary>Who was first, for whoever comes second: "Ada Pine sent SOP-014 v3 back on 2 March 2026, 09:00 UTC; it is a draft."</summary>
    public string Stands => $"{ThroughBy} {Through.Done(Name)} on {When(ThroughAt)}; it is {State.InWords()}.";

    /// <summary>As it is said in sentences: "2 March 2026, 09:00 UTC".</summary>
    public static string When(Instant at) => at.ToDateTimeOffset().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
