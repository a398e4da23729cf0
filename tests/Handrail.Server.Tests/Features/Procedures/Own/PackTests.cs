using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Own;

/// <summary>Packs of the organization's own.</summary>
public sealed class PackTests(Office office) : IClassFixture<Office>
{
    const string Shipped = "user-account-management/offboard-a-leaver.md";

    Browser Ada => office.Ada;

    static IEnumerable<string> Titles(Page page) => page.All("ol.items li label.choice span, ol.items li p > a").Select(title => title.TextContent.Trim());

    [Fact]
    public async Task One_is_made_of_templates_of_both_kinds_in_an_order_of_ones_own_with_a_reason_each()
    {
        var own = await Ada.Template("Lock the store");
        var form = await Ada.Get($"/library/packs/form?take={Shipped}&take={own}");

        var kept = await form.Submit("form#pack", ("title", "Small shops"), ("for", "shops"), ("summary", "What a shop needs."), ($"place:{Shipped}", "2"), ($"place:{own}", "1"), ($"why:{Shipped}", "People leave."), ($"why:{own}", "Doors: they \"stay\" open."));

        Assert.Equal("/library/packs?id=own%2Fsmall-shops", kept.Location);
        var page = await Ada.Get(kept.Location!);
        Assert.Equal("Lock the store", Titles(page).First());
        Assert.Contains("Doors: they \"stay\" open.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["PackKept"], await office.Kinds("pack/small-shops"));
        Assert.NotNull((await Ada.Get("/library")).Find("section[aria-labelledby=packs] a[href='/library/packs?id=own%2Fsmall-shops']"));
    }

    [Fact]
    public async Task All_of_a_family_is_chosen_with_one_tick()
    {
        var choosing = (await Ada.Get("/library/packs/form")).Find("#choose")!;
        Assert.DoesNotContain(choosing.QuerySelectorAll("details[open]"), family => family.QuerySelector("input[name=family][value=backup-and-recovery]") is not null);
        var backups = choosing.QuerySelectorAll("input[name=take][value^='backup-and-recovery/']").Select(one => one.GetAttribute("value")).ToList();

        var form = await Ada.Get($"/library/packs/form?take={Shipped}&take={backups[1]}&family=backup-and-recovery");

        Assert.Equal([Shipped, backups[1], .. backups.Where(one => one != backups[1])], form.All("#pack input[name=procedure]").Select(one => one.GetAttribute("value")));
        Assert.Equal(2, form.All("#choose details[open]").Count(family => family.QuerySelector("input[name=take][value^='own/']") is null));
    }

    [Fact]
    public async Task It_is_taken_in_one_act_in_its_order_and_what_one_has_is_passed_over()
    {
        var (one, two) = (await Ada.Template("Light the sign"), await Ada.Template("Dim the sign"));
        var pack = await Ada.Pack("Signs", two, one);
        var emil = await office.Join("Emil Ash");
        var before = await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().CountAsync());

        var taken = await (await emil.Get("/library/packs?id=" + pack)).Submit("form[action='/library/packs']", ("take", one), ("take", two));

        // Both were made of procedures that have these names, so that they are here already.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.Equal(before, await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().CountAsync()));

        var fresh = await Ada.Pack("Three that are shipped", "backup-and-recovery/key-escrow.md", "backup-and-recovery/restore-test.md", one);
        var done = await (await emil.Get("/library/packs?id=" + fresh)).Submit("form[action='/library/packs']", ("take", "backup-and-recovery/key-escrow.md"), ("take", "backup-and-recovery/restore-test.md"));
        Assert.Equal("/procedures", done.Location);
        var added = await office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().OrderByDescending(sop => sop.Number).Take(2).Select(sop => sop.FileName).ToListAsync());
        Assert.Equal(["restore-test.md", "key-escrow.md"], added);
    }

    [Fact]
    public async Task Set_up_offers_it_and_proposes_what_it_names_with_its_reason()
    {
        var own = await Ada.Template("Count the stock");
        var pack = await Ada.Pack("Warehouses", own, Shipped);

        var asked = await Ada.Get("/set-up");
        Assert.EndsWith("yours", asked.Find($"label:has(input[name=pack][value='{pack}']) .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Null(asked.Find("label:has(input[name=pack][value=technology-startup]) .badge"));
        var proposal = await Ada.Get($"/set-up/proposal?pack={Uri.EscapeDataString(pack)}");
        var proposed = proposal.All("ol.items > li").Select(line => line.TextContent).Single(line => line.Contains("Count the stock", StringComparison.Ordinal));
        Assert.Contains("Because of count-the-stock.md.", proposed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_changes_keeps_what_was_not_touched_and_is_withdrawn()
    {
        var own = await Ada.Template("Air the room");
        var pack = await Ada.Pack("Rooms", own, Shipped);

        await (await Ada.Get("/library/packs/form?id=" + pack)).Submit("form#pack", ("summary", "Every room."), ($"place:{own}", "9"));

        var page = await Ada.Get("/library/packs?id=" + pack);
        Assert.Contains("Every room.", page.Text, StringComparison.Ordinal);
        Assert.Equal(["Because of offboard-a-leaver.md.", "Because of air-the-room.md."], page.All("ol.items li div > p:last-child").Select(why => why.TextContent));
        await page.Submit("form[action='/library/packs/withdrawal']");
        Assert.Equal("/library", (await Ada.Get("/library/packs?id=" + pack)).Location);
        Assert.Equal(["PackKept", "PackKept", "PackWithdrawn"], await office.Kinds("pack/rooms"));
    }

    [Fact]
    public async Task Without_a_reason_or_a_title_nothing_is_kept_and_what_was_typed_stays()
    {
        var form = await Ada.Get("/library/packs/form?take=" + Shipped);

        var silent = await form.Submit("form#pack", ("title", "Unfounded"), ($"why:{Shipped}", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Equal("Unfounded", silent.Find("input[name=title]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Submit("form#pack", ("title", ""), ($"why:{Shipped}", "Because."))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Post("/library/packs/form", ("title", "Ghosts"), ("procedure", "own/none/none.md"), ("why:own/none/none.md", "Boo."))).Status);
        Assert.False(await office.Server.InDatabase(db => db.OwnPacks.IgnoreQueryFilters().AnyAsync(row => row.Key == "unfounded" || row.Key == "ghosts")));
    }

    [Fact]
    public async Task Two_packs_do_not_share_a_name()
    {
        await Ada.Pack("Twins", Shipped);
        var form = await Ada.Get("/library/packs/form?take=" + Shipped);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Submit("form#pack", ("title", "Twins"), ($"why:{Shipped}", "Because."))).Status);
    }

    [Fact]
    public async Task A_template_that_was_withdrawn_is_named_as_gone()
    {
        var own = await Ada.Template("Burn the letters");
        var pack = await Ada.Pack("Letters", Shipped, own);
        await Ada.Post("/library/withdrawal", ("template", own));

        Assert.Contains("no longer in the library", (await Ada.Get("/library/packs?id=" + pack)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organization_and_an_auditor_change_none()
    {
        var pack = await Ada.Pack("Ours alone", Shipped);
        var rob = await office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
        var ida = await office.Join("Ida Elm", Permission.Auditor);

        Assert.Equal("/library", (await rob.Get("/library/packs?id=" + pack)).Location);
        Assert.Equal("/library", (await rob.Get("/library/export?pack=" + pack)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Post("/library/packs/withdrawal", ("pack", pack))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Post("/library/packs", ("pack", pack), ("take", Shipped))).Status);
        Assert.Equal(HttpStatusCode.OK, (await ida.Get("/library/packs?id=" + pack)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ida.Get("/library/packs/form")).Status);
    }
}
