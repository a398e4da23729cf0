using System.Formats.Tar;
using System.Net;
using CsCheck;
using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Features.Backups;
using Handrail.Server.Features.Doctor;
using Handrail.Server.Files;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Handrail.Server.Tests.Features.Backups;

public sealed class BackupTests(Furnished site) : IClassFixture<Furnished>, IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("handrail-backup-");

    public void Dispose() => _folder.Delete(recursive: true);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Browser Ada => site.Office.Ada;

    async Task<Outcome<BackupMade>> BackUp(string name = "all.tar")
    {
        var server = site.Office.Server;
        await using var scope = server.Services.CreateAsyncScope();
        return await Handrail.Server.Features.Backups.BackUp.Handle(Path.Combine(_folder.FullName, name), scope.ServiceProvider.GetRequiredService<HandrailDb>(),
            server.Services.GetRequiredService<DatabaseSettings>(), server.Services.GetRequiredService<FileStore>(), server.Clock, Stop);
    }

    /// <summary>Puts a backup where a server that has not been started yet will look.</summary>
    static async Task<Outcome<Restored>> Restore(string archive, TestServer into, bool overwrite = false)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(into.Clock).AddSingleton<LiveFeed>().AddHandrailDb(into.Settings).BuildServiceProvider();
        return await RestoreBackup.Handle(archive, overwrite, services, Stop);
    }

    static async Task<TestServer> NewServer()
    {
        var server = new TestServer { IsBare = true };
        await server.InitializeAsync();
        return server;
    }

    static async Task<IReadOnlyList<string>> Problems(TestServer server) => [.. (await Examination.Everything(server.Services, Stop).ToListAsync(Stop)).SelectMany(check => check.Problems)];

    [Fact]
    public async Task All_that_was_there_is_there_again_after_a_restore()
    {
        var backup = (await BackUp()).Value;
        var size = await site.Office.JournalSize();
        var files = await site.Office.Server.InDatabase(db => db.StoredFiles.IgnoreQueryFilters().Select(file => file.Sha256).Distinct().CountAsync(Stop));

        await using var server = await NewServer();
        var restored = (await Restore(backup.Path, server)).Value;

        Assert.Equal((size, null), (Assert.Single(restored.Journals).Head.Size, restored.Replaced));
        Assert.Equal(files, restored.Backup.End.Files);
        Assert.Empty(await Problems(server));
        var ada = server.NewBrowser();
        await ada.SignIn("ada@northwind.example", TestServer.Password);
        Assert.Contains("Lock the front door", (await ada.See(site.Run)).Text, StringComparison.Ordinal);
        Assert.Equal("Northwind's own", (await ada.Get("/files/" + site.Sha256)).Body);
        await ada.Complete(site.Run, "front");
        Assert.Empty(await Problems(server));
    }

    [Fact]
    public async Task A_backup_that_is_made_while_people_work_is_of_one_moment()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var page = await Ada.See(site.Run, "front");
        var working = Enumerable.Range(0, 3).Select(async _ =>
        {
            var acts = 0;
            for (; !done.IsCancellationRequested; acts++) Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form[action$='/steps/front/note']", ("text", $"note {acts}"))).Status);
            return acts;
        }).ToList();
        var backups = new List<BackupMade>();
        for (var i = 0; i < 3; i++) backups.Add((await BackUp($"{i}.tar")).Value);
        await done.CancelAsync();
        Assert.All(await Task.WhenAll(working), acts => Assert.True(acts > 0));

        foreach (var backup in backups)
        {
            await using var server = await NewServer();
            Assert.Null((await Restore(backup.Path, server)).Refusal);
            Assert.Empty(await Problems(server));
        }
    }

    [Fact]
    public async Task Nothing_is_written_over_another_file_and_only_its_owner_can_read_it()
    {
        var backup = (await BackUp()).Value;
        var before = await File.ReadAllBytesAsync(backup.Path, Stop);

        Assert.Equal("conflict", (await BackUp()).Refusal?.Code);

        Assert.Equal(before, await File.ReadAllBytesAsync(backup.Path, Stop));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup.Path));
        Assert.Equal([Path.GetFileName(backup.Path)], _folder.EnumerateFileSystemInfos().Select(file => file.Name));
    }

    [Fact]
    public async Task A_file_that_was_damaged_on_the_disk_is_left_out_and_named()
    {
        await Ada.Act(site.Run, "front", "evidence", ("evidence", Doing.File("frail.txt", "frail")));
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("frail"u8));
        var path = Path.Combine(site.Office.Server.DataFolder, "files", sha256[..2], sha256);
        await File.WriteAllTextAsync(path, "fraud", Stop);

        var backup = (await BackUp()).Value;
        await File.WriteAllTextAsync(path, "frail", Stop);

        Assert.Equal([sha256], backup.End.LeftOut);
        await using var server = await NewServer();
        Assert.Equal([sha256], (await Restore(backup.Path, server)).Value.Backup.End.LeftOut);
        Assert.Equal([$"file {sha256} (frail.txt): it is missing."], await Problems(server));
    }

    [Fact]
    public async Task Where_something_is_already_nothing_is_changed_unless_told_and_then_it_is_moved_aside()
    {
        var backup = (await BackUp()).Value;
        await using var server = await NewServer();
        Assert.Null((await Restore(backup.Path, server)).Refusal);
        var theirs = Path.Combine(server.DataFolder, "files", site.Sha256[..2], site.Sha256);
        var written = File.GetLastWriteTimeUtc(theirs);

        Assert.Equal("conflict", (await Restore(backup.Path, server)).Refusal?.Code);
        Assert.Equal(written, File.GetLastWriteTimeUtc(theirs));

        if (TestServer.OnPostgres) Assert.Equal("conflict", (await Restore(backup.Path, server, overwrite: true)).Refusal?.Code);
        else
        {
            var again = (await Restore(backup.Path, server, overwrite: true)).Value;
            Assert.True(File.Exists(Path.Combine(again.Replaced!, "handrail.db")));
            Assert.True(File.Exists(Path.Combine(again.Replaced!, "files", site.Sha256[..2], site.Sha256)));
            Assert.Empty(await Problems(server));
        }
    }

    [Fact]
    public async Task Nothing_is_put_under_a_running_server()
    {
        var backup = (await BackUp()).Value;

        var refused = await Restore(backup.Path, site.Office.Server, overwrite: true);

        Assert.Contains("A server is running", Assert.IsType<Refusal.Conflict>(refused.Refusal).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/")).Status);
    }

    /// <summary>What an archive holds, as it would be written; null when it is refused.</summary>
    static async Task<Dictionary<string, byte[]>?> Contents(byte[] archive)
    {
        var kept = new Dictionary<string, MemoryStream>();
        var read = await ReadBackup.Handle(new MemoryStream(archive), name => kept[name] = new MemoryStream(), Stop);
        return read.Refusal is null ? kept.ToDictionary(file => file.Key, file => file.Value.ToArray()) : null;
    }

    [Fact]
    public async Task A_changed_byte_is_refused_or_changes_nothing_that_is_restored()
    {
        var archive = await File.ReadAllBytesAsync((await BackUp()).Value.Path, Stop);
        var whole = await Contents(archive);
        Assert.NotNull(whole);
        var refused = 0;

        await Gen.Select(Gen.Int[0, archive.Length - 1], Gen.Byte[1, 255]).SampleAsync(async change =>
        {
            var changed = archive.ToArray();
            changed[change.Item1] ^= change.Item2;
            if (await Contents(changed) is not { } read) Interlocked.Increment(ref refused);
            else Assert.Equal(whole, read);
        }, iter: 200);

        Assert.True(refused > 50, $"Only {refused} of 200 changes were noticed.");
    }

    [Fact]
    public async Task An_archive_that_was_cut_off_anywhere_is_refused()
    {
        var archive = await File.ReadAllBytesAsync((await BackUp()).Value.Path, Stop);
        var end = archive.AsSpan().TrimEnd((byte)0).Length;

        await Gen.Int[0, end - 1].SampleAsync(async length => Assert.Null(await Contents(archive[..length])), iter: 100);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/evil")]
    [InlineData("files/../../evil")]
    [InlineData("files/ab/evil")]
    [InlineData("handrail.db")]
    public async Task A_name_that_does_not_belong_is_never_written_to(string name)
    {
        var made = await BackUp();
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            await using var original = new TarReader(File.OpenRead(made.Value.Path));
            for (var i = 0; i < 2 && await original.GetNextEntryAsync(copyData: true, Stop) is { } entry; i++) await tar.WriteEntryAsync(entry, Stop);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) }, Stop);
        }
        var asked = new List<string>();

        var read = await ReadBackup.Handle(new MemoryStream(archive.ToArray()), entry => { asked.Add(entry); return Stream.Null; }, Stop);

        Assert.Contains("does not belong", Assert.IsType<Refusal.Invalid>(read.Refusal).Message, StringComparison.Ordinal);
        Assert.Single(asked);
    }

    [Fact]
    public async Task A_link_in_the_archive_is_not_followed()
    {
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true)) await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "manifest.json") { LinkName = "/etc/passwd" }, Stop);

        Assert.Equal("This is not a backup of Handrail.", (await ReadBackup.Handle(new MemoryStream(archive.ToArray()), null, Stop)).Refusal?.Message);
    }
}
