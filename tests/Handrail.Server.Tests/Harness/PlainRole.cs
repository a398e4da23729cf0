using Npgsql;

namespace Handrail.Server.Tests.Harness;

/// <summary>A role on PostgreSQL that is no superuser, as an installation has one: only such a role is held to row-level security.</summary>
static class PlainRole
{
    public const string Name = "handrail_test";
    public const string Password = "only for tests";

    /// <returns>Its name. Several test programs may make it at once; one is first.</returns>
    public static async Task<string> Make(NpgsqlConnection cluster)
    {
        await using var make = new NpgsqlCommand($"DO $$ BEGIN CREATE ROLE {Name} LOGIN PASSWORD '{Password}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$", cluster);
        await make.ExecuteNonQueryAsync();
        return Name;
    }
}
