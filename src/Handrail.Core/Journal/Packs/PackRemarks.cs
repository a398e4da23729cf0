namespace Handrail.Core.Journal.Packs;

/// <summary>What a verified pack does not show, said for this very pack.</summary>
static class PackRemarks
{
    public static IEnumerable<string> For(bool holds, NoteKey? key, bool keyWasGiven, TreeHead? head, IReadOnlyList<VerifiedEntry> entries, IReadOnlyDictionary<long, string> redactions, PackManifest? manifest)
    {
        if (!holds)
            yield return "Something is wrong with this pack. Until it is explained, rely on no part of it, not even on what was found in order.";
        if (key is not null && !keyWasGiven)
            yield return $"The key came out of the pack itself, so it is only as trustworthy as the pack. Ask the organization for its key by another way and compare: {key}";
        if (head is not null)
            yield return $"The pack shows {entries.Count} of the {head.Size} entries that the journal had. The others are not part of it, and nothing is said about them.";
        if (holds) yield return manifest is { Subjects.Count: > 0 }
            ? $"About {string.Join(", ", manifest.Subjects)}: no entry before the last one shown was left out. That nothing came after it cannot be proven by a pack."
            : "The pack does not claim to hold all entries about any subject: what is absent from it may still stand in the journal.";
        foreach (var entry in entries.Where(entry => entry.Redacted))
            yield return redactions.TryGetValue(entry.Index, out var why)
                ? $"Entry {entry.Index} ({entry.Kind}, {entry.Subject}): who and what was removed by {why}"
                : $"Entry {entry.Index} ({entry.Kind}, {entry.Subject}): who and what is not in the pack, and no entry in it says why.";
        foreach (var file in manifest?.Missing ?? [])
            yield return $"The file {file.Sha256} was left out: {file.Reason}";
        yield return "Not proven by any pack: that what was written down is true, that all that happened was written down, and that the server's clock was right. Whoever holds the journal's key and database can write another history after the last head that somebody outside has kept.";
    }
}
