using System.Text;

namespace Handrail.Core.Journal.Packs;

/// <summary>One pass over a pack, in the order in which one thing vouches for the next: key, head, seal, entries, texts, files.</summary>
sealed class PackReading(PackContents pack, Action<string, string> found)
{
    const int SmallFile = 64 * 1024;
    const string KeptHead = "the head you kept";

    readonly PackClaims _claims = new();
    readonly HashSet<string> _complete = [.. pack.Manifest?.Subjects ?? []];
    readonly Dictionary<string, long> _last = [];
    readonly List<VerifiedEntry> _entries = [];
    readonly Dictionary<long, string> _redactions = [];

    NoteKey? _key;
    /// <summary>As the pack says, and the same once its signature was found right.</summary>
    TreeHead? _shownHead, _head;
    TreeHead? _continued;
    string _headNote = "";
    int _files, _revisions;

    public void ReadKey(NoteKey? expected)
    {
        var own = pack.Load(PackPaths.Key, SmallFile) is { } text ? pack.Take(NoteKey.Parse(Encoding.UTF8.GetString(text).TrimEnd('\n')), PackPaths.Key) : null;
        if (expected is not null && own is not null && own != expected) found(PackPaths.Key, $"the key in the pack is not the one you were given ({expected})");
        _key = expected ?? own;
    }

    public void ReadHead()
    {
        if (pack.Load(PackPaths.Head, SignedNote.MaxBytes) is not { } bytes || pack.Take(SignedNote.Parse(bytes), PackPaths.Head) is not { } note) return;
        _headNote = note.ToString();
        _shownHead = pack.Take(TreeHead.Parse(note.Text), PackPaths.Head);
        if (_key is not null && _shownHead is not null) _head = pack.Take(TreeHead.Open(note, _key), PackPaths.Head);
    }

    public void ReadSeal()
    {
        if (pack.Load(PackPaths.Seal, SmallFile) is { } bytes && pack.Take(SignedNote.Parse(bytes), PackPaths.Seal) is { } note && _key is not null
            && pack.Take(note.VerifiedBy(_key), PackPaths.Seal) is not null
            && pack.ManifestHash is { } manifest && note.Text != PackManifest.SealedText(_key.Name, manifest))
            found(PackPaths.Manifest, "it was changed after the pack was sealed");
        pack.Hash(PackPaths.Readme);
        pack.Hash(PackPaths.Index);
    }

    /// <param name="kept">A head the auditor brought along.</param>
    public void ReadHistory(SignedNote? kept)
    {
        var proofs = new Dictionary<long, HeadProof>();
        foreach (var path in pack.Paths.Where(path => PackPaths.OldSizeOf(path) is not null).Order(StringComparer.Ordinal))
        {
            if (pack.Load(path, SmallFile) is not { } bytes || pack.Take(HeadProof.Parse(bytes), path) is not { } proof) continue;
            if (path != PackPaths.Continues(proof.OldSize)) found(path, $"it is for the head of {proof.OldSize} entries");
            else if (proof.Head.ToString() != _headNote) found(path, "it ends in another head than the pack's");
            else proofs[proof.OldSize] = proof;
        }
        if (kept is null || _key is null || _head is null || pack.Take(TreeHead.Open(kept, _key), KeptHead) is not { } old) return;
        if (old.Size > _head.Size) found(KeptHead, $"it is newer than the pack: {old.Size} entries against {_head.Size}. Check a pack made later");
        else if (old.Size < _head.Size && old.Size > 0 && !proofs.ContainsKey(old.Size)) found(KeptHead, $"the pack has no proof that it continues the head of {old.Size} entries. Ask for one");
        else if (pack.Take(TreeHead.Advance(old, _head, proofs.TryGetValue(old.Size, out var way) && old.Size < _head.Size ? [.. way.Hashes] : []), KeptHead) is not null) _continued = old;
    }

    public void ReadEntries()
    {
        var indexes = new SortedSet<long>(pack.Paths.Select(PackPaths.IndexOf).OfType<long>());
        foreach (var index in indexes) ReadEntry(index);
        foreach (var subject in _complete)
            if (!_last.ContainsKey(subject)) found(PackPaths.Manifest, $"it promises all entries about {subject}, and there is none");
    }

    public void ReadRevisions()
    {
        foreach (var path in pack.Paths.Where(PackPaths.IsRevision).Order(StringComparer.Ordinal))
        {
            if (pack.Hash(path) is not { } hash) continue;
            if (_claims.ProblemOf(path, hash.ToHex()) is { } problem) found(path, problem);
            else _revisions++;
        }
        foreach (var (path, problem) in _claims.Contradictions()) found(path, problem);
    }

