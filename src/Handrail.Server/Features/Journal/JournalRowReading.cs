using Handrail.Core.Journal;

namespace Handrail.Server.Features.Journal;

static class JournalRowReading
{
    /// <summary>Who and what; null after redaction.</summary>
    /// <exception cref="InvalidOperationException">The stored leaf or payload is not what this program writes: the database was changed by hand. `doctor` says where.</exception>
    public static EntryPayload? Read(this JournalRow row) => row.Payload is null ? null : JournalEntry.Parse(row.Leaf).Then(entry => entry.OpenPayload(row.Payload)).Value;
}
