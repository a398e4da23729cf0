using Handrail.Core.Journal;

namespace Handrail.Server.Features.Journal;

static class JournalRowReading
{
    /// <summary>Who and what; null after redaction.</summary>
    /// <exception cref="InvalidOperationException">The stored leaf or payload is not what this program writes: the database was changed by hand. `doctor` says where.</exception>
    public static EntryPayload? Read(this JournalRow row)
    {
        if (row.Payload is null || row.Salt is null) return null;
        var entry = JournalEntry.Parse(row.Leaf).Value;
        return entry.CommitsTo(row.Salt, row.Payload)
            ? entry.OpenPayload(row.Payload).Value
            : throw new InvalidOperationException($"What entry {row.Index} of the journal says was changed in the database after it was written.");
    }
}
