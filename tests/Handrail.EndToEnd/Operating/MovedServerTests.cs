using System.Text;
using Handrail.EndToEnd.Cli;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Operating;

/// <summary>A server that is backed up while it runs and put back elsewhere; and one whose database somebody has changed in between.</summary>
public sealed class MovedServerTests : IDisposable
{
    const string Procedure = "# Lock up\n\n## Steps\n1. Lock the door {#lock}\n2. Go home {#home}\n";

    readonly string _folder = Directory.CreateTempSubdirectory("handrail-moved-").FullName;
    readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    string Archive => Path.Combine(_folder, "all.tar");

    /// <summary>An installation with a run in it, backed up while it serves.</summary>
    async Task<(string Run, string Token)> BackUpRunning((string, string)[] settings)
    {
        await using var server = await RunningServer.Start(null, settings);
        using var ada = await Client.Claim(server);
        var run = await ada.Start(await ada.Publish(Procedure, "lock-up.md"));
        await ada.Attach(run, "lock", "seen.txt", "seen"u8.ToArray());
        await ada.Act(run, "note", null, ("text", "the seal is whole"));

        var backup = await RunningServer.Command(server.Folder, settings, "backup", Archive);

        Assert.Equal((0, Archive + "\n"), (backup.Code, backup.Out));
        Assert.Contains("1 files, read again and found whole", backup.Error, StringComparison.Ordinal);
        Assert.Equal(5, (await RunningServer.Command(server.Folder, settings, "backup", Archive)).Code);
        Assert.Equal(5, (await RunningServer.Command(server.Folder, settings, "restore", Archive, "--overwrite")).Code);
        return (run, ada.Token);
    }

    async Task<string> Restore((string, string)[] settings)
    {
        var data = Path.Combine(_folder, "data");
        var restored = await RunningServer.Command(data, settings, "restore", Archive);
        Assert.True(restored.Code == 0, restored.Error);
        Assert.Matches("Northwind Dental: [0-9]+ entries, root ", restored.Out);
        return data;
    }

    async Task GoesOn((string, string)[] before, (string, string)[] after)
    {
        var (run, token) = await BackUpRunning(before);
        var data = await Restore(after);

        await using (var server = await RunningServer.Start(data, after))
        {
            using var ada = Client.With(token, server);
            Assert.Equal("seen", await ada.Http.GetStringAsync("/files/" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("seen"u8)), TestContext.Current.CancellationToken));
            Assert.True((await ada.Act(run, "completion", "lock", ("outcome", "done"))).IsSuccessStatusCode);
        }
        var doctor = await RunningServer.Command(data, after, "doctor");
        Assert.True(doctor.Code == 0, doctor.Out);
    }

    [Fact]
    public Task What_was_backed_up_under_way_goes_on_elsewhere() => GoesOn([], []);

    [Fact]
    public async Task The_same_with_PostgreSQL_into_an_empty_database()
    {
        await using var before = await Postgres.Create();
        await using var after = await Postgres.Create();
        await GoesOn(before.Settings, after.Settings);
    }

    [Fact]
    public async Task A_changed_archive_is_refused_and_nothing_is_put_in_place()
    {
        await BackUpRunning([]);
        Replace(Archive, "the seal is whole", "the seal is split");
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;

        var refused = await RunningServer.Command(data, [], "restore", Archive);

        Assert.Equal((2, "", "The backup is damaged: handrail.db was changed or is damaged.\n"), (refused.Code, refused.Out, refused.Error));
        Assert.Empty(Directory.GetFileSystemEntries(data));
    }

    [Fact]
    public async Task What_somebody_changed_in_the_database_file_is_named_by_doctor_and_by_the_verifier()
    {
        var (run, token) = await BackUpRunning([]);
        var data = await Restore([]);
        Replace(Path.Combine(data, "handrail.db"), "file: lock-up.md", "file: look-up.md");

        var doctor = await RunningServer.Command(data, [], "doctor");
        await using var server = await RunningServer.Start(data);
        using var ada = Client.With(token, server);
        await File.WriteAllBytesAsync(_shell.Path("pack.zip"), await ada.Http.GetByteArrayAsync($"/api/runs/{run}/pack", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        var verified = await _shell.Run("verify", "pack.zip");

        Assert.Equal((2, 2), (doctor.Code, verified.Code));
        Assert.Matches(@"WRONG  Northwind Dental, journal\n       - entry [0-9]+ \(ProcedureAdded, procedure/SOP-001\): what it says was changed after it was written\.\n", doctor.Out);
        Assert.Matches(@"entry [0-9]+ \(ProcedureAdded, procedure/SOP-001\): ", verified.Out);
    }

    /// <summary>Somebody with the file in their hands, and no database in between.</summary>
    static void Replace(string path, string old, string now)
    {
        var bytes = File.ReadAllBytes(path);
        var places = 0;
        for (var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old)); at >= 0; at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old)), places++) Encoding.UTF8.GetBytes(now).CopyTo(bytes, at);
        Assert.True(places > 0, $"{path} does not hold “{old}”.");
        File.WriteAllBytes(path, bytes);
    }
}
