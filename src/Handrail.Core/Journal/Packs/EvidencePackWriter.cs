using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Handrail.Core.Journal.Packs;

/// <summary>
/// Writes evidence packs. Nothing is compressed, every time stamp is the same and the order is fixed: the same content makes the same bytes.
/// The stream need not be seekable; files are copied through and never held whole.
/// </summary>
public static class EvidencePackWriter
{
    /// <param name="key">The journal's key: seals the pack.</param>
    public static async Task Write(Stream to, EvidencePack pack, JournalKey key, CancellationToken stop)
    {
        var archive = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stop);
        await using (archive)
        {
            var zip = new Packing(archive, stop);
            await zip.Add(PackPaths.Readme, PackReadme.Text(pack, key.Public));
            await zip.Add(PackPaths.Index, pack.IndexHtml);
            await zip.Add(PackPaths.Key, $"{key.Public}\n");
            await zip.Add(PackPaths.Head, pack.Head.ToString());
            foreach (var proof in pack.Continues.OrderBy(proof => proof.OldSize)) await zip.Add(PackPaths.Continues(proof.OldSize), proof.ToString());
            await foreach (var entry in pack.Entries.WithCancellation(stop)) await Add(zip, entry, pack.Head);
            foreach (var revision in pack.Revisions.OrderBy(revision => revision.Name, StringComparer.Ordinal))
                await zip.Add(PackPaths.Revision(revision.Name), revision.Text);
            foreach (var file in pack.Files.OrderBy(file => file.Sha256, StringComparer.Ordinal))
                await zip.Add(PackPaths.File(file.Sha256), await file.Open(stop));

            var manifest = new PackManifest(PackManifest.FormatName, PackManifest.CurrentVersion, pack.Title, pack.Subjects, pack.Made, pack.Missing, zip.Listed).ToBytes();
            await zip.Add(PackPaths.Manifest, new MemoryStream(manifest));
            var seal = PackManifest.SealedText(key.Public.Name, Digest.Of(manifest));
            await zip.Add(PackPaths.Seal, new SignedNote(seal, [key.Sign(seal)]).ToString());
        }
    }

    static async Task Add(Packing zip, PackedEntry entry, SignedNote head)
    {
        await zip.Add(PackPaths.Leaf(entry.Index), new MemoryStream(entry.Leaf));
        if (entry is { Payload: { } payload, Salt: { } salt })
        {
            await zip.Add(PackPaths.Payload(entry.Index), new MemoryStream(payload));
            await zip.Add(PackPaths.Salt(entry.Index), new MemoryStream(salt));
        }
        await zip.Add(PackPaths.Proof(entry.Index), new EntryProof(entry.Index, entry.Proof, head).ToString());
    }

    sealed class Packing(ZipArchive archive, CancellationToken stop)
    {
        const int ReadAndWriteByOwnerReadByAll = 0x81A4 << 16;
        static readonly DateTimeOffset EarliestInZip = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

        readonly List<PackManifest.Listed> _listed = [];

        /// <summary>Everything written so far, for the list that comes after it.</summary>
        public IReadOnlyList<PackManifest.Listed> Listed => _listed;

        public Task Add(string path, string text) => Add(path, new MemoryStream(Encoding.UTF8.GetBytes(text)));

        /// <summary>Copies and disposes the content.</summary>
        public async Task Add(string path, Stream content)
        {
            var entry = archive.CreateEntry(path, CompressionLevel.NoCompression);
            entry.LastWriteTime = EarliestInZip;
            entry.ExternalAttributes = ReadAndWriteByOwnerReadByAll;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
            var length = 0L;
            await using (content)
            await using (var stored = await entry.OpenAsync(stop))
                for (int read; (read = await content.ReadAsync(buffer, stop)) > 0; length += read)
                {
                    hash.AppendData(buffer, 0, read);
                    await stored.WriteAsync(buffer.AsMemory(0, read), stop);
                }
            ArrayPool<byte>.Shared.Return(buffer);
            _listed.Add(new(path, length, Convert.ToHexStringLower(hash.GetHashAndReset())));
        }
    }
}
