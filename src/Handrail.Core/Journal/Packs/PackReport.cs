namespace Handrail.Core.Journal.Packs;

/// <summary>One thing that is wrong with a pack.</summary>
/// <param name="Place">The entry or file: "entry 17 (StepCompleted, run/R-1042)", "files/ab12…".</param>
public sealed record PackFinding(string Place, string Problem)
{
    public override string ToString() => $"{Place}: {Problem}";
}

/// <summary>One entry that stands in the journal as the pack shows it. Read here and not in the pack's own page, it is what was verified.</summary>
/// <param name="Redacted">Who and what is not in the pack.</param>
public sealed record VerifiedEntry(long Index, Instant At, string Kind, string Subject, string Sentence, bool Redacted)
{
    internal string Place => PlaceOf(Index, Kind, Subject);

    /// <summary>How a report names an entry.</summary>
    internal static string PlaceOf(long index, string kind, string subject) => $"entry {index} ({kind}, {subject})";
}

/// <summary>What a check of an evidence pack found.</summary>
public sealed record PackReport
{
    /// <summary>Nothing is wrong. What that means and what it does not is said by <see cref="Remarks"/>.</summary>
    public bool Holds => Findings.Count == 0;

    /// <summary>Everything that is wrong, up to a limit.</summary>
    public required IReadOnlyList<PackFinding> Findings { get; init; }

    /// <summary>What the check does not show, in words, for this very pack. Never empty.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What the pack says it is about; empty where the manifest cannot be read.</summary>
    public string Title { get; init; } = "";

    /// <summary>The subjects whose entries the pack says are complete.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    public Instant? Made { get; init; }

    /// <summary>Null when no signed head could be verified.</summary>
    public TreeHead? Head { get; init; }

    /// <summary>The key the head was verified with.</summary>
    public NoteKey? Key { get; init; }

    /// <summary>True when the caller knew the key; false when it came out of the pack.</summary>
    public bool KeyWasGiven { get; init; }

    /// <summary>The head the auditor had kept, when this pack was shown to continue it: nothing up to there was changed since.</summary>
    public TreeHead? Continues { get; init; }

    public required IReadOnlyList<VerifiedEntry> Entries { get; init; }

    /// <summary>Evidence files whose content is what an entry recorded.</summary>
    public int Files { get; init; }

    /// <summary>Procedure texts that are what an entry published.</summary>
    public int Revisions { get; init; }
}

/// <summary>How much a verifier is willing to read, whatever a pack claims.</summary>
/// <param name="MaxFiles">Files in the archive.</param>
/// <param name="MaxExpansion">Unpacked size as a multiple of the archive's own.</param>
/// <param name="MaxFindings">No more are collected.</param>
public sealed record PackLimits(int MaxFiles = 250_000, int MaxExpansion = 100, int MaxFindings = 1000);
