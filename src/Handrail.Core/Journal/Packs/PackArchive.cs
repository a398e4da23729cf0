using System.IO.Compression;

namespace Handrail.Core.Journal.Packs;

/// <summary>
/// Reads an archive from a stranger: never more memory than the limits allow, no exception for anything the bytes may hold,
/// and nothing is ever written to disk, so that a name such as ../x is but a wrong name.
/// </summary>
sealed class PackArchive : IDisposable
{
    const long BytesPerName = 100;
    const long AlwaysAllowed = 16L * 1024 * 1024;

    readonly MeteredStream _source;
    readonly ZipArchive _zip;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    readonly byte[] _buffer = new byte[64 * 1024];
    long _left;

    PackArchive(MeteredStream source, ZipArchive zip, long maxBytes) => (_source, _zip, _left) = (source, zip, maxBytes);

    public IReadOnlyCollection<string> Paths => _entries.Keys;

    /// <summary>Null, with a finding, when the bytes cannot be read as an archive.</summary>
    /// <param name="found">Told what is wrong: place and problem.</param>
    public static PackArchive? Open(Stream stream, PackLimits limits, Action<string, string> found)
    {
        if (!stream.CanSeek) throw new ArgumentException("A pack is verified from a stream that can be sought, such as a file.", nameof(stream));
        var source = new MeteredStream(stream) { Left = AlwaysAllowed + limits.MaxFiles * BytesPerName };
        try
        {
            var archive = new PackArchive(source, new ZipArchive(source, ZipArchiveMode.Read, leaveOpen: true), AlwaysAllowed + stream.Length * limits.MaxExpansion);
            if (archive._zip.Entries.Count > limits.MaxFiles) throw new InvalidDataException($"It holds more than {limits.MaxFiles} files.");
            source.Left = long.MaxValue;
            archive.List(found);
            return archive;
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            found("the archive", $"it cannot be read as a zip file ({damaged.Message})");
            return null;
        }
    }

    public bool Has(string path) => _entries.ContainsKey(path);

    /// <summary>Hands the content to <paramref name="sink"/> piece by piece. Null when all was read, else what went wrong.</summary>
    public string? Read(string path, long limit, Action<ReadOnlySpan<byte>> sink)
    {
        try
        {
            using var content = _entries[path].Open();
            var total = 0L;
            for (int read; (read = content.Read(_buffer)) > 0;)
            {
                if ((total += read) > limit) return $"it is longer than the {limit} bytes it may have";
                if ((_left -= read) < 0) return "the archive unpacks to far more than its own size, so it was not read further";
                sink(_buffer.AsSpan(0, read));
            }
            return null;
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            return $"it cannot be unpacked ({damaged.Message})";
        }
    }

    public void Dispose()
    {
        _zip.Dispose();
        _source.Dispose();
    }

    void List(Action<string, string> found)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in _zip.Entries)
        {
            if (!Belongs(entry.FullName)) found($"\"{entry.FullName}\"", "no such file belongs in an evidence pack");
            else if (!seen.Add(entry.FullName)) found(entry.FullName, "it is in the archive twice");
            else _entries.Add(entry.FullName, entry);
        }
    }

    static bool Belongs(string path) => PackPaths.Fixed.Contains(path) || PackPaths.IndexOf(path) is not null || PackPaths.OldSizeOf(path) is not null || PackPaths.IsRevision(path) || PackPaths.IsFile(path);

    /// <summary>What the zip library throws for bytes that are no zip; a disk that fails is not among it.</summary>
    static bool IsDamage(Exception exception) => exception is InvalidDataException or EndOfStreamException or NotSupportedException;

    /// <summary>Stops a directory that would take unreasonable memory to list.</summary>
    sealed class MeteredStream(Stream inner) : Stream
    {
        public long Left { get; set; }
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value >= 0 && value <= inner.Length ? value : throw new InvalidDataException("It points outside itself.");
        }
        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => inner.Position,
            _ => inner.Length,
        };
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            return (Left -= read) >= 0 ? read : throw new InvalidDataException("Its list of files is too long.");
        }
        public override void Flush() { }
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
