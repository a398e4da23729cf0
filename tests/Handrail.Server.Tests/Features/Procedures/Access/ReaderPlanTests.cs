using System.Data;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Data;
using Handrail.Server.Features.Compliance;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Access;
using Handrail.Server.Features.Procedures.Acknowledging;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Access;

/// <summary>What a member may read is looked up by index on both databases, row by row of a page: a list does not grow slower with the readers that texts name.</summary>
public sealed class ReaderPlanTests(Office office) : IClassFixture<Office>
{
    [Theory]
    [InlineData("procedures")]
    [InlineData("runs")]
    [InlineData("revisions")]
    [InlineData("search")]
    [InlineData("files")]
    public async Task Readers_are_found_by_index(string list)
    {
        var (asked, plan) = await office.Server.InDatabase(async db =>
        {
            var ada = await db.Members.IgnoreQueryFilters().SingleAsync();
            db.ReadFor(new CurrentMember(ada.Id, ada.OrganizationId, ada.Name, "", ada.Permission), new Reading(ada.Id, Secrecy.Open, [ada.Id.ToString(), "night-desk"]));
            return await Explain(db, await Query(db, list));
        });

        if (TestServer.OnPostgres)
        {
            Assert.Contains(plan, line => line.Contains("PK_RevisionReaders", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on \"RevisionReaders\"", StringComparison.Ordinal));
        }
        // SQLite names the index and not the table: each time that readers are asked for is one by the index.
        else Assert.Equal(asked.Split("FROM \"RevisionReaders\"").Length - 1, plan.Count(line => line.StartsWith("SEARCH", StringComparison.Ordinal) && line.Contains("INDEX sqlite_autoindex_RevisionReaders", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(0)]
    public async Task Words_are_found_by_index_under_row_level_security_too(int rankable)
    {
        Assert.SkipUnless(TestServer.OnPostgres, "SQLite has an index that can be asked nothing else.");

        var (_, plan) = await office.Server.InDatabase(async db =>
        {
            db.Tenant = db.Organizations.IgnoreQueryFilters().Single().Id;
            return await Explain(db, db.Set<SearchHit>().FromSql(await ProviderDifferences.Search(db, "doors front", 50, 20, rankable, default)));
        });

        Assert.Contains(plan, line => line.Contains("Index Cond", StringComparison.Ordinal) && line.Contains("\"Word\"", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on \"ProcedureSearch\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Family")]
    [InlineData("Owner")]
    public async Task Names_to_choose_from_are_found_one_after_the_other_by_index(string column)
    {
        Assert.SkipWhen(TestServer.OnPostgres, "Of a handful of rows PostgreSQL takes whichever index comes first, and sorts.");

        var (_, plan) = await office.Server.InDatabase(db => Explain(db, column == "Family" ? FilterChoices.Families(db) : FilterChoices.Owners(db)));

        Assert.Equal(2, plan.Count(line => line.Contains($"(OrganizationId=? AND Retired=? AND {column}>?)", StringComparison.Ordinal)));
        Assert.Single(plan, line => line.Contains($"(OrganizationId=? AND Retired=? AND {column}=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_is_to_acknowledge_is_found_by_index()
    {
        var (_, plan) = await office.Server.InDatabase(async db =>
        {
            var ada = await db.Members.IgnoreQueryFilters().SingleAsync();
            db.ReadFor(new CurrentMember(ada.Id, ada.OrganizationId, ada.Name, "", ada.Permission), new Reading(ada.Id, Secrecy.Open, [ada.Id.ToString(), "night-desk"]));
            return await Explain(db, Unacknowledged.Of(db, ada.Id, [ada.Id.ToString(), "night-desk", "everybody"]).OrderBy(sop => sop.Number).Take(4));
        });

        if (TestServer.OnPostgres)
        {
            Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on \"Acknowledgements\"", StringComparison.Ordinal) || line.Contains("Seq Scan on \"SopRecipients\"", StringComparison.Ordinal));
            // Which of the two indexes that begin with what is asked for, it chooses by what is in them.
            Assert.Contains(plan, line => line.Contains("_Acknowledgements", StringComparison.Ordinal));
            Assert.Contains(plan, line => line.Contains("_SopRecipients", StringComparison.Ordinal));
        }
        else
        {
            Assert.Contains(plan, line => line.Contains("INDEX sqlite_autoindex_Acknowledgements_1 (SopId=? AND MemberId=? AND Revision>?)", StringComparison.Ordinal));
            Assert.Contains(plan, line => line.Contains("INDEX IX_SopRecipients_OrganizationId_Key_SopId (OrganizationId=? AND Key=?", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Policies_that_are_served_are_found_one_after_the_other_by_index()
    {
        Assert.SkipWhen(TestServer.OnPostgres, "Of a handful of rows PostgreSQL takes whichever index comes first, and sorts.");

        var (_, plan) = await office.Server.InDatabase(db => Explain(db, Serving.Policies(db)));

        Assert.Equal(2, plan.Count(line => line.Contains("(OrganizationId=? AND Kind=? AND Of>?)", StringComparison.Ordinal)));
        Assert.Single(plan, line => line.Contains("(OrganizationId=? AND Kind=? AND Of=?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN row", StringComparison.Ordinal) || line.Contains("Revisions", StringComparison.Ordinal));
    }

    static async Task<IQueryable<object>> Query(HandrailDb db, string list) => list switch
    {
        "procedures" => db.Sops.Where(sop => !sop.Retired).OrderBy(sop => sop.Number).Take(51),
        "runs" => db.Runs.OrderByDescending(run => run.Number).Take(51),
        "revisions" => db.Revisions.Where(revision => revision.Number == 1),
        "search" => db.Set<SearchHit>().FromSql(await ProviderDifferences.Search(db, "doors", 50, 20, null, default)).Where(hit => db.Sops.Any(sop => sop.Id == hit.SopId)).OrderBy(hit => hit.Place),
        _ => db.StoredFiles.Where(file => file.Name == "x"),
    };

    static async Task<(string Asked, List<string> Plan)> Explain(HandrailDb db, IQueryable<object> query)
    {
        await db.Database.OpenConnectionAsync();
        // Of a handful of rows PostgreSQL reads all; what is asked is what it would do with many.
        if (TestServer.OnPostgres) await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off");
        await using var command = query.CreateDbCommand();
        var asked = command.CommandText;
        command.CommandText = (TestServer.OnPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.Default))
            while (await reader.ReadAsync()) plan.Add(reader.GetString(TestServer.OnPostgres ? 0 : 3));
        if (TestServer.OnPostgres) await db.Database.ExecuteSqlRawAsync("RESET enable_seqscan");
        await db.Database.CloseConnectionAsync();
        return (asked, plan);
    }
}
