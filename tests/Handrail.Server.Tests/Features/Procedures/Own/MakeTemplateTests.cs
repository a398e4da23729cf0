using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Own;

/// <summary>A procedure of the organization becomes a template of its own.</summary>
public sealed class MakeTemplateTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    static string Text(string title, string more = "") => $"# {title}\n\n## Steps\n1. Open Okta at Northwind Dental {{#open}}\n2. Close {{{{identity_provider}}}} {{#close}}\n{more}";

    async Task<Page> Form(string sop) => await Ada.Get($"/procedures/{sop}/as-template");

    static Task<Page> Send(Page form, params (string, object)[] fields) => form.Submit("main form[method=post]", fields);

    Task<string> TextOf(string fileName) => office.Server.InDatabase(db => db.OwnTemplates.IgnoreQueryFilters().Where(row => row.FileName == fileName).Select(row => row.Text).SingleAsync());

    /// <summary>So that Okta is what the organization signs in with.</summary>
    async Task<string> Published(string title, string header = "")
    {
        await Ada.Post("/environment", ("name", "Okta"), ("kind", "Identity provider"));
        return await Ada.Publish(header + Text(title), KeyOf(title));
    }

    static string KeyOf(string title) => title.ToLowerInvariant().Replace(' ', '-') + ".md";

    [Fact]
    public async Task Its_words_become_names_again_where_one_says_so_and_the_library_offers_it()
    {
        var form = await Form(await Published("Open the shop"));
        Assert.Equal(["identity-provider=Okta", "organization=Northwind Dental"], form.All("input[name=turn]").Select(box => box.GetAttribute("value")));
        Assert.All(form.All("input[name=turn]"), box => Assert.True(box.HasAttribute("checked")));

        var kept = await Send(form, ("family", "shop-keeping"), ("summary", "Morning."), ("turn", "identity-provider=Okta"));

        Assert.Equal("/library/preview?template=own%2Fshop-keeping%2Fopen-the-shop.md", kept.Location);
        var text = await TextOf("open-the-shop.md");
        Assert.Contains("Open {{identity_provider}} at Northwind Dental", text, StringComparison.Ordinal);
        Assert.Contains("family: shop-keeping\n", text, StringComparison.Ordinal);
        Assert.Contains("summary: Morning.", text, StringComparison.Ordinal);
        Assert.Equal(["TemplateKept"], await office.Kinds("template/own%2Fshop-keeping%2Fopen-the-shop.md"));
        var line = (await Ada.Get("/library")).Find("section[aria-labelledby=own] li[id='open-the-shop.md']")!.TextContent;
        Assert.Contains("Morning.", line, StringComparison.Ordinal);
        Assert.Contains("Open Okta at Northwind Dental", (await Ada.Get(kept.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_taken_like_one_that_was_shipped_and_hears_of_the_next_edition()
    {
        var source = await Published("Count the till");
        await Send(await Form(source), ("title", "Count any till"), ("family", "shop-keeping"));

        var taken = (await Ada.Post("/library", ("template", "own/shop-keeping/count-any-till.md"))).Location!["/procedures/".Length..];
        Assert.Null((await Ada.Get($"/procedures/{taken}")).Find($"a[href='/procedures/{taken}/update']"));
        await Ada.Edit(source);
        await Ada.Save(source, text => text + "3. Lock it away {#lock}\n");
        await Ada.TryPublish(source, ("summary", "Locked away"));
        var form = await Form(source);
        Assert.Equal("own/shop-keeping/count-any-till.md", form.Find("input[name=editionOf][checked]")!.GetAttribute("value"));
        Assert.Equal("Count any till", form.Find("#title")!.GetAttribute("value"));
        await Send(form);

        var update = await Ada.Get($"/procedures/{taken}/update");
        Assert.Equal(["step/lock"], update.All("input[name=take]").Select(box => box.GetAttribute("value")));
        Assert.Equal($"/procedures/{taken}/update", (await Ada.Get($"/procedures/{taken}")).Find(".notice a")!.GetAttribute("href"));
        await update.Submit("main form[method=post]", ("do", "take"));

        Assert.Contains("Lock it away", (await Ada.Get($"/procedures/{taken}.md")).Body, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded", "DraftSaved", "TemplateTaken"], await office.Kinds("procedure/" + taken));
    }

    [Fact]
    public async Task A_title_that_the_library_has_already_is_not_offered()
    {
        var form = await Form(await Ada.Add(Text("Offboard a leaver"), "leaving.md"));

        Assert.Equal("", form.Find("#title")!.GetAttribute("value") ?? "");
        Assert.Contains("“Offboard a leaver” already", form.Find("#title-hint")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_come_along()
    {
        var accepted = await (await Ada.Bring(Doing.File("lamp.md", "# Light the lamp\n\n## Steps\n1. Look {#look}\n\n   ![The lamp](pictures/lamp.png)\n"), new Upload("pictures/lamp.png", Doing.Png(77)))).Submit("form#accept");
        var sop = accepted.Location!["/procedures/".Length..];
        var kept = await Send(await Form(sop), ("title", "Light any lamp"), ("family", "shop-keeping"));

        var shown = (await Ada.Get(kept.Location!)).Find("#look img")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get(shown)).Status);
        var taken = (await Ada.Post("/library", ("template", "own/shop-keeping/light-any-lamp.md"))).Location!;
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get((await Ada.Get(taken)).Find("#look img")!.GetAttribute("src")!)).Status);
    }

    [Fact]
    public async Task The_form_names_people_who_still_stand_in_the_text()
    {
        var sop = await Ada.Add(Text("Call somebody", "3. Call Ada Lovelace {#call}\n"), "call.md");
        var name = await office.Server.InDatabase(db => db.Members.IgnoreQueryFilters().OrderBy(row => row.JoinedAt).Select(row => row.Name).FirstAsync());
        await Ada.Save(sop, text => text.Replace("Ada Lovelace", name, StringComparison.Ordinal));

        Assert.Contains(name, (await Form(sop)).Find(".notice.warn")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_changed_meanwhile_is_looked_at_again()
    {
        var sop = await Ada.Add(Text("Sweep"), "sweep.md");
        var form = await Form(sop);
        await Ada.Save(sop, text => text + "3. Rest {#rest}\n");

        var refused = await Send(form, ("family", "shop-keeping"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(refused, ("family", "shop-keeping"))).Status);
    }

    [Theory]
    [InlineData("Sign in", "a folder/", "family")]
    [InlineData("Offboard a leaver", "shop-keeping", "")]
    [InlineData("!!!", "shop-keeping", "title")]
    public async Task A_name_that_no_file_can_have_or_that_is_taken_is_refused(string title, string family, string field)
    {
        var sop = await Ada.Add(Text("Named " + title), "named.md");

        var refused = await Send(await Form(sop), ("title", title), ("family", family));

        Assert.Equal(field.Length > 0 ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Conflict, refused.Status);
        Assert.False(await office.Server.InDatabase(db => db.OwnTemplates.IgnoreQueryFilters().AnyAsync(row => row.Title == title)));
    }

    [Fact]
    public async Task Two_templates_do_not_share_a_name()
    {
        var (one, two) = (await Ada.Add(Text("Water"), "water.md"), await Ada.Add(Text("Water"), "water-2.md"));
        await Send(await Form(one), ("title", "Water the plants"), ("family", "shop-keeping"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(await Form(two), ("title", "Water the plants"), ("family", "shop-keeping"))).Status);
    }

    [Fact]
    public async Task A_secret_procedure_becomes_one_only_by_an_administrator_who_says_that_everybody_reads_it()
    {
        var dora = await office.Join("Dora Yew");
        var sop = await Published("Hide the key", "---\nclassification: secret\naudience: [Dora Yew]\n---\n");
        var journal = await office.JournalSize();

        Assert.Equal(HttpStatusCode.OK, (await dora.Get($"/procedures/{sop}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await dora.Get($"/procedures/{sop}/as-template")).Status);
        var form = await Form(sop);
        Assert.Contains("Everybody in the organization will read the template", form.Text, StringComparison.Ordinal);
        var undecided = await Send(form, ("title", "Hide any key"), ("family", "shop-keeping"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, undecided.Status);
        Assert.Equal(journal, await office.JournalSize());

        await Send(undecided, ("title", "Hide any key"), ("family", "shop-keeping"), ("everybody", "yes"));

        var emil = await office.Join("Emil Fir");
        Assert.Equal(HttpStatusCode.NotFound, (await emil.Get($"/procedures/{sop}")).Status);
        Assert.Contains("Hide any key", (await emil.Get("/library")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(sop, (await emil.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Contains("a procedure that not everybody may read", (await emil.Get("/journal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_one_may_not_read_is_not_there()
    {
        var emil = await office.Join("Gil Rowan");
        var sop = await Published("Hide the map", "---\nclassification: secret\naudience: [Nobody]\n---\n");

        Assert.Equal(HttpStatusCode.NotFound, (await emil.Get($"/procedures/{sop}/as-template")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await emil.Post($"/procedures/{sop}/as-template", ("title", "Map"), ("family", "x"))).Status);
    }

    [Fact]
    public async Task What_is_withdrawn_is_offered_no_more_and_what_was_made_from_it_stays()
    {
        await Send(await Form(await Ada.Add(Text("Feed the cat"), "cat.md")), ("title", "Feed any cat"), ("family", "shop-keeping"));
        const string Path = "own/shop-keeping/feed-any-cat.md";
        var taken = (await Ada.Post("/library", ("template", Path))).Location!;

        await (await Ada.Get("/library/preview?template=" + Path)).Submit("form[action='/library/withdrawal']");

        Assert.DoesNotContain("Feed any cat", (await Ada.Get("/library")).Text, StringComparison.Ordinal);
        Assert.Equal("/library", (await Ada.Get("/library/preview?template=" + Path)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/library", ("template", Path))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get(taken)).Status);
        Assert.Equal(["TemplateKept", "TemplateWithdrawn"], await office.Kinds("template/own%2Fshop-keeping%2Ffeed-any-cat.md"));
    }

    [Fact]
    public async Task Another_organization_finds_none_of_it()
    {
        await Send(await Form(await Ada.Add(Text("Polish"), "polish.md")), ("title", "Polish the brass"), ("family", "shop-keeping"));
        var rob = await office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");

        Assert.DoesNotContain("Polish the brass", (await rob.Get("/library")).Text, StringComparison.Ordinal);
        Assert.Equal("/library", (await rob.Get("/library/preview?template=own/shop-keeping/polish-the-brass.md")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Post("/library", ("template", "own/shop-keeping/polish-the-brass.md"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Post("/library/withdrawal", ("template", "own/shop-keeping/polish-the-brass.md"))).Status);
    }

    [Fact]
    public async Task An_auditor_reads_templates_and_makes_none()
    {
        var sop = await Published("Wind the clock");
        var auditor = await office.Join("Ida Fern", Permission.Auditor);

        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Get($"/procedures/{sop}/as-template")).Status);
        Assert.Null((await auditor.Get($"/procedures/{sop}")).Find("a[href$='/as-template']"));
    }
}
