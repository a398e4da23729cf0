using System.ComponentModel;
using System.Diagnostics;
using Handrail.Core.Journal;
using Handrail.Core.Journal.Packs;
using static Handrail.Core.Tests.Journal.Packs.SampleJournal;

namespace Handrail.Core.Tests.Journal.Packs;

/// <summary>The commands printed in every pack, typed into a real shell.</summary>
public class VerifyByHandTests
{
    [Fact]
    public async Task The_commands_in_the_readme_verify_a_pack()
    {
        var journal = Usual();
        var root = journal.Head.Root.ToString();
        var folder = Directory.CreateTempSubdirectory("handrail-pack");
        foreach (var (path, content) in Unpack(await Zip(journal.Pack())))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, path))!);
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, path), content, TestContext.Current.CancellationToken);
        }
        var readme = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "README.txt"), TestContext.Current.CancellationToken);
        Assert.All([PackReadme.Commands.Head, PackReadme.Commands.Seal, PackReadme.Commands.Inclusion, PackReadme.Commands.Commitment], commands => Assert.Contains(commands, readme, StringComparison.Ordinal));

        Assert.Equal(["Signature Verified Successfully"], await Shell(folder, PackReadme.Commands.Head));
        var seal = await Shell(folder, PackReadme.Commands.Seal);
        Assert.Equal("Signature Verified Successfully", seal[0]);
        Assert.Equal(seal[1], seal[2]);
        foreach (var n in (long[])[2, 3, 5, 7])
        {
            Assert.Equal([root, root], await Shell(folder, $"n={n}\n{PackReadme.Commands.Inclusion}"));
            Assert.Equal([journal.Entries[(int)n].Entry.Commitment.ToString()], await Shell(folder, $"n={n}\n{PackReadme.Commands.Commitment}"));
        }

        await File.AppendAllTextAsync(Path.Combine(folder.FullName, "entries/3.json"), " ", TestContext.Current.CancellationToken);
        Assert.NotEqual(root, (await Shell(folder, $"n=3\n{PackReadme.Commands.Inclusion}"))[0]);
        folder.Delete(recursive: true);
    }

    static async Task<string[]> Shell(DirectoryInfo folder, string commands)
    {
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "command -v openssl > /dev/null || exit 127\n" + commands]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true })!;
            var said = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (shell.ExitCode == 127) Assert.Skip("openssl is not on this machine.");
            return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no shell on this machine.");
            throw;
        }
    }
}
