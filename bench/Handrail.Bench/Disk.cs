namespace Handrail.Bench;

/// <summary>A folder for one scenario, deleted afterwards, on the disk of HANDRAIL_BENCH_FOLDER or, unless that is set, of the temporary folder.</summary>
sealed class Disk : IDisposable
{
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Place, "handrail-bench-" + Path.GetRandomFileName())).FullName;

    static string Place => Environment.GetEnvironmentVariable("HANDRAIL_BENCH_FOLDER") is { Length: > 0 } chosen ? chosen : Path.GetTempPath();

    /// <summary>A folder in memory survives no power cut, so nothing durable can be measured in it.</summary>
    public static bool IsInMemory => new DriveInfo(Place).DriveFormat is "tmpfs" or "ramfs";

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
