using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Editing;

public sealed class NewProcedureTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    async Task<Page> Write(string title, params (string, object)[] more) => await (await Ada.Get("/procedures/new")).Submit("form[action='/procedures/new']", [("title", title), .. more]);

    static string SopIn(string location) => location.Split('/')[2];

    [Fact]
    public async Task A_blank_one_has_every_section_its_number_and_no_error()
    {
        var made = await Write("Lock the shed: at night", ("family", "site"), ("owner", "Caretaker \"day\""));

        Assert.EndsWith("/draft/steps", made.Location, StringComparison.Ordinal);
        var sop = SopIn(made.Location!);
        Assert.Matches(@"^SOP-\d{3}$", sop);
        var page = await Ada.Get(made.Location!);
        Assert.Equal("Lock the shed: at night", page.Find("h1")!.TextContent);
        Assert.Empty(page.All(".lint .badge.bad"));
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + sop));
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop)).Status);
        Assert.Contains("Caretaker \"day\"", (await Ada.Get($"/procedures/{sop}")).Find("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_has_its_own_title_and_number_and_says_where_it_comes_from()
    {
        var first = await Ada.Publish("---\ntitle: Lock the doors\nowner: Caretaker\n---\n# Lock the doors\n\n## Steps\n1. Lock {#lock}\n", "lock-doors.md");

        var copy = SopIn((await Write("Lock the windows", ("copy", first))).Location!);

        Assert.NotEqual(first, copy);
        var page = await Ada.Get($"/procedures/{copy}");
        Assert.Equal("Lock the windows", page.Find("h1")!.TextContent);
        Assert.Contains($"copy: {first} v1", (await Ada.Get($"/procedures/{copy}/history")).Find(".timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Lock the doors", (await Ada.Get($"/procedures/{first}")).Find("h1")!.TextContent);
    }

    [Fact]
    public async Task Two_of_one_title_have_file_names_of_their_own()
    {
        var first = SopIn((await Write("Ring the bell")).Location!);
        var second = SopIn((await Write("Ring the bell")).Location!);

        Assert.Equal($"/procedures/{first}", (await Ada.Get("/procedures/by-file/ring-the-bell.md")).Location);
        Assert.Equal($"/procedures/{second}", (await Ada.Get("/procedures/by-file/ring-the-bell-2.md")).Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public async Task A_title_is_one_line(string title)
    {
        var refused = await Write(title, ("owner", "Caretaker"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Find("#title-error"));
        Assert.Equal("Caretaker", refused.Find("#owner")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("SOP-999")]
    [InlineData("Lock the moon")]
    public async Task What_does_not_exist_cannot_be_copied_and_what_was_typed_stays(string copy)
    {
        var refused = await Write("Copy of nothing", ("copy", copy));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, copy, "Copy of nothing"), (refused.Status, refused.Find("#copy")!.GetAttribute("value"), refused.Find("#title")!.GetAttribute("value")));
        Assert.Contains(copy, refused.Find("#copy-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_copied_is_chosen_by_its_number_its_title_or_both()
    {
        var first = await Ada.Publish("# Sweep the hall\n\n## Steps\n1. Sweep {#sweep}\n", "sweep.md");
        Assert.Contains($"{first} Sweep the hall", (await Ada.Get("/procedures/new")).All("#copies option").Select(option => option.GetAttribute("value")));
        Assert.Equal($"{first} Sweep the hall", (await Ada.Get($"/procedures/new?copy={first}")).Find("#copy")!.GetAttribute("value"));

        foreach (var typed in new[] { first, "Sweep the hall", $"{first} Sweep the hall" })
            Assert.Contains($"copy: {first} v1", (await Ada.Get($"/procedures/{SopIn((await Write("Sweep the stairs", ("copy", typed))).Location!)}/history")).Find(".timeline")!.TextContent, StringComparison.Ordinal);
    }
}
