using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Data;
using Handrail.Server.Work;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Backups;

/// <param name="Journals">Each organization's name, and its journal as restored.</param>
/// <param name="Replaced">Where what was there before is now; null when nothing was.</param>
sealed record Restored(BackupRead Backup, IReadOnlyList<(string Organization, TreeHead Head)> Journals, string? Replaced);

/// <summary>
/// Puts a backup back. It is read whole, and every hash checked, into a folder beside; only then does it take its place. What was there is moved aside, not deleted.
/// </summary>
static class RestoreBackup
{
    public static async Task<Outcome<Restored>> Handle(string path, bool overwrite, IServiceProvider services, CancellationToken stop)
    {
        var settings = services.GetRequiredService<DatabaseSettings>();
        if (!File.Exists(path)) return new Refusal.NotFound($"There is no file {path}.");
        if (FolderInUse.Problem(settings) is { } inUse) return inUse;
        var files = Path.Combine(settings.DataFolder, "files");
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HandrailDb>();
        var hasFiles = Directory.Exists(files) && Directory.EnumerateFileSystemEntries(files).Any();
        if (await DatabaseCopy.Hindrance(db, settings, overwrite, stop) is { } occupied) return occupied;
        if (hasFiles && !overwrite) return new Refusal.Conflict($"There are files in {files} already. Choose an empty data folder, or say --overwrite; what is there is then moved aside.");

        using var beside = new WorkFolder(settings.DataFolder, "restoring");
        await using var archive = new FileStream(path, FileMode.Open, FileAccess.Read);
        if (!(await ReadBackup.Handle(archive, name => new FileStream(beside.File(name), FileMode.CreateNew, FileAccess.Write), stop)).Granted(out var backup, out var broken)) return broken;
        if (backup.Manifest.Provider != settings.Kind.ToString()) return new Refusal.Invalid("file", $"This backup is of {backup.Manifest.Provider}, and the settings say {settings.Kind}. Give --Database:Provider and --Database:ConnectionString to match.");
        if (!db.Database.GetMigrations().Contains(backup.Manifest.Migration)) return new Refusal.Conflict($"This backup is of a newer version ({backup.Manifest.Program}, database at {backup.Manifest.Migration}). Restore it with that version.");

        var aside = Path.Combine(settings.DataFolder, $"replaced-{Instant.Now(services.GetRequiredService<TimeProvider>()).ToDateTimeOffset():yyyyMMdd-HHmmss}");
        if (await DatabaseCopy.PutBack(settings, beside.File(DatabaseCopy.NameOf(settings.Kind)), aside, stop) is { } failed) return failed;
        if (hasFiles) Directory.Move(files, Path.Combine(Directory.CreateDirectory(aside).FullName, "files"));
        else if (Directory.Exists(files)) Directory.Delete(files);
        Directory.Move(beside.Folder("files"), files);

        if (!(await Schema.Update(services)).Granted(out _, out var newer)) return newer;
        return new Restored(backup, await Journals(db, stop), Directory.Exists(aside) ? aside : null);
    }

    static async Task<IReadOnlyList<(string, TreeHead)>> Journals(HandrailDb db, CancellationToken stop)
    {
        using var everybody = db.LookAcross();
        var heads = await db.JournalHeads.IgnoreQueryFilters().AsNoTracking()
            .Join(db.Organizations, head => head.OrganizationId, organization => organization.Id, (head, organization) => new { organization.Name, head.Origin, head.Size, head.Frontier }).OrderBy(head => head.Name).ToListAsync(stop);
        return [.. heads.Select(head => (head.Name, new TreeHead(head.Origin, head.Size, Frontier.Read(head.Frontier).Root)))];
    }
}
