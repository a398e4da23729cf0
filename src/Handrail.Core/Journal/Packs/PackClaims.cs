using System.Text;
using System.Text.Json;
using Handrail.Core.Running;

namespace Handrail.Core.Journal.Packs;

/// <summary>What the entries of a pack say about the files and texts in it.</summary>
sealed class PackClaims
{
    readonly Dictionary<string, string> _files = [];
    readonly Dictionary<string, Dictionary<string, string>> _revisions = [];
    readonly Dictionary<string, string> _followed = [];
    readonly HashSet<string> _mentioned = [];

    /// <summary>Files that must be in the pack: SHA-256, and the entry that says so.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <summary>Texts that runs followed: path, and the entry that says so.</summary>
    public IReadOnlyDictionary<string, string> Followed => _followed;

    /// <param name="place">Names the entry.</param>
    public void Add(string place, Fact fact, ReadOnlySpan<byte> payload)
    {
        switch (fact)
        {
            case FileStored file:
                _files.TryAdd(file.Sha256, place);
                break;
            case EvidenceAttached evidence:
                _files.TryAdd(evidence.File.Sha256, place);
                break;
            case RevisionPublished published:
                Tell($"{published.Number} v{published.Revision}", published.Sha256, place);
                break;
            case RunStarted { Sha256: { } followed } run:
                Tell(run.Procedure, followed, place);
                _followed.TryAdd(PackPaths.Revision(run.Procedure), place);
                break;
        }
        Mention(payload);
    }

    /// <summary>Does any entry, of a known or unknown kind, hold this hash?</summary>
    public bool Mentions(string sha256) => _mentioned.Contains(sha256);

    /// <summary>What is wrong with a text of this path and hash; null when an entry says just this.</summary>
    public string? ProblemOf(string path, string sha256)
    {
        if (!_revisions.TryGetValue(path, out var said)) return "no entry in this pack says that this text was published or followed";
        return said.ContainsKey(sha256) ? null : $"the text is not the one recorded by {said.Values.First()}";
    }

    /// <summary>Revisions that entries describe in contradicting ways.</summary>
    public IEnumerable<(string Path, string Problem)> Contradictions() => _revisions.Where(revision => revision.Value.Count > 1)
        .Select(revision => (revision.Key, $"entries speak of different texts under this name: {string.Join("; ", revision.Value.Values)}"));

    void Tell(string name, string sha256, string place)
    {
        var path = PackPaths.Revision(name);
        if (!_revisions.TryGetValue(path, out var said)) _revisions[path] = said = [];
        said.TryAdd(sha256, place);
    }

    void Mention(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload);
        while (json.Read())
            if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length == 2 * Digest.Size && Ascii.IsValid(json.ValueSpan)
                && Encoding.ASCII.GetString(json.ValueSpan) is var text && Digest.TryParseHex(text, out _))
                _mentioned.Add(text);
    }
}
