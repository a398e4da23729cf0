using System.Net;
using System.Text;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures;

public sealed class PublishTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task A_placeholder_is_asked_for_answered_and_frozen()
    {
        var sop = await Ada.Add("# Open {{vpn_gate}}\n\n## Steps\n1. Open {{VPN gate}}\n2. Say hello from {{organization}}\n");
        Assert.NotNull((await Ada.Get($"/procedures/{sop}/publication")).Find("#env-vpn-gate"));

        var blank = await Ada.TryPublish(sop, ("summary", "First edition"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.Status);
        Assert.NotNull(blank.Find("#env-vpn-gate-error"));
        Assert.Equal("First edition", blank.Find("#summary")!.TextContent);

        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop, ("env-vpn-gate", "gate.northwind.example"))).Status);
        Assert.Equal(["EnvironmentValueSet"], await office.Kinds("environment/vpn-gate"));
        var other = await Ada.Publish("# Close {{vpn_gate}}\n\n## Steps\n1. Close {{vpn_gate}}\n");
        Assert.Contains("Close gate.northwind.example", (await Ada.Get($"/procedures/{other}")).Text, StringComparison.Ordinal);

        // The value changes; what is in force does not.
        await Ada.Post("/environment/values", ("name", "VPN gate"), ("value", "new-gate"));
        var draft = await Ada.Add("# Reset {{vpn_gate}}\n\n## Steps\n1. Reset {{vpn_gate}}\n");
        Assert.Contains("Reset new-gate", (await Ada.Get($"/procedures/{draft}")).Text, StringComparison.Ordinal);
        var page = await Ada.Get($"/procedures/{sop}");
        Assert.Contains("Open gate.northwind.example", page.Text, StringComparison.Ordinal);
        Assert.Contains("hello from Northwind Dental", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_was_asked_for_is_in_the_inventory_from_then_on()
    {
        var sop = await Ada.Add("# Page somebody\n\n## Steps\n1. Page in {{monitoring}}\n");

        Assert.Contains("a monitoring tool cannot be put in force without one", (await Ada.TryPublish(sop, ("env-monitoring", "none"))).Find("#env-monitoring-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop, ("env-monitoring", "Grafana"))).Status);

        Assert.Equal(["SystemAdded"], await office.Kinds("system/grafana"));
        Assert.Contains("Grafana", (await Ada.Get("/environment")).Text, StringComparison.Ordinal);
        // Answers to what nobody asked change nothing.
        await Ada.Post($"/procedures/{await Ada.Add("# Page again\n\n## Steps\n1. Page in {{monitoring}} again\n")}/publication", ("env-monitoring", "Datadog"), ("password", TestServer.Password));
        Assert.DoesNotContain("Datadog", (await Ada.Get("/environment")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# No steps\n\nWords.\n")]
    [InlineData("# Dead link\n\n## Steps\n1. Look {#look}\n   - If it fails: go to [Nowhere](#nowhere)\n")]
    [InlineData("# Dead procedure\n\n## Steps\n1. Look {#look}\n   - Run: [Nothing](no-such-file.md)\n")]
    public async Task An_error_in_the_text_stops_publication(string text)
    {
        var preview = await Ada.Bring(Doing.File("bad.md", text));
        var sop = (await preview.Submit("form#accept", ("take", "bad.md"))).Location!["/procedures/".Length..];

        var refused = await Ada.TryPublish(sop);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("stop", refused.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + sop));
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Get($"/procedures/{sop}/runs/new")).Status);
    }

    [Fact]
    public async Task A_revision_is_published_once_and_its_text_never_changes()
    {
        const string text = "# Ring the bell\r\n\r\n## Steps\r\n1. Ring — gently, the bell is über-old\r\n2. Wait\r\n";
        var sop = await Ada.Add(text, "bell.md");
        var form = await Ada.Get($"/procedures/{sop}/publication");

        Assert.Equal(HttpStatusCode.SeeOther, (await form.Submit("main form[method=post]", ("password", TestServer.Password))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await form.Submit("main form[method=post]", ("password", TestServer.Password))).Status);

        Assert.Equal(["ProcedureAdded", "RevisionPublished"], await office.Kinds("procedure/" + sop));
        foreach (var address in new[] { $"/procedures/{sop}.md", $"/procedures/{sop}/revisions/1.md" })
        {
            var download = await Ada.Http.GetAsync(address);
            Assert.Equal(Encoding.UTF8.GetBytes(text), await download.Content.ReadAsByteArrayAsync());
            Assert.Equal("text/markdown", download.Content.Headers.ContentType!.MediaType);
            Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        }
    }

    [Fact]
    public async Task Only_an_administrator_publishes()
    {
        var sop = await Ada.Add("# Wind the clock\n\n## Steps\n1. Wind it\n");
        var member = await office.Join("Gus Bay", Permission.Member);

        Assert.Equal(HttpStatusCode.Forbidden, (await member.Get($"/procedures/{sop}/publication")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Post($"/procedures/{sop}/publication")).Status);
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + sop));
    }

    [Fact]
    public async Task A_procedure_is_taken_from_the_library_once()
    {
        var library = await Ada.Get("/library");
        const string form = "form:has(input[value='backup-and-recovery/restore-a-file.md'])";

        var taken = await library.Submit(form);
        Assert.Equal(HttpStatusCode.SeeOther, taken.Status);
        Assert.Contains("Draft", (await Ada.Get(taken.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await library.Submit(form)).Status);
        Assert.Null((await Ada.Get("/library")).Find(form));
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/library", ("template", "../appsettings.json"))).Status);
    }

    [Fact]
    public async Task Everything_in_the_library_is_shown()
    {
        var shown = (await Ada.Get("/library")).All("ul.items a.cover[href*='template=']").Count();

        Assert.Equal(office.Server.Services.GetService(typeof(Handrail.Server.Features.Procedures.Library)) is Handrail.Server.Features.Procedures.Library library ? library.Templates.Count : -1, shown);
        Assert.InRange(shown, 40, 200);
    }
}
