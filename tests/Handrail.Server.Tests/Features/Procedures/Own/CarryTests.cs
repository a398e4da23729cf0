using System.Net;
using System.Text;
using Handrail.Core.Compliance;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Own;

/// <summary>Templates and packs leave as a zip and come back.</summary>
public sealed class CarryTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>In the order of the page: its name and what may become of it, the first being ticked.</summary>
    static IEnumerable<string> Choices(Page page) => page.All("fieldset.placing").Select(field => string.Join(' ', field.QuerySelectorAll("input").Select(input => input.GetAttribute("value"))));

    static IEnumerable<string> LeftOut(Page page) => page.All("section[aria-labelledby=left-out] strong").Select(path => path.TextContent);

    Task<string> TextOf(string fileName) => office.Server.InDatabase(db => db.OwnTemplates.IgnoreQueryFilters().Where(row => row.FileName == fileName).Select(row => row.Text).SingleAsync());

    [Fact]
    public async Task A_pack_leaves_with_all_it_names_laid_out_as_the_library_is()
    {
        var own = await Ada.Template("Oil the hinge", text: Shelf.Text("Oil the hinge") + "\n![Hinge](pictures/hinge.png)\n", pictures: new Upload("pictures/hinge.png", Doing.Png(31)));
        var pack = await Ada.Pack("Hinges", own, "user-account-management/offboard-a-leaver.md");

        var files = await Ada.Export("pack=" + Uri.EscapeDataString(pack));

        Assert.Equal(["README.md", "packs/hinges.yaml", "procedures/facilities/oil-the-hinge.md", "procedures/facilities/pictures/hinge.png", "procedures/user-account-management/offboard-a-leaver.md"], files.Keys);
        Assert.Equal(await TextOf("oil-the-hinge.md"), Utf8(files["procedures/facilities/oil-the-hinge.md"]));
        Assert.Equal(Doing.Png(31), files["procedures/facilities/pictures/hinge.png"]);
        Assert.Contains("CC BY 4.0", Utf8(files["README.md"]), StringComparison.Ordinal);
        var catalogue = Catalogue.Of(files.Where(file => file.Key.EndsWith(".md", StringComparison.Ordinal) || file.Key.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => (file.Key, Utf8(file.Value))));
        Assert.Equal(catalogue.Procedures.Keys, catalogue.Packs.Single().Entries.Select(entry => entry.Procedure).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_organization_takes_it_in_whole_with_its_pictures()
    {
        var own = await Ada.Template("Wax the floor", text: Shelf.Text("Wax the floor") + "\n![Floor](floor.png)\n", pictures: new Upload("floor.png", Doing.Png(32)));
        var files = await Ada.Export("pack=" + Uri.EscapeDataString(await Ada.Pack("Floors", own, "user-account-management/offboard-a-leaver.md")));
        var rob = await office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");

        var preview = await rob.BringTemplates(Shelf.Zip(files));
        Assert.Equal(["Keep Leave", "Keep Leave"], Choices(preview));
        Assert.Contains("You have exactly this already.", preview.Text, StringComparison.Ordinal);
        Assert.Equal("/library", (await preview.Submit("form#accept")).Location);

        var shown = await rob.Get("/library/packs?id=own/floors");
        Assert.Equal(2, shown.All("ol.items > li").Count());
        Assert.DoesNotContain("no longer in the library", shown.Text, StringComparison.Ordinal);
        var picture = (await rob.Get("/library/preview?template=own/facilities/wax-the-floor.md")).Find("main img")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, (await rob.Get(picture)).Status);
        Assert.Equal(files["packs/floors.yaml"].Length, (await rob.Export("pack=own/floors"))["packs/floors.yaml"].Length);
        Assert.Equal(HttpStatusCode.Conflict, (await preview.Submit("form#accept")).Status);
    }

    [Fact]
    public async Task A_pack_that_comes_with_the_program_and_is_brought_back_unchanged_is_nothing_to_put_in()
    {
        var files = await Ada.Export("pack=technology-startup");

        var preview = await Ada.BringTemplates(Shelf.Zip(files));
        Assert.Empty(Choices(preview));
        Assert.Contains("there is nothing to put in", preview.Text, StringComparison.Ordinal);
        Assert.Null(preview.Find("form#accept button"));

        files["packs/technology-startup.yaml"] = Encoding.UTF8.GetBytes(Utf8(files["packs/technology-startup.yaml"]).Replace("title: ", "title: Our ", StringComparison.Ordinal));
        Assert.Equal(["Keep Leave"], Choices(await Ada.BringTemplates(Shelf.Zip(files))));
    }

    [Fact]
    public async Task A_name_that_is_taken_becomes_the_next_edition_or_stands_beside_or_stays_out()
    {
        var path = await Ada.Template("Mop the hall");
        var other = Shelf.Zip(("procedures/facilities/mop-the-hall.md", Shelf.Text("Mop the hall", "Mop it twice")));

        var both = await Ada.BringTemplates(other);
        Assert.Equal(["Both Edition Leave"], Choices(both));
        await both.Submit("form#accept");
        Assert.Contains("Mop it twice", await TextOf("mop-the-hall-2.md"), StringComparison.Ordinal);

        var left = await (await Ada.BringTemplates(other)).Submit("form#accept", ("as:facilities/mop-the-hall.md", "Leave"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, left.Status);
        Assert.DoesNotContain("Mop it twice", await TextOf("mop-the-hall.md"), StringComparison.Ordinal);

        await (await Ada.BringTemplates(other)).Submit("form#accept", ("as:facilities/mop-the-hall.md", "Edition"));
        Assert.Contains("Mop it twice", await TextOf("mop-the-hall.md"), StringComparison.Ordinal);
        Assert.Contains("edition 2", (await Ada.Get("/library/preview?template=" + path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_with_the_program_is_never_replaced()
    {
        var preview = await Ada.BringTemplates(Shelf.Zip(("procedures/user-account-management/offboard-a-leaver.md", Shelf.Text("Offboard a leaver"))));

        Assert.Equal(["Leave Both"], Choices(preview));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await preview.Submit("form#accept", ("as:user-account-management/offboard-a-leaver.md", "Edition"))).Status);
        await preview.Submit("form#accept", ("as:user-account-management/offboard-a-leaver.md", "Both"));
        Assert.Contains("Turn the key", await TextOf("offboard-a-leaver-2.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_names_what_is_nowhere_says_so_and_leaves_it_out()
    {
        var preview = await Ada.BringTemplates(Shelf.Zip(("repo-main/procedures/facilities/sort-the-keys.md", Shelf.Text("Sort the keys")), ("repo-main/packs/keys.yaml", "title: Keys\nprocedures:\n  - procedure: facilities/sort-the-keys\n    why: They get lost.\n  - procedure: nowhere/to-be-found\n    why: It is not.\n"), ("repo-main/README.md", "# Read me\n")));

        Assert.Contains("nowhere/to-be-found.md", preview.Find(".notice.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["repo-main/README.md"], LeftOut(preview));
        await preview.Submit("form#accept");
        Assert.Single((await Ada.Get("/library/packs?id=own/keys")).All("ol.items > li"));
    }

    [Fact]
    public async Task Paths_that_lead_out_texts_without_steps_and_what_is_no_text_are_left_out_with_the_reason()
    {
        var preview = await Ada.BringTemplates(Shelf.Zip(new Dictionary<string, byte[]>
        {
            ["procedures/facilities/good-one.md"] = Encoding.UTF8.GetBytes(Shelf.Text("Good one")),
            ["../../procedures/facilities/evil.md"] = Encoding.UTF8.GetBytes(Shelf.Text("Evil")),
            ["procedures/facilities/prose.md"] = "Only words.\n"u8.ToArray(),
            ["procedures/facilities/binary.md"] = [0, 1, 2],
            ["procedures/facilities/run.exe"] = [1],
            ["packs/broken.yaml"] = "title: [\n"u8.ToArray(),
        }));

        Assert.Equal(["../../procedures/facilities/evil.md", "packs/broken.yaml", "procedures/facilities/binary.md", "procedures/facilities/prose.md", "procedures/facilities/run.exe"], LeftOut(preview).Order(StringComparer.Ordinal));
        Assert.Equal(["Keep Leave"], Choices(preview));
    }

    [Fact]
    public async Task A_zip_that_unpacks_without_end_is_cut_off()
    {
        var bomb = ImportTests.Zip("bomb.zip", ("procedures/facilities/bomb.md", new byte[60 * 1024 * 1024]));

        var preview = await Ada.BringTemplates(bomb);

        Assert.Contains("at most 5 MB of text", preview.Text, StringComparison.Ordinal);
        Assert.Empty(Choices(preview));
    }

    [Fact]
    public async Task Two_pictures_of_one_name_do_not_become_one()
    {
        var one = await Ada.Template("Paint the fence", text: Shelf.Text("Paint the fence") + "\n![](wall.png)\n", pictures: new Upload("wall.png", Doing.Png(41)));
        var two = await Ada.Template("Paint the gate", text: Shelf.Text("Paint the gate") + "\n![](wall.png)\n", pictures: new Upload("wall.png", Doing.Png(42)));

        var files = await Ada.Export("pack=" + Uri.EscapeDataString(await Ada.Pack("Paint", one, two)));

        Assert.Equal([Convert.ToHexString(Doing.Png(41)), Convert.ToHexString(Doing.Png(42))], files.Where(file => file.Key.EndsWith(".png", StringComparison.Ordinal)).Select(file => Convert.ToHexString(file.Value)).Order(StringComparer.Ordinal));
        var moved = files.Keys.Single(path => path.StartsWith("procedures/facilities/paint-the-gate-pictures/", StringComparison.Ordinal));
        Assert.Contains(moved["procedures/facilities/".Length..], Utf8(files["procedures/facilities/paint-the-gate.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_for_the_library_is_none_of_procedures_nor_anybody_elses()
    {
        var brought = await (await Ada.Get("/library/import")).Submit("form[action='/library/import']", ("files", Shelf.Zip(("procedures/facilities/x.md", Shelf.Text("X")))));
        var rob = await office.Found("Third & Co", "Tom Third", "tom@third.example");

        Assert.Equal(HttpStatusCode.NotFound, (await Ada.Get(brought.Location!.Replace("/library/", "/procedures/", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Get(brought.Location!)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rob.Post(brought.Location!)).Status);
    }
}
