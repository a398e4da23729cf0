using System.Security.Cryptography;

namespace Handrail.Core.Journal.Packs;

/// <summary>The files of a pack. Whatever is read is compared with the manifest's list at the same time.</summary>
sealed class PackContents
{
    const int LongestManifest = 64 * 1024 * 1024;

    readonly PackArchive _archive;
    readonly Action<string, string> _found;
    readonly Dictionary<string, PackManifest.Listed> _listed = [];

    public PackContents(PackArchive archive, Action<string, string> found)
    {
        (_archive, _found) = (archive, found);
        if (Load(PackPaths.Manifest, LongestManifest) is not { } bytes) return;
        ManifestHash = Digest.Of(bytes);
        Manifest = Take(PackManifest.Read(bytes), PackPaths.Manifest);
        foreach (var file in Manifest?.Files ?? [])
            if (!_listed.TryAdd(file.Path, file)) found(PackPaths.Manifest, $"it lists {file.Path} twice");
    }

    public PackManifest? Manifest { get; }

    /// <summary>Null when there is no manifest.</summary>
    public Digest? ManifestHash { get; }

    public IEnumerable<string> Paths => _archive.Paths;

    public bool Has(string path) => _archive.Has(path);

    /// <summary>The value, or null and a finding.</summary>
    public T? Take<T>(Outcome<T> outcome, string place) where T : class
    {
        if (outcome.Granted(out var value, out var refusal)) return value;
        _found(place, refusal.Message);
        return null;
    }

    /// <summary>A small file as a whole. Null, with a finding, when it is missing, too long or damaged.</summary>
    public byte[]? Load(string path, int limit)
    {
        if (!Has(path))
        {
            _found(path, "it is missing");
            return null;
        }
        var content = new MemoryStream();
        if (_archive.Read(path, limit, content.Write) is { } problem)
        {
            _found(path, problem);
            return null;
        }
        var bytes = content.ToArray();
        Compare(path, bytes.Length, Digest.Of(bytes));
        return bytes;
    }

    /// <summary>As <see cref="Load"/>, but a missing file is no finding.</summary>
    public byte[]? LoadIfThere(string path, int limit) => Has(path) ? Load(path, limit) : null;

    /// <summary>The hash of a file of any length. Null, with a finding, when it is missing or damaged.</summary>
    public Digest? Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        var problem = !Has(path) ? "it is missing" : _archive.Read(path, long.MaxValue, piece => { hash.AppendData(piece); length += piece.Length; });
        if (problem is not null)
        {
            _found(path, problem);
            return null;
        }
        Digest.TryRead(hash.GetHashAndReset(), out var digest);
        Compare(path, length, digest);
        return digest;
    }

    /// <summary>What is there was compared with the list when it was read; this looks for what is not there.</summary>
    public void FindMissing()
    {
        foreach (var path in _listed.Keys.Where(path => !Has(path)).Order(StringComparer.Ordinal)) _found(path, "it is on the list of the pack's files and missing");
    }

    void Compare(string path, long length, in Digest digest)
    {
        if (Manifest is null || path is PackPaths.Manifest or PackPaths.Seal) return;
        if (!_listed.TryGetValue(path, out var listed)) _found(path, "it is not on the list of the pack's files");
        else if (listed.Length != length || listed.Sha256 != digest.ToHex()) _found(path, "it was changed after the pack was sealed");
    }
}
