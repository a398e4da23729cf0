namespace Handrail.Core.Journal.Packs;

/// <summary>What a verified pack does not show, said for this very pack.</summary>
static class PackRemarks
{
    public const string Always = "Not proven by any pack: that what was written down is true, that all that happened was written down, and that the server's clock was right. "
        + "Whoever holds the journal's key and database can write another history after the last head that somebody outside has kept.";

    const int MostFiles = 1000;

    public static IEnumerable<string> For(bool holds, NoteKey? key, bool keyWasGiven, TreeHead? head, PackManifest? manifest)
    {
        if (!holds)
            yield return "Something is wrong with this pack. Until it is explained, rely on no part of it, not even on what was found in order.";
        if (key is not null && !keyWasGiven)
            yield return $"The key came out of the pack itself, so it is only as trustworthy as the pack. Ask the organization for its key by another way and compare: {key}";
        if (head is not null)
            yield return $"The pack belongs to a journal of {head.Size} entries. Nothing is said about those that are not in it.";
        if (manifest is { Subjects.Count: 0 })
            yield return "The pack does not claim to hold all entries about any subject: what is absent from it may still stand in the journal.";
        else if (manifest is not null && holds)
            yield return $"About {string.Join(", ", manifest.Subjects.Select(Foreign.Text))}: no entry before the last one shown was left out. That nothing came after it cannot be proven by a pack.";
        foreach (var file in manifest?.Missing.Take(MostFiles) ?? [])
            yield return $"The file {Foreign.Text(file.Sha256)} was left out: {Foreign.Text(file.Reason)}";
    }

    /// <param name="redactions">By index of the redacted entry: by whom, when and why.</param>
    /// <param name="absent">Texts that runs followed and that are not in the pack, with the entry that names each.</param>
    public static IEnumerable<string> AboutEntries(IReadOnlyList<VerifiedEntry> entries, IReadOnlyDictionary<long, string> redactions, IEnumerable<KeyValuePair<string, string>> absent)
    {
        foreach (var entry in entries.Where(entry => entry.Redacted))
            yield return $"{entry.Place}: who and what {(redactions.TryGetValue(entry.Index, out var why) ? $"was removed by {Foreign.Text(why)}" : "is not in the pack, and no entry in it says why.")}";
        foreach (var (before, after) in entries.Zip(entries.Skip(1)).Where(pair => pair.Second.At < pair.First.At))
            yield return $"{after.Place} bears an earlier time than {before.Place}, which stands before it: the server's clock was set back.";
        foreach (var (path, place) in absent)
            yield return $"{Foreign.Text(place)}: the text it followed, {path}, is not in the pack.";
    }
}
