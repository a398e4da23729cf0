using System.Net;
using System.Runtime.CompilerServices;
using Handrail.Core.Journal;
using Handrail.Core.Running;
using Handrail.Server.Data;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Setup;

public sealed class DemonstrationTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task Months_of_history_are_looked_at_and_removed_without_a_trace()
    {
        await Ada.Run(Runs.Samples.Doors);
        var own = await Rows();
        await Open();

        var today = await Ada.Get("/");
        Assert.Contains("This is a demonstration", today.Text, StringComparison.Ordinal);
        Assert.Contains("Brightwater", today.Find(".rail .home")!.TextContent, StringComparison.Ordinal);
        // Whoever goes through the page by keyboard does not meet the removal first.
        Assert.EndsWith("/demonstration/removal", today.All("main form").Last().GetAttribute("action")!, StringComparison.Ordinal);
        await HasBelievableHistory();

        var removed = await today.Submit("form[action='/demonstration/removal']");
        Assert.Equal("/", removed.Location);
        Assert.Equal("Northwind Dental", (await Ada.Get("/")).Find(".rail .home")!.TextContent.Trim());
        Assert.Equal(own, await Rows());
    }

    [Fact]
    public async Task A_real_organization_is_never_removed()
    {
        var size = await office.JournalSize();

        Assert.Equal(HttpStatusCode.Forbidden, (await Ada.Post("/demonstration/removal")).Status);
        Assert.Equal(size, await office.JournalSize());
    }

    [Fact]
    public async Task Nobody_goes_to_an_organization_they_are_no_member_of()
    {
        await office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
        var rob = await office.Server.InDatabase(db => db.Members.IgnoreQueryFilters().SingleAsync(member => member.Name == "Rob Reed"));

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/settings/organizations", ("member", rob.Id.ToString()))).Status);
        Assert.Equal("Northwind Dental", (await Ada.Get("/")).Find(".rail .home")!.TextContent.Trim());
    }

    async Task Open()
    {
        var page = await (await Ada.Get("/settings/organizations")).Submit("form[action='/demonstration']");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (page.Location != "/")
        {
            patience.Token.ThrowIfCancellationRequested();
            page = await Ada.Get("/demonstration");
            Assert.DoesNotContain("could not be made", page.Text, StringComparison.Ordinal);
        }
    }

    Task HasBelievableHistory() => office.Server.InDatabase(async db =>
    {
        var organization = await db.Organizations.SingleAsync(row => row.IsDemonstration);
        db.Tenant = organization.Id;
        var runs = await db.Runs.AsNoTracking().ToListAsync();
        Assert.InRange(runs.Count, 30, 200);
        Assert.InRange(runs.Count(run => run.Status == RunStatus.Running), 1, 8);
        Assert.Contains(runs, run => run.Kind == RunKind.Drill);
        Assert.InRange(runs.Count(run => run.Deviations > 0), 5, runs.Count - 5);
        Assert.Equal(18, await db.Sops.CountAsync(sop => sop.PublishedId != null));
        // Where a step starts another procedure, that was run to its end.
        Assert.InRange(runs.Count(run => run.ParentLabel is not null && run.Status == RunStatus.Finished), 10, 60);
        await JournalHolds(db);
        return true;
    });

    /// <summary>Its journal is a journal like any other: every leaf is under the head, and time does not go back.</summary>
    static async Task JournalHolds(HandrailDb db)
    {
        var (frontier, before) = (new Frontier(), default(Handrail.Core.Instant));
        await foreach (var row in db.JournalRows.AsNoTracking().OrderBy(row => row.Index).AsAsyncEnumerable())
        {
            Assert.True(row.At >= before, $"Entry {row.Index} is older than the one before.");
            before = row.At;
            frontier.Append(MerkleTree.Leaf(row.Leaf));
        }
        var head = await db.JournalHeads.AsNoTracking().SingleAsync();
        Assert.Equal(head.Size, frontier.Size);
        Assert.Equal(head.Frontier, frontier.ToBytes());
    }

    /// <summary>How many rows each table has, and how many files the store.</summary>
    Task<string> Rows() => office.Server.InDatabase(async db =>
    {
        List<string> counts = [];
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Append("ProcedureSearch").Distinct().Order().Where(table => table != "DataProtectionKeys"))
            counts.Add($"{table}: {await db.Database.SqlQuery<int>(FormattableStringFactory.Create($"SELECT CAST(count(*) AS integer) AS \"Value\" FROM \"{table}\"")).SingleAsync()}");
        var files = Path.Combine(office.Server.DataFolder, "files");
        counts.Add($"files: {(Directory.Exists(files) ? Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Count() : 0)}");
        return string.Join('\n', counts);
    });
}
