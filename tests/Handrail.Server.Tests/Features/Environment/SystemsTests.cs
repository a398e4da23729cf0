using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Environment;

public sealed class SystemsTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    Task<Page> Add(string name, params (string, string)[] fields) => Ada.Post("/environment", [("name", name), .. fields]);

    static string Row(Page page, string system) => page.All("tbody tr").Single(row => row.QuerySelector("a.cover")?.TextContent == system).TextContent;

    [Fact]
    public async Task A_system_is_added_with_all_that_is_known_and_shown_with_the_people_behind_its_owner()
    {
        await Ada.Post("/settings/roles", ("name", "Practice manager"));
        var form = await Ada.Get("/environment/new-system");

        var added = await form.Submit("main form", ("name", "Patient records"), ("kind", "Business application"), ("tool", "Dentrix"), ("owner", "Practice manager"), ("criticality", "Critical"),
            ("data", "Restricted"), ("accounts", "yes"), ("rpo", "4 hrs"), ("rto", "a day"));

        Assert.Equal("/environment", added.Location);
        var row = Row(await Ada.Get("/environment"), "Patient records");
        foreach (var told in new[] { "Dentrix", "holds accounts", "Practice manager: nobody holds it", "Critical", "Restricted", "4 hours / 1 day" }) Assert.Contains(told, row, StringComparison.Ordinal);
        var ada = (await Ada.Get("/settings/members")).Find("a.cover")!.GetAttribute("href")!.Split('/')[^1];
        await Ada.Post("/settings/roles", ("role", "practice-manager"), ("to", ada));
        Assert.Contains("Ada Pine", Row(await Ada.Get("/environment"), "Patient records"), StringComparison.Ordinal);
        Assert.Contains("Ada Pine added the system Patient records (Business application, Dentrix, owner Practice manager; criticality critical; data restricted; holds accounts; RPO 4 hours; RTO 1 day).", (await Ada.Get("/journal?about=environment")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "?!")]
    [InlineData("kind", "Coffee machine")]
    [InlineData("criticality", "Immense")]
    [InlineData("data", "Secretish")]
    [InlineData("rpo", "soon")]
    [InlineData("rto", "4 hours or so")]
    public async Task What_cannot_be_read_is_refused_at_its_field_and_stays_typed(string field, string value)
    {
        var fields = new Dictionary<string, string> { ["name"] = "Odd system", ["owner"] = "Somebody odd", [field] = value };

        var refused = await Ada.Post("/environment", [.. fields.Select(one => (one.Key, one.Value))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find($"#{field}-error"));
        Assert.Equal("Somebody odd", refused.Find("#owner")!.GetAttribute("value"));
        Assert.Empty(await office.Kinds("system/odd-system"));
    }

    [Fact]
    public async Task A_system_is_corrected_with_what_changed_and_an_unchanged_one_says_nothing()
    {
        await Add("Door log", ("kind", "Other"), ("criticality", "Low"));
        var page = await Ada.Get("/environment/systems/door-log");

        Assert.Equal("/environment/systems/door-log", (await page.Submit("form:has(#name)", ("name", "Door book"), ("criticality", "High"), ("accounts", "yes"))).Location);
        await (await Ada.Get("/environment/systems/door-log")).Submit("form:has(#name)");

        Assert.Equal(["SystemAdded", "SystemChanged"], await office.Kinds("system/door-log"));
        Assert.Contains("Ada Pine changed the system Door book: name Door book, was Door log; criticality high, was low; holds accounts yes, was no.", (await Ada.Get("/journal?about=environment")).Text, StringComparison.Ordinal);
        // The name is free again, and its address is not given to another.
        await Add("Door log");
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get("/environment/systems/door-log-2")).Status);
    }

    [Fact]
    public async Task Two_systems_of_one_name_are_refused_until_the_first_is_retired()
    {
        await Add("Kiosk");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Add("KIOSK")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Add("none")).Status);

        Assert.Equal("/environment", (await (await Ada.Get("/environment/systems/kiosk")).Submit("form[action$='/retirement']")).Location);
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post("/environment/systems/kiosk/retirement")).Status);
        await Add("Kiosk");

        var list = await Ada.Get("/environment");
        Assert.Single(list.All("tbody a.cover"), link => link.TextContent == "Kiosk");
        Assert.Contains("retired", list.Find("main details")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["SystemAdded", "SystemRetired"], await office.Kinds("system/kiosk"));
        Assert.Equal(["SystemAdded"], await office.Kinds("system/kiosk-2"));
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get("/environment/systems/no-such")).Status);
    }

    [Fact]
    public async Task A_tool_once_set_is_not_changed_among_the_other_fields()
    {
        await Add("Ticket desk", ("kind", "Tickets"), ("tool", "Jira"));
        var page = await Ada.Get("/environment/systems/ticket-desk");
        Assert.Null(page.Find("input[name=tool]"));

        var refused = await Ada.Post("/environment/systems/ticket-desk", ("name", "Ticket desk"), ("tool", "Zendesk"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["SystemAdded"], await office.Kinds("system/ticket-desk"));
    }

    [Fact]
    public async Task A_member_sees_the_inventory_and_changes_nothing()
    {
        var member = await office.Join("Gus Bay", Permission.Member);
        await Add("Till");

        var page = await member.Get("/environment/systems/till");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Find("main form"));
        Assert.Null((await member.Get("/environment")).Find("main a.button.primary"));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Post("/environment", ("name", "X"))).Status);
    }

    [Fact]
    public async Task An_owner_is_a_member_by_name_or_address_and_one_who_left_is_said_so()
    {
        await office.Join("Hal Yew");
        await Add("Badge printer", ("owner", "hal.yew@northwind.example"));
        Assert.Contains("Hal Yew", Row(await Ada.Get("/environment"), "Badge printer"), StringComparison.Ordinal);
        var hal = (await Ada.Get("/settings/members")).All("a.cover").Single(link => link.TextContent == "Hal Yew").GetAttribute("href");
        var departure = await Ada.Get(hal + "/departure");
        Assert.Contains("Badge printer", departure.Text, StringComparison.Ordinal);

        await departure.Submit("main form");

        Assert.Contains("Hal Yew has left", Row(await Ada.Get("/environment"), "Badge printer"), StringComparison.Ordinal);
    }
}
