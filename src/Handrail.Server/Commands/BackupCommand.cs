using System.CommandLine;
using Handrail.Server.Data;
using Handrail.Server.Features.Backups;
using Handrail.Server.Files;
using Handrail.Server.Web;

namespace Handrail.Server.Commands;

/// <summary>One archive of everything, made while the server runs and read again afterwards. Prints where it is.</summary>
static class BackupCommand
{
    public static ServerCommand Make()
    {
        var file = new Argument<string?>("file") { Description = "The archive to write. Without it, a new one in the backups folder of the data folder.", Arity = ArgumentArity.ZeroOrOne };
        return new ServerCommand("backup", "Write database and files into one archive, while the server runs, and read it again. It holds everything, secrets too: keep it as safe as the server.",
            "Handrail.Server backup /backup/handrail-monday.tar --Data:Folder=/srv/handrail/data", async (typed, services, stop) =>
            {
                await using var scope = services.CreateAsyncScope();
                var made = await BackUp.Handle(typed.GetValue(file), scope.ServiceProvider.GetRequiredService<HandrailDb>(), services.GetRequiredService<DatabaseSettings>(), services.GetRequiredService<FileStore>(), services.GetRequiredService<TimeProvider>(), stop);
                if (!made.Granted(out var backup, out var refusal)) return ExitCode.Of(refusal);
                Console.Out.WriteLine(backup.Path);
                Console.Error.WriteLine($"{HumanSize.Of(backup.Length)}: the database and {backup.End.Files:N0} files, read again and found whole.");
                foreach (var sha256 in backup.End.LeftOut) Console.Error.WriteLine($"LEFT OUT: file {sha256}: its bytes were changed on this disk. Take it from an older backup.");
                return backup.End.LeftOut.Count == 0 ? ExitCode.Done : ExitCode.Invalid;
            })
        { file };
    }
}
