using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Discovery;

/// <summary>What an entry tells of: something that was done, a question that was decided, or something that did not work and what was done instead.</summary>
public enum EntryKind { Did, Decided, WentWrong }

/// <param name="Ending">Of its file: ".png".</param>
/// <param name="Alternative">What it shows, for whoever does not see it; empty until it is said.</param>
public sealed record SessionPicture(string Sha256, string Ending, string Alternative);

/// <summary>What somebody noted in one entry of a recorded session. Everything but the words may be empty.</summary>
/// <param name="Words">What was done, the question, or what went wrong.</param>
public sealed record Noted(EntryKind Kind, string Words)
{
    public const int MostWords = 1_000, MostName = 200;

    /// <summary>The answer that was taken, or what was done instead.</summary>
    public string Then { get; init; } = "";
    /// <summary>The answers that were not taken, separated by commas or lines.</summary>
    public string Others { get; init; } = "";
    /// <summary>What could be seen, or should have been.</summary>
    public string Saw { get; init; } = "";
    public string System { get; init; } = "";
    /// <summary>The anchor of the template's step it is; empty where it is none.</summary>
    public string Step { get; init; } = "";
    /// <summary>Done as the template says: the words are the template's.</summary>
    public bool IsTicked { get; init; }
    public SessionPicture? Picture { get; init; }

    /// <summary>The answers that were not taken, each once.</summary>
    public IEnumerable<string> OtherAnswers() => Others.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(TextLines.OneLine).Where(answer => answer.Length > 0 && answer != TextLines.OneLine(Then)).Distinct();

    /// <summary>Why it cannot be noted, with the field it is about; null when it can.</summary>
    public Refusal.Invalid? Refuses()
    {
        foreach (var (field, words, most) in (ReadOnlySpan<(string, string, int)>)[("words", Words, MostWords), ("then", Then, MostWords), ("others", Others, MostWords), ("saw", Saw, MostWords), ("system", System, MostName), ("alternative", Picture?.Alternative ?? "", PictureField.LongestAlternative)])
        {
            if (words.Length > most) return new(field, $"At most {most:N0} characters.");
            if (TypedText.Refuses(field, words) is { } unreadable) return unreadable;
        }
        return (Kind, SpokenWords.Inline(Words).Length > 0, SpokenWords.Inline(Then).Length > 0) switch
        {
            (EntryKind.Did, false, _) => new("words", "Say in one short sentence what you did."),
            (EntryKind.Decided, false, _) => new("words", "Say what the question was."),
            (EntryKind.Decided, _, false) => new("then", "Say which answer you took."),
            (EntryKind.WentWrong, false, _) => new("words", "Say what went wrong."),
            (EntryKind.WentWrong, _, false) => new("then", "Say what you did instead."),
            _ => null,
        };
    }
}
