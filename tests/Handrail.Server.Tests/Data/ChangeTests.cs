using System.Net;
using Handrail.Server.Tests.Features.Runs;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Data;

/// <summary>Whatever breaks and whenever: rows, facts and head are all there, or none is.</summary>
public sealed class ChangeTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    sealed record Stored(long Head, int Entries, int Files, string Row, string Facts);

    async Task<Stored> What(string run) => new(
        await office.JournalSize(),
        await office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().CountAsync()),
        await office.Server.InDatabase(db => db.StoredFiles.IgnoreQueryFilters().CountAsync()),
        (await office.RowOf(run)) is var row ? $"{row.Done} {row.Now}" : "",
        string.Join(' ', await office.Kinds("run/" + run)));

    [Theory]
    [InlineData(Moment.BeforeTheLock)]
    [InlineData(Moment.BeforeTheRows)]
    [InlineData(Moment.AfterTheRows)]
    [InlineData(Moment.BeforeTheCommit)]
    public async Task A_failure_before_the_commit_leaves_nothing_and_the_same_form_can_be_sent_again(Moment moment)
    {
        var run = await Ada.Run(Samples.Doors);
        var page = await Ada.See(run, "front");
        var before = await What(run);
        (string, object)[] sent = [("outcome", "done"), ("evidence", Doing.File("seen.txt", moment.ToString()))];
        office.Server.Breakage.At(moment);

        var failed = await page.Submit("form[action$='/completion']", [.. sent.Take(1)]);

        Assert.True(office.Server.Breakage.HasHappened);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
        Assert.Equal(before, await What(run));
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form[action$='/completion']", [.. sent.Take(1)])).Status);
        var after = await What(run);
        Assert.Equal((before.Head + 1, "RunStarted StepCompleted"), (after.Head, after.Facts));
        Assert.Equal(after.Head, after.Entries);
    }

    [Fact]
    public async Task An_answer_that_was_lost_after_the_commit_is_found_again_by_sending_the_same_form()
    {
        var run = await Ada.Run(Samples.Doors);
        var page = await Ada.See(run, "front");
        office.Server.Breakage.At(Moment.AfterTheCommit);

        Assert.Equal(HttpStatusCode.InternalServerError, (await page.Submit("form[action$='/completion']", ("outcome", "done"))).Status);
        var again = await page.Submit("form[action$='/completion']", ("outcome", "done"));

        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("already completed", again.Text, StringComparison.Ordinal);
        var after = await What(run);
        Assert.Equal("RunStarted StepCompleted", after.Facts);
        Assert.Equal(after.Head, after.Entries);
        await Ada.Complete(run, "back");
    }

    [Theory]
    [InlineData(Moment.BeforeTheRows)]
    [InlineData(Moment.AfterTheRows)]
    [InlineData(Moment.BeforeTheCommit)]
    public async Task A_publication_that_breaks_leaves_the_draft_and_its_answers_as_they_were(Moment moment)
    {
        var sop = await Ada.Add($"# Break {moment}\n\n## Steps\n1. Ask {{{{place_{moment}}}}}\n", $"break-{moment}.md");
        var form = await Ada.Get($"/procedures/{sop}/publication");
        var name = form.Find("input[name^=env-]")!.GetAttribute("name")!;
        var size = await office.JournalSize();
        office.Server.Breakage.At(moment);

        Assert.Equal(HttpStatusCode.InternalServerError, (await form.Submit("main form[method=post]", (name, "Here"), ("password", TestServer.Password))).Status);

        Assert.Equal(size, await office.JournalSize());
        Assert.False(await office.Server.InDatabase(db => db.EnvironmentValues.IgnoreQueryFilters().AnyAsync(row => row.Name == name.Substring(4))));
        Assert.Equal(HttpStatusCode.SeeOther, (await form.Submit("main form[method=post]", (name, "Here"), ("password", TestServer.Password))).Status);
        Assert.Equal(["ProcedureAdded", "RevisionPublished"], await office.Kinds("procedure/" + sop));
    }

    [Fact]
    public async Task An_import_that_breaks_half_way_keeps_none_of_its_procedures()
    {
        var preview = await Ada.Bring(Doing.File("half-1.md", "# Half 1\n\n## Steps\n1. One\n"), Doing.File("half-2.md", "# Half 2\n\n## Steps\n1. Two\n"));
        office.Server.Breakage.At(Moment.BeforeTheCommit);

        Assert.Equal(HttpStatusCode.InternalServerError, (await preview.Submit("form#accept", ("take", "half-1.md"), ("take", "half-2.md"))).Status);

        Assert.False(await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().AnyAsync(sop => sop.Title.StartsWith("Half"))));
        Assert.Equal(HttpStatusCode.SeeOther, (await preview.Submit("form#accept", ("take", "half-1.md"), ("take", "half-2.md"))).Status);
        Assert.Equal(2, (await Ada.Get("/procedures?q=Half")).All("td.number").Count());
    }

    [Fact]
    public async Task Many_at_once_write_a_journal_without_gaps()
    {
        var run = await Ada.Run(Samples.Doors);
        var page = await Ada.See(run, "front");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => page.Submit("form[action$='/steps/front/note']", ("text", $"note {i}"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        var indexes = await office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().OrderBy(row => row.Index).Select(row => row.Index).ToListAsync());
        Assert.Equal(Enumerable.Range(0, indexes.Count).Select(i => (long)i), indexes);
        Assert.Equal(indexes.Count, await office.JournalSize());
        Assert.Equal(20, (await office.Kinds("run/" + run)).Count(kind => kind == "NoteAdded"));
    }
}
