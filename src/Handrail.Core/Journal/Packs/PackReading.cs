using System.Security.Cryptography;
using System.Text;

namespace Handrail.Core.Journal.Packs;

/// <summary>One pass over a pack, in the order in which one thing vouches for the next: key, head, seal, entries, texts, files, list.</summary>
sealed class PackReading(PackArchive archive, Action<string, string> found)
{
    const int SmallFile = 64 * 1024;
    const int ManifestFile = 64 * 1024 * 1024;

    readonly PackClaims _claims = new();
    readonly Dictionary<string, PackManifest.Listed> _listed = [];
    readonly Dictionary<string, long> _last = [];
    readonly List<VerifiedEntry> _entries = [];
    readonly Dictionary<long, string> _redactions = [];

    NoteKey? _key;
    TreeHead? _head, _shownHead;
    string _headNote = "";
    PackManifest? _manifest;
    int _files, _revisions;

    public void ReadHead(NoteKey? expected)
    {
        var manifest = ReadManifest();
        var own = Load(PackPaths.Key, SmallFile) is { } text ? Take(NoteKey.Parse(Encoding.UTF8.GetString(text).TrimEnd('\n')), PackPaths.Key) : null;
        if (expected is not null && own is not null && own != expected) found(PackPaths.Key, $"the key in the pack is not the one you were given ({expected})");
        _key = expected ?? own;

        if (Load(PackPaths.Head, SignedNote.MaxBytes) is { } head && Take(SignedNote.Parse(head), PackPaths.Head) is { } note)
        {
            _headNote = note.ToString();
            _shownHead = Take(TreeHead.Parse(note.Text), PackPaths.Head);
            if (_key is not null && _shownHead is not null) _head = Take(TreeHead.Open(note, _key), PackPaths.Head);
        }
        if (Load(PackPaths.Seal, SmallFile) is { } seal && Take(SignedNote.Parse(seal), PackPaths.Seal) is { } sealNote && _key is not null && Take(sealNote.VerifiedBy(_key), PackPaths.Seal) is not null
            && manifest is { } hash && sealNote.Text != PackManifest.SealedText(_key.Name, hash))
            found(PackPaths.Manifest, "it was changed after the pack was sealed");
        Skim(PackPaths.Readme);
        Skim(PackPaths.Index);
    }

    public void ReadEntries()
    {
        var indexes = new SortedSet<long>(archive.Paths.Select(PackPaths.IndexOf).OfType<long>());
        foreach (var index in indexes) ReadEntry(index);
        foreach (var subject in _manifest?.Subjects ?? [])
            if (!_last.ContainsKey(subject)) found(PackPaths.Manifest, $"it promises all entries about {subject}, and there is none");
    }

    public void ReadRevisions()
    {
        foreach (var path in archive.Paths.Where(PackPaths.IsRevision).Order(StringComparer.Ordinal))
        {
            if (Hash(path) is not { } hash) continue;
            if (_claims.ProblemOf(path, hash.ToHex()) is { } problem) found(path, problem);
            else _revisions++;
        }
        foreach (var (path, problem) in _claims.Contradictions()) found(path, problem);
    }

    public void ReadFiles()
    {
        foreach (var path in archive.Paths.Where(PackPaths.IsFile).Order(StringComparer.Ordinal))
        {
            var name = path["files/".Length..];
            if (Hash(path) is not { } hash) continue;
            if (!_claims.Mentions(name)) found(path, "no entry in this pack mentions this file");
            else if (hash.ToHex() != name) found(path, $"the content is not what was recorded{(_claims.Files.TryGetValue(name, out var by) ? $" by {by}" : "")}");
            else _files++;
        }
        var missing = _manifest?.Missing.Select(file => file.Sha256).ToHashSet() ?? [];
        foreach (var (sha256, place) in _claims.Files)
            if (!archive.Has(PackPaths.File(sha256)) && !missing.Contains(sha256)) found(place, $"the file {sha256} that it mentions is not in the pack");
    }