    public void ReadFiles()
    {
        foreach (var path in pack.Paths.Where(PackPaths.IsFile).Order(StringComparer.Ordinal))
        {
            var name = path["files/".Length..];
            if (pack.Hash(path) is not { } hash) continue;
            if (!_claims.Mentions(name)) found(path, "no entry in this pack mentions this file");
            else if (hash.ToHex() != name) found(path, $"the content is not what was recorded{(_claims.Files.TryGetValue(name, out var by) ? $" by {by}" : "")}");
            else _files++;
        }
        var missing = pack.Manifest?.Missing.Select(file => file.Sha256).ToHashSet() ?? [];
        foreach (var (sha256, place) in _claims.Files)
            if (!pack.Has(PackPaths.File(sha256)) && !missing.Contains(sha256)) found(place, $"the file {sha256} that it mentions is not in the pack");
    }

    public PackReport Report(IReadOnlyList<PackFinding> findings, bool keyWasGiven) => new()
    {
        Findings = findings,
        Remarks = [.. PackRemarks.For(findings.Count == 0, _key, keyWasGiven, _head, pack.Manifest), .. PackRemarks.AboutEntries(_entries, _redactions, _claims.Followed.Where(text => !pack.Has(text.Key))), PackRemarks.Always],
        Title = Foreign.Text(pack.Manifest?.Title ?? ""),
        Subjects = [.. (pack.Manifest?.Subjects ?? []).Select(Foreign.Text)],
        Made = pack.Manifest?.Made,
        Head = _head,
        Key = _head is null ? null : _key,
        KeyWasGiven = keyWasGiven,
        Continues = _continued,
        Entries = _entries,
        Files = _files,
        Revisions = _revisions,
    };

    void ReadEntry(long index)
    {
        var leaf = pack.LoadIfThere(PackPaths.Leaf(index), JournalEntry.MaxLeafBytes);
        var proof = pack.LoadIfThere(PackPaths.Proof(index), SmallFile);
        var payload = pack.LoadIfThere(PackPaths.Payload(index), JournalEntry.MaxPayloadBytes);
        var salt = pack.LoadIfThere(PackPaths.Salt(index), JournalEntry.SaltSize);
        if (leaf is null)
        {
            found($"entry {index}", "its leaf is not in the pack");
            return;
        }
        if (!JournalEntry.Parse(leaf).Granted(out var entry, out var refusal))
        {
            found($"entry {index}", refusal.Message);
            return;
        }
        var place = VerifiedEntry.PlaceOf(index, entry.Kind, entry.Subject);
        if (entry.Index != index) found(place, $"it is entry {entry.Index} of the journal");
        var stands = entry.Index == index && _head is not null;
        stands &= IsInJournal(place, index, leaf, proof) & FollowsPrevious(place, entry);
        stands &= Opens(place, entry, payload, salt, out var opened);
        if (stands) _entries.Add(new(index, entry.At, entry.Kind, entry.Subject, Foreign.Text(JournalSentences.Describe(entry, opened)), payload is null));
    }

    bool IsInJournal(string place, long index, byte[] leaf, byte[]? proof)
    {
        var problem = proof is null ? "its proof is not in the pack"
            : !EntryProof.Parse(proof).Granted(out var read, out var refusal) ? $"its proof cannot be read: {refusal.Message}"
            : read.Index != index ? $"its proof is for entry {read.Index}"
            : read.Head.ToString() != _headNote ? "its proof ends in another head than the pack's"
            : _shownHead is not null && !read.Proves(leaf, _shownHead) ? "it does not stand in the journal like this: the entry or its proof was changed"
            : null;
        if (problem is not null) found(place, problem);
        return problem is null;
    }

    /// <summary>Of a subject that is said to be complete, each entry must name the one before it.</summary>
    bool FollowsPrevious(string place, JournalEntry entry)
    {
        long? before = _last.TryGetValue(entry.Subject, out var last) ? last : null;
        _last[entry.Subject] = entry.Index;
        if (entry.Previous == before || !_complete.Contains(entry.Subject)) return true;
        found(place, entry.Previous is { } previous
            ? $"the entry before it about {entry.Subject} is {previous}, which is not in the pack"
            : $"it says that it is the first about {entry.Subject}, but entry {before} is, too");
        return false;
    }

    bool Opens(string place, JournalEntry entry, byte[]? payload, byte[]? salt, out EntryPayload? opened)
    {
        opened = null;
        if (payload is null && salt is null) return true;
        var problem = payload is null ? "there is a salt but no payload" : salt is null ? "there is a payload but no salt, so it cannot be compared with its commitment"
            : !entry.CommitsTo(salt, payload) ? "payload does not match its commitment: payload or salt was changed"
            : entry.OpenPayload(payload).Granted(out opened, out var refusal) ? null : $"its payload is as recorded but cannot be read: {refusal.Message}";
        if (opened is { Fact: EntryRedacted redaction }) _redactions[redaction.Index] = $"{opened.Actor.Name}, {entry.At}: {redaction.Reason}";
        if (opened is not null) _claims.Add(place, opened.Fact, payload);
        if (problem is not null) found(place, problem);
        return problem is null;
    }
}
