using System.Buffers;
using System.Security.Cryptography;
using Handrail.Core;

namespace Handrail.Server.Files;

/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Length">Bytes.</param>
public sealed record FileContent(string Sha256, long Length, string MediaType);

/// <summary>
/// Files by the SHA-256 of their content, in a folder. Streamed in and out, never whole in memory; written beside and renamed, so that a file is
/// either there in full or not at all; hashed again when read, so that a changed file is noticed and never handed out as evidence.
/// </summary>
public sealed class FileStore(string folder)
{
    public const long LargestFile = 200L * 1024 * 1024;

    /// <summary>Longer than any upload takes.</summary>
    static readonly TimeSpan Unfinished = TimeSpan.FromDays(1);

    string Incoming => Path.Combine(folder, "incoming");

    /// <summary>What was being received when a server was killed is nobody's. Another node may be receiving just now, so only what is old goes.</summary>
    public void DropUnfinished(DateTimeOffset now)
    {
        if (!Directory.Exists(Incoming)) return;
        foreach (var file in new DirectoryInfo(Incoming).EnumerateFiles().Where(file => file.LastWriteTimeUtc < now.UtcDateTime - Unfinished)) file.Delete();
    }

    /// <summary>Stores what the stream holds. The same content twice is stored once.</summary>
    /// <returns>The content's address, or Invalid when it is empty or larger than <see cref="LargestFile"/>.</returns>
    public async Task<Outcome<FileContent>> Store(Stream content, CancellationToken stop)
    {
        Directory.CreateDirectory(Incoming);
        var incoming = Path.Combine(Incoming, Path.GetRandomFileName());
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var start = new byte[MediaTypes.BytesNeeded];
            long length = 0;
            await using (var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true))
            {
                var buffer = ArrayPool<byte>.Shared.Rent(81920);
                for (int read; (read = await content.ReadAsync(buffer, stop)) > 0; length += read)
                {
                    if (length + read > LargestFile) return new Refusal.Invalid("file", "A file can have at most 200 MB.");
                    if (length < start.Length) buffer.AsSpan(0, (int)Math.Min(read, start.Length - length)).CopyTo(start.AsSpan((int)length));
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), stop);
                }
                ArrayPool<byte>.Shared.Return(buffer);
                file.Flush(flushToDisk: true);
            }
            if (length == 0) return new Refusal.Invalid("file", "The file is empty.");
            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            var address = Address(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(address)!);
            if (!File.Exists(address)) File.Move(incoming, address);
            return new FileContent(sha256, length, MediaTypes.Of(start.AsSpan(0, (int)Math.Min(length, start.Length))));
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>The content, or null when it is not there.</summary>
    /// <exception cref="ArgumentException">Not a SHA-256: a bug in the caller, since addresses come from our own rows.</exception>
    public Stream? Open(string sha256) => File.Exists(Address(sha256)) ? new FileStream(Address(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 81920, useAsync: true) : null;

    /// <summary>Removes the content; only when no organization holds it any more.</summary>
    public void Delete(string sha256) => File.Delete(Address(sha256));

    /// <summary>The addresses of all files, one after the other.</summary>
    public IEnumerable<string> All() => !Directory.Exists(folder) ? [] :
        from shelf in Directory.EnumerateDirectories(folder, "??")
        from file in Directory.EnumerateFiles(shelf)
        let sha256 = Path.GetFileName(file)
        where sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        select sha256;

    public bool Has(string sha256) => File.Exists(Address(sha256));

    /// <summary>True when the stored bytes still hash to their address.</summary>
    public async Task<bool> IsIntact(string sha256, CancellationToken stop)
    {
        await using var content = Open(sha256);
        return content is not null && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop)) == sha256;
    }

    string Address(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(folder, sha256[..2], sha256)
        : throw new ArgumentException("Not a SHA-256 in lower-case hex.", nameof(sha256));
}
