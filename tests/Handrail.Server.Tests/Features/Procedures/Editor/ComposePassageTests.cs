using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editor;

/// <summary>Tables, lists and start fields outside the steps, by fields and buttons alone.</summary>
public sealed class ComposePassageTests(Firm firm) : IClassFixture<Firm>
{
    const string Steps = "1. Lock the front door {#front}\n\n## Escalation\nCall early.\n\n| When | Who     | Within |\n|------|---------|--------|\n| it burns | the *lead* | at once |\n\n## Records\n- Kept for 3 years.\n";

    Browser Carl => firm.Carl;

    [Fact]
    public async Task One_cell_is_written_and_a_row_is_added_and_nothing_else_changes()
    {
        var sop = await Carl.Draft("Lock a cell", Steps);
        var page = await Carl.Steps(sop, "escalation");
        Assert.Equal(["When", "Who", "Within"], page.All("[name=column-1]").Select(column => column.GetAttribute("value")));
        Assert.Equal("Call early.", page.Find("[name=words-0]")!.TextContent.Trim());
        var before = await Carl.Stored(sop);

        Assert.Equal(HttpStatusCode.SeeOther, (await page.Save()).Status);
        Assert.Equal(before, await Carl.Stored(sop));
        await page.Save(("cell-1", "it burns"), ("cell-1", "the *chief*"), ("cell-1", "at once"), ("cell-1", "it leaks"), ("cell-1", "the plumber"), ("cell-1", ""));

        Assert.Equal(before.Replace("the *lead* |", "the *chief* |", StringComparison.Ordinal).Replace("at once |\n", "at once |\n| it leaks | the plumber |  |\n", StringComparison.Ordinal), await Carl.Stored(sop));
    }

    [Fact]
    public async Task A_column_comes_and_goes_by_its_name_and_a_row_by_its_button()
    {
        var sop = await Carl.Draft("Lock a column", Steps);

        await (await Carl.Steps(sop, "escalation")).Save(("column-name-1", "How"), ("column", "add:1"));
        Assert.Contains("| When | Who     | Within | How |\n", await Carl.Stored(sop), StringComparison.Ordinal);
        await (await Carl.Steps(sop, "escalation")).Save(("column-name-1", "who"), ("column", "drop:1"));
        Assert.Contains("| When | Within | How |\n|------|--------| --- |\n| it burns | at once |", await Carl.Stored(sop), StringComparison.Ordinal);
        await (await Carl.Steps(sop, "escalation")).Save(("cut", "1:0"));
        Assert.DoesNotContain("burns", await Carl.Stored(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_before_the_start_is_written_in_rows_and_asked_by_a_run()
    {
        var sop = await Carl.Draft("Lock a start", Steps);
        await (await Carl.Steps(sop)).Submit("#more-sections form", ("section", "BeforeYouStart"));

        var saved = await (await Carl.Steps(sop, "before-you-start")).Save(("record-label-0", "Who leaves"), ("record-type-0", "Choice"), ("record-options-0", "a guard, a guest"), ("record-needed-0", "yes"), ("parts", "saved"));

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("## Before you start\n\n- Record: Who leaves (choice: a guard, a guest; required)\n\n## Steps", await Carl.Stored(sop), StringComparison.Ordinal);
        Assert.Equal("Who leaves", (await Carl.Steps(sop, "before-you-start")).Find("[name=record-label-0]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Of_the_same_table_the_second_is_refused_with_both_and_what_is_sent_twice_is_granted()
    {
        var sop = await Carl.Draft("Lock a dispute", Steps);
        var pages = await Task.WhenAll(Carl.Steps(sop, "escalation"), firm.Dora.Steps(sop, "escalation"), firm.Emil.Steps(sop, "records"));
        await pages[0].Save(("words-0", "Carl calls."));
        Assert.Equal(HttpStatusCode.SeeOther, (await pages[0].Save(("words-0", "Carl calls."))).Status);

        var refused = await pages[1].Save(("words-0", "Dora calls."));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.StartsWith("Carl calls.", refused.Find("#escalation .theirs")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("Dora calls.", refused.Find("[name=words-0]")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.SeeOther, (await pages[2].Save(("line-0", "Kept for ever."), ("line-0", "By us."))).Status);
        Assert.EndsWith("## Records\n- Kept for ever.\n- By us.\n", await Carl.Stored(sop), StringComparison.Ordinal);
        await (await Carl.Steps(sop, "escalation")).Press("drop");
        var homeless = await pages[1].Save(("words-0", "Dora calls."));
        Assert.Equal(HttpStatusCode.NotFound, homeless.Status);
        Assert.StartsWith("Dora calls.\n\n| When | Who | Within |\n", homeless.Find("#homeless textarea")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_read_as_something_else_is_refused_and_kept()
    {
        var sop = await Carl.Draft("Lock a fence", Steps);

        var refused = await (await Carl.Steps(sop, "escalation")).Save(("words-0", "```"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("would be read as something else", refused.Find(".refused")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("```", refused.Find("[name=words-0]")!.TextContent.Trim());
    }
}