    /// <summary>Everything that is there was compared with the list when it was read; this looks for what is not there.</summary>
    public void CheckList()
    {
        foreach (var path in _listed.Keys.Where(path => !archive.Has(path)).Order(StringComparer.Ordinal)) found(path, "it is on the list of the pack's files and missing");
    }

    public PackReport Report(IReadOnlyList<PackFinding> findings, bool keyWasGiven) => new()
    {
        Findings = findings,
        Remarks = [.. PackRemarks.For(findings.Count == 0, _key, keyWasGiven, _head, _manifest), .. PackRemarks.AboutEntries(_entries, _redactions, _claims.Followed.Where(text => !archive.Has(text.Key))), PackRemarks.Always],
        Title = Foreign.Text(_manifest?.Title ?? ""),
        Subjects = [.. (_manifest?.Subjects ?? []).Select(Foreign.Text)],
        Made = _manifest?.Made,
        Head = _head,
        Key = _head is null ? null : _key,
        KeyWasGiven = keyWasGiven,
        Entries = _entries,
        Files = _files,
        Revisions = _revisions,
    };

    /// <summary>The hash of the list of files; null when there is none.</summary>
    Digest? ReadManifest()
    {
        if (Load(PackPaths.Manifest, ManifestFile) is not { } bytes) return null;
        _manifest = Take(PackManifest.Read(bytes), PackPaths.Manifest);
        foreach (var file in _manifest?.Files ?? [])
            if (!_listed.TryAdd(file.Path, file)) found(PackPaths.Manifest, $"it lists {file.Path} twice");
        return Digest.Of(bytes);
    }

    void ReadEntry(long index)
    {
        var leaf = LoadIfThere(PackPaths.Leaf(index), JournalEntry.MaxLeafBytes);
        var proof = LoadIfThere(PackPaths.Proof(index), SmallFile);
        var payload = LoadIfThere(PackPaths.Payload(index), JournalEntry.MaxPayloadBytes);
        var salt = LoadIfThere(PackPaths.Salt(index), JournalEntry.SaltSize);
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
        if (entry.Previous == before || _manifest?.Subjects.Contains(entry.Subject) != true) return true;
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

    void Skim(string path)
    {
        if (archive.Has(path)) Hash(path);
        else found(path, "it is missing");
    }

    byte[]? LoadIfThere(string path, int limit) => archive.Has(path) ? Load(path, limit) : null;

    /// <summary>A small file as a whole, compared with the list. Null, with a finding, when it is missing, too long or damaged.</summary>
    byte[]? Load(string path, int limit)
    {
        if (!archive.Has(path))
        {
            found(path, "it is missing");
            return null;
        }
        var content = new MemoryStream();
        if (archive.Read(path, limit, content.Write) is { } problem)
        {
            found(path, problem);
            return null;
        }
        var bytes = content.ToArray();
        Compare(path, bytes.Length, Digest.Of(bytes));
        return bytes;
    }

    /// <summary>The hash of a file of any length, compared with the list. Null, with a finding, when it is damaged.</summary>
    Digest? Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        if (archive.Read(path, long.MaxValue, piece => { hash.AppendData(piece); length += piece.Length; }) is { } problem)
        {
            found(path, problem);
            return null;
        }
        Digest.TryRead(hash.GetHashAndReset(), out var digest);
        Compare(path, length, digest);
        return digest;
    }

    void Compare(string path, long length, in Digest digest)
    {
        if (_manifest is null || path is PackPaths.Manifest or PackPaths.Seal) return;
        if (!_listed.TryGetValue(path, out var listed)) found(path, "it is not on the list of the pack's files");
        else if (listed.Length != length || listed.Sha256 != digest.ToHex()) found(path, "it was changed after the pack was sealed");
    }

    T? Take<T>(Outcome<T> outcome, string place) where T : class
    {
        if (outcome.Granted(out var value, out var refusal)) return value;
        found(place, refusal.Message);
        return null;
    }
}
