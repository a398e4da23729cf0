using System.Runtime.CompilerServices;
using Handrail.Server.Data;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Procedures;

/// <summary>
/// What lists of procedures can be filtered by. The different names are few and the procedures many, so the index is asked for the next name after the last one, and not
/// every procedure for its own: neither database does that for DISTINCT.
/// </summary>
static class FilterChoices
{
    /// <summary>Of a question that skips rows PostgreSQL does not make a join: it would read every procedure once where a few names are to be looked up.</summary>
    public const int Nothing = 0;

    public static IQueryable<string> Families(HandrailDb db)
    {
        var inUse = InUse(db);
        return DifferentInUse(db, nameof(Sop.Family)).Where(name => inUse.Where(sop => sop.Family == name).Skip(Nothing).Any()).OrderBy(name => name);
    }

    public static IQueryable<string> Owners(HandrailDb db)
    {
        var inUse = InUse(db);
        return DifferentInUse(db, nameof(Sop.Owner)).Where(name => inUse.Where(sop => sop.Owner == name).Skip(Nothing).Any()).OrderBy(name => name);
    }

    /// <summary>Those that this reader may know of: a name that stands only on others is no choice.</summary>
    static IQueryable<Sop> InUse(HandrailDb db)
    {
        // A parameter, because SQLite finds "equals" in an index and "not" in none.
        var retired = false;
        return db.Sops.Where(sop => sop.Retired == retired);
    }

    static IQueryable<string> DifferentInUse(HandrailDb db, string column) => Different(db, "Sops", nameof(Sop.Retired), false, column);

    /// <param name="second">In an index behind the organization, and there <paramref name="column"/> is behind it.</param>
    public static IQueryable<string> Different(HandrailDb db, string table, string second, object value, string column) => db.Database.SqlQuery<string>(FormattableStringFactory.Create($$"""
        WITH RECURSIVE "Names" ("Value") AS (
          SELECT min("{{column}}") FROM "{{table}}" WHERE "OrganizationId" = {0} AND "{{second}}" = {1} AND "{{column}}" > ''
          UNION ALL
          SELECT (SELECT min("{{column}}") FROM "{{table}}" WHERE "OrganizationId" = {0} AND "{{second}}" = {1} AND "{{column}}" > "Names"."Value") FROM "Names" WHERE "Names"."Value" IS NOT NULL)
        SELECT "Value" FROM "Names" WHERE "Value" IS NOT NULL
        """, db.Tenant.Value, value));
}
