using Handrail.Server.Data;

namespace Handrail.Server.Commands;

/// <summary>Brings the database to the version of this program without starting to serve.</summary>
static class MigrateCommand
{
    public static ServerCommand Make() => new("migrate", "Bring the database to the version of this program. The server does this by itself when it starts.",
        "Handrail.Server migrate --Data:Folder=/srv/handrail/data", async (_, services, _) =>
        {
            if (!(await Schema.Update(services)).Granted(out var version, out var refusal)) return ExitCode.Of(refusal);
            Console.Out.WriteLine(version.Applied == 0 ? $"Nothing to do: the database is at {version.Now}." : $"The database was brought from {version.Before ?? "nothing"} to {version.Now}.");
            return ExitCode.Done;
        });
}
