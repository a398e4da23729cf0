using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Handrail.Core;
using Handrail.Server.Data;

namespace Handrail.Server.Features.Backups;

sealed record BackupRead(BackupManifest Manifest, BackupEnd End);

/// <summary>Reads a backup from front to end and believes nothing: names, order, and the hash of every byte that matters.</summary>
static class ReadBackup
{
    const int LongestJson = 64 * 1024 * 1024;

    /// <param name="keep">Opens the place where an entry's content goes; null to check only. It is given only names that belong into a backup.</param>
    /// <returns>Invalid when something is missing, changed or too much; what was kept until then is worthless.</returns>
    public static async Task<Outcome<BackupRead>> Handle(Stream archive, Func<string, Stream>? keep, CancellationToken stop)
    {
        try
        {
            return await Read(archive, keep, stop);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or FormatException or EndOfStreamException or JsonException)
        {
            return Broken("it was cut off, or is no archive of this kind");
        }
    }

    static async Task<Outcome<BackupRead>> Read(Stream archive, Func<string, Stream>? keep, CancellationToken stop)
    {
        await using var tar = new TarReader(archive, leaveOpen: true);
        if (!(await Json<BackupManifest>(await Next(tar, stop), BackupFormat.Manifest, stop)).Granted(out var manifest, out var none)) return none;
        if (manifest.Format != BackupFormat.Version || !Enum.TryParse<DatabaseKind>(manifest.Provider, out var kind)) return new Refusal.Invalid("file", $"This backup was made by Handrail {manifest.Program}, in a form that this version does not know.");

        var name = DatabaseCopy.NameOf(kind);
        if (await Next(tar, stop) is not { } database || database.Name != name) return Broken($"{name} is missing");
        if (await Copy(database, keep, stop) != manifest.Sha256) return Broken($"{name} was changed or is damaged");
        var (files, bytes) = (0, 0L);
        for (var entry = await Next(tar, stop); entry is not null; entry = await Next(tar, stop))
        {
            if (entry.Name == BackupFormat.End)
                return (await Json<BackupEnd>(entry, BackupFormat.End, stop)).Then<BackupRead>(end => (end.Files, end.Bytes) == (files, bytes)
                    ? new BackupRead(manifest, end)
                    : Broken($"it has {files} files with {bytes} bytes, and says that it had {end.Files} with {end.Bytes}"));
            if (BackupFormat.Sha256In(entry.Name) is not { } sha256) return Broken($"“{Printable(entry.Name)}” does not belong in a backup");
            if (await Copy(entry, keep, stop) != sha256) return Broken($"the file {sha256} was changed or is damaged");
            (files, bytes) = (files + 1, bytes + entry.Length);
        }
        return Broken("it ends too early");
    }

    /// <summary>The next ordinary file; a link or device is as good as the end.</summary>
    static async Task<TarEntry?> Next(TarReader tar, CancellationToken stop) =>
        await tar.GetNextEntryAsync(copyData: false, stop) is { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile } entry ? entry : null;

    /// <returns>The hash of the content; null when it is shorter than it should be.</returns>
    static async Task<string?> Copy(TarEntry entry, Func<string, Stream>? keep, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = keep?.Invoke(entry.Name) ?? Stream.Null;
        var buffer = new byte[81920];
        var length = 0L;
        for (int read; entry.DataStream is { } content && (read = await content.ReadAsync(buffer, stop)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        return length == entry.Length ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null;
    }

    static async Task<Outcome<T>> Json<T>(TarEntry? entry, string name, CancellationToken stop) where T : class
    {
        if (entry is null || entry.Name != name || entry.Length is 0 or > LongestJson || entry.DataStream is not { } content) return new Refusal.Invalid("file", "This is not a backup of Handrail.");
        using var json = new MemoryStream();
        await content.CopyToAsync(json, stop);
        return BackupFormat.Read<T>(json.ToArray()) is { } read ? read : Broken($"{name} cannot be read");
    }

    static Refusal.Invalid Broken(string what) => new("file", $"The backup is damaged: {what}.");

    static string Printable(string name) => string.Concat(name.Take(200).Select(c => char.IsControl(c) ? '?' : c));
}
