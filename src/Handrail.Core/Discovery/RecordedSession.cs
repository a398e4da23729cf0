using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Discovery;

/// <param name="Number">Its identity in the session; a number is never given twice.</param>
/// <param name="At">When it was noted: the work it tells of was done by then.</param>
/// <param name="Seconds">Worked since the entry before, pauses left out.</param>
public sealed record SessionEntry(int Number, Instant At, long Seconds, Noted Noted);

/// <summary>What somebody noted while doing the work, in the order it is to be done. Corrected, moved and taken back as long as the work goes on.</summary>
public sealed record RecordedSession
{
    public const int MostEntries = 200;

    public IReadOnlyList<SessionEntry> Entries { get; init; } = [];
    public int Next { get; init; } = 1;
    /// <summary>Since when work has gone on that no entry tells of yet; null while it is paused.</summary>
    public Instant? Since { get; init; }
    /// <summary>Seconds worked before the pause that no entry tells of yet.</summary>
    public long Worked { get; init; }
    /// <summary>Said by whoever recorded it: the steps of the template that are not in here are not done.</summary>
    public bool RestIsNotDone { get; init; }

    public static RecordedSession Start(Instant now) => new() { Since = now };

    public string Write() => JsonSerializer.Serialize(this, FactJson.Options);

    /// <exception cref="JsonException">It was not written by <see cref="Write"/>: a bug.</exception>
    public static RecordedSession Read(string json) => JsonSerializer.Deserialize<RecordedSession>(json, FactJson.Options) ?? throw new JsonException("A recorded session is null.");

    public SessionEntry? Find(int number) => Entries.FirstOrDefault(entry => entry.Number == number);

    /// <summary>Whoever notes something works again.</summary>
    public Outcome<RecordedSession> Note(Noted noted, Instant now) =>
        noted.Refuses() is { } refusal ? refusal
        : Entries.Count >= MostEntries ? new Refusal.Invalid("words", $"A recording holds at most {MostEntries} entries. Finish this one and record the rest in another.")
        : this with { Entries = [.. Entries, new(Next, now, WorkedBy(now), noted)], Next = Next + 1, Since = now, Worked = 0 };

    /// <summary>The time of an entry stays, and its picture where no other is given.</summary>
    public Outcome<RecordedSession> Correct(int number, Noted noted)
    {
        if (Find(number) is not { } entry) return Gone;
        var kept = noted.Picture is null && entry.Noted.Picture is { } picture ? noted with { Picture = picture } : noted;
        return kept.Refuses() is { } refusal ? refusal : this with { Entries = [.. Entries.Select(one => one == entry ? entry with { Noted = kept } : one)] };
    }

    /// <returns>The same session where it is the first, or the last, already.</returns>
    public Outcome<RecordedSession> Move(int number, bool up)
    {
        if (Find(number) is not { } entry) return Gone;
        var entries = Entries.ToList();
        var at = entries.IndexOf(entry);
        var to = up ? at - 1 : at + 1;
        if (to < 0 || to >= entries.Count) return this;
        (entries[at], entries[to]) = (entries[to], entries[at]);
        return this with { Entries = entries };
    }

    public Outcome<RecordedSession> TakeBack(int number) => Find(number) is { } entry ? this with { Entries = [.. Entries.Where(one => one != entry)] } : Gone;

    public RecordedSession Pause(Instant now) => this with { Since = null, Worked = WorkedBy(now) };

    public RecordedSession Resume(Instant now) => Since is null ? this with { Since = now } : this;

    /// <summary>Says of a picture what it shows.</summary>
    public RecordedSession Describe(int number, string alternative) => this with
    {
        Entries = [.. Entries.Select(entry => entry.Number == number && entry.Noted.Picture is { } picture ? entry with { Noted = entry.Noted with { Picture = picture with { Alternative = alternative } } } : entry)],
    };

    /// <summary>In seconds, as far as entries tell.</summary>
    public long Took() => Entries.Sum(entry => entry.Seconds);

    long WorkedBy(Instant now) => Worked + (Since is { } since && now > since ? (long)(now - since).TotalSeconds : 0);

    static readonly Refusal.NotFound Gone = new("This entry is no longer in the recording; it was taken back.");
}
