using System.Formats.Tar;
using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Files;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Backups;

/// <param name="Path">Of the archive.</param>
sealed record BackupMade(string Path, BackupEnd End, long Length);

/// <summary>
/// Everything an installation is, in one archive, while the server runs: first the database, as it was at one moment, then the files; a file that no row knows
/// yet is harmless, a row without its file is a lost piece of evidence. Read again before it gets its name.
/// </summary>
static class BackUp
{
    /// <summary>It holds the signing keys and the hashes of passwords.</summary>
    const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="path">Where to; null for a new file in the backups folder of the data folder.</param>
    public static async Task<Outcome<BackupMade>> Handle(string? path, HandrailDb db, DatabaseSettings settings, FileStore store, TimeProvider clock, CancellationToken stop)
    {
        var at = Instant.Now(clock);
        var target = Path.GetFullPath(path ?? Path.Combine(settings.DataFolder, "backups", $"handrail-{at.ToDateTimeOffset():yyyyMMdd-HHmmss}.tar"));
        if (File.Exists(target) || Directory.Exists(target)) return new Refusal.Conflict($"{target} is there already; nothing was written over it.");
        if (!await db.Database.CanConnectAsync(stop)) return new Refusal.NotFound($"There is no database to back up: {ProviderDifferences.Describe(db)}");
        var applied = (await db.Database.GetAppliedMigrationsAsync(stop)).LastOrDefault() ?? "";

        using var beside = new WorkFolder(Path.GetDirectoryName(target)!, "backing-up");
        var copy = beside.File(DatabaseCopy.NameOf(settings.Kind));
        if (await DatabaseCopy.Take(db, settings, copy, stop) is { } cannot) return cannot;
        var manifest = new BackupManifest(BackupFormat.Version, at, typeof(BackUp).Assembly.GetName().Version?.ToString(3) ?? "", settings.Kind.ToString(), applied, new FileInfo(copy).Length, await Sha256Of(copy, stop));
        var archive = beside.File("handrail.tar");
        await Write(archive, manifest, copy, store, stop);

        await using (var written = new FileStream(archive, FileMode.Open, FileAccess.Read))
        {
            if (!(await ReadBackup.Handle(written, null, stop)).Granted(out var read, out var broken)) return new Refusal.Unavailable($"The archive that was written does not read back: {broken.Message}");
            File.Move(archive, target);
            return new BackupMade(target, read.End, written.Length);
        }
    }

    static async Task Write(string archive, BackupManifest manifest, string copy, FileStore store, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OnlyOwner;
        await using var file = new FileStream(archive, options);
        await using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            await Add(tar, BackupFormat.Manifest, new MemoryStream(BackupFormat.Write(manifest)), manifest.MadeAt, stop);
            await Add(tar, Path.GetFileName(copy), new FileStream(copy, FileMode.Open, FileAccess.Read), manifest.MadeAt, stop);
            var (files, bytes, leftOut) = (0, 0L, new List<string>());
            foreach (var sha256 in store.All())
            {
                if (!await store.IsIntact(sha256, stop) || store.Open(sha256) is not { } content)
                {
                    leftOut.Add(sha256);
                    continue;
                }
                (files, bytes) = (files + 1, bytes + content.Length);
                await Add(tar, BackupFormat.FileEntry(sha256), content, manifest.MadeAt, stop);
            }
            await Add(tar, BackupFormat.End, new MemoryStream(BackupFormat.Write(new BackupEnd(files, bytes, leftOut))), manifest.MadeAt, stop);
        }
        file.Flush(flushToDisk: true);
    }

    static async Task Add(TarWriter tar, string name, Stream content, Instant at, CancellationToken stop)
    {
        await using (content) await tar.WriteEntryAsync(BackupFormat.Entry(name, content, at), stop);
    }

    static async Task<string> Sha256Of(string path, CancellationToken stop)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
    }
}
