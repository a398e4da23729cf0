using System.CommandLine;
using Handrail.Server.Features.Backups;

namespace Handrail.Server.Commands;

/// <summary>Puts a backup back, after every hash in it was checked.</summary>
static class RestoreCommand
{
    public static ServerCommand Make()
    {
        var file = new Argument<string>("file") { Description = "An archive that backup has made." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Also where there is something already. That is moved aside in the data folder, not deleted." };
        return new ServerCommand("restore", "Put a backup back. The server must not run. Nothing is changed before the whole archive was read and found whole.",
            "Handrail.Server restore /backup/handrail-monday.tar --Data:Folder=/srv/handrail/data", async (typed, services, stop) =>
            {
                if (!(await RestoreBackup.Handle(typed.GetRequiredValue(file), typed.GetValue(overwrite), services, stop)).Granted(out var restored, out var refusal)) return ExitCode.Of(refusal);
                Console.Out.WriteLine($"Restored what was backed up at {restored.Backup.Manifest.MadeAt}: the database and {restored.Backup.End.Files:N0} files.");
                foreach (var (organization, head) in restored.Journals) Console.Out.WriteLine($"{organization}: {head.Size:N0} entries, root {head.Root}");
                if (restored.Replaced is { } aside) Console.Error.WriteLine($"What was there before is in {aside}.");
                foreach (var sha256 in restored.Backup.End.LeftOut) Console.Error.WriteLine($"Not in this backup: file {sha256}, which was damaged when it was made.");
                Console.Error.WriteLine("Now run doctor, and compare the roots with a signed head that was kept outside.");
                return ExitCode.Done;
            })
        { file, overwrite };
    }
}
