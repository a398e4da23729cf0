using System.Diagnostics;

namespace Handrail.EndToEnd.Harness;

/// <summary>A disk of its own, of so few megabytes that a test can fill it.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    const string Ballast = "ballast";

    SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Skips the test, with the reason, where disks may not be made.</summary>
    public static async Task<SmallDisk> Make(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root on Linux can mount a small disk to fill up.");
        var folder = Directory.CreateTempSubdirectory("handrail-small-disk-").FullName;
        var mounted = await Called.Once(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true }, []);
        if (mounted.Code == 0) return new SmallDisk(folder);
        Directory.Delete(folder);
        Assert.Skip($"A small disk to fill up cannot be mounted here: {mounted.Error.Trim()}");
        throw new UnreachableException();
    }

    /// <summary>Until the last byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Path.Combine(Folder, Ballast), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Path.Combine(Folder, Ballast));

    public async ValueTask DisposeAsync()
    {
        await Called.Once(new ProcessStartInfo("umount", [Folder]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true }, []);
        Directory.Delete(Folder);
    }
}
