using System.Net;
using Handrail.Server.Tests.Features.Reviews;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Procedures.Variants;

/// <summary>A department does a procedure in its own way, and goes on hearing of the base. Dora is in the group Clinic staff.</summary>
public sealed class VariantTests : IAsyncLifetime
{
    const string Base = "---\ntitle: Close up\nowner: Practice manager\n---\n# Close up\n\n## Purpose\n\nNothing stays open.\n\n## Steps\n\n1. Close the window {#window}\n2. Lock the door {#door}\n   ![The lock](lock.png)\n3. Set the alarm {#alarm}\n\n## Records\n\nKept for a year.\n";

    readonly Clinic _clinic = new();
    string _sop = "";

    public async ValueTask InitializeAsync()
    {
        await _clinic.InitializeAsync();
        var brought = await (await Carl.Bring(Doing.File("close-up.md", Base), new Upload("lock.png", Doing.Png(1)))).Submit("form#accept");
        _sop = brought.Location!["/procedures/".Length..];
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(_sop)).Status);
    }

    public ValueTask DisposeAsync() => _clinic.DisposeAsync();

    Browser Ada => _clinic.Ada;
    Browser Carl => _clinic.Carl;
    Browser Dora => _clinic.Dora;

    async Task<string> InForce(string department = "Clinic staff", string old = "Set the alarm", string now = "Set the alarm and wait for the beep")
    {
        var variant = await Carl.Branch(_sop, department);
        await Carl.Save(variant, text => text.Replace(old, now, StringComparison.Ordinal));
        var published = await Ada.TryPublish(variant);
        Assert.True(published.Status == HttpStatusCode.SeeOther, published.Text);
        return variant;
    }

    Task<string> TextOf(string sop) => TextOf(Ada, sop);

    static async Task<string> TextOf(Browser browser, string sop) => (await browser.Get($"/procedures/{sop}.md")).Body;

    Task<List<string>> Kinds(string sop) => _clinic.Office.Kinds("procedure/" + sop);

    static IEnumerable<string> Numbers(Page page) => page.All("td.number").Select(cell => cell.TextContent);

    [Fact]
    public async Task A_variant_begins_as_a_draft_with_the_words_and_pictures_of_its_base()
    {
        var variant = await Carl.Branch(_sop, "Clinic staff");

        Assert.Equal(_sop + "-CS", variant);
        Assert.Equal(Base, await TextOf(variant));
        Assert.Equal(HttpStatusCode.OK, (await Ada.Get($"/procedures/{variant}/revisions/1/images/lock.png")).Status);
        Assert.Equal(["VariantMade"], await Kinds(variant));
        Assert.Contains($"Carl Ash began {variant}, the variant of {_sop} for Clinic staff, from v1.", (await Ada.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Contains($"The variant of {_sop} for Clinic staff. Every word is as there. Differs from {_sop}", (await Ada.Get($"/procedures/{variant}")).Notices());
        Assert.Contains("Every word is as in", (await Ada.Get($"/procedures/{variant}/difference")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_its_own_is_counted_shown_word_by_word_and_marked_at_the_step()
    {
        var variant = await Carl.Branch(_sop, "Laboratory");
        await Carl.Save(variant, text => text.Replace("Set the alarm", "Set the alarm at ten", StringComparison.Ordinal).Replace("## Records", "4. Switch the fume hood off {#hood}\n\n## Records", StringComparison.Ordinal).Replace("1. Close the window {#window}\n2.", "1.", StringComparison.Ordinal));

        var page = await Dora.Get($"/procedures/{variant}");
        Assert.Contains(page.Notices(), notice => notice.StartsWith($"The variant of {_sop} for Laboratory. 1 step differs, 1 added, 1 left out.", StringComparison.Ordinal));
        Assert.Equal(["alarm", "hood"], page.All(".own-way").Select(mark => mark.Closest("li")!.Id));
        var difference = await Dora.Get(page.Find(".notice a[href*=difference]")!.GetAttribute("href")!);
        Assert.Equal(["at ten"], difference.All("#difference-alarm ins").Select(word => word.TextContent.Trim()));
        Assert.Equal(["removed"], difference.All("#difference-window .badge").Select(badge => badge.TextContent));
        Assert.NotNull(difference.Find(page.Find("#alarm .own-way a")!.GetAttribute("href")!.Split('#')[1] is var id ? "#" + id : ""));
        Assert.Empty((await Dora.Get($"/procedures/{_sop}")).All(".own-way"));
    }

    [Fact]
    public async Task The_base_lists_its_variants_and_leads_members_of_the_department_to_theirs()
    {
        var (staff, laboratory) = (await InForce(), await Carl.Branch(_sop, "Laboratory"));

        var page = await Dora.Get($"/procedures/{_sop}");
        Assert.Equal([staff, laboratory], page.All(".variants a").Select(link => link.TextContent));
        Assert.Contains("Laboratory", page.Find(".variants li:last-child")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Draft", page.Find(".variants li:last-child .badge")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.All(".variants li p"), state => Assert.Equal("up to date", state.TextContent));
        Assert.Equal([$"For Clinic staff there is {staff}."], page.Notices());
        Assert.Empty((await _clinic.Emil.Get($"/procedures/{_sop}")).Notices());

        // Who comes into a group of that name is led there, too, whenever the group was made.
        await _clinic.Fill("Laboratory", "Emil Fir");
        Assert.Equal([$"For Laboratory there is {laboratory}, which is not in force yet."], (await _clinic.Emil.Get($"/procedures/{_sop}")).Notices());

        await Ada.Change(_sop, "for a year", "for two years");
        Assert.All((await Dora.Get($"/procedures/{_sop}")).All(".variants li p"), state => Assert.Equal("follows v1; not up to date", state.TextContent));
    }

    [Fact]
    public async Task Variants_stand_behind_their_base_in_lists_and_beside_it_among_what_is_found()
    {
        await Carl.Add("# Count the windows\n\n## Steps\n1. Count the window, the window and the window {#count}\n", "count.md");
        var (staff, laboratory) = (await Carl.Branch(_sop, "Clinic staff"), await Carl.Branch(_sop, "Laboratory", "lab"));

        Assert.Equal([_sop, staff, laboratory, "SOP-002"], Numbers(await Dora.Get("/procedures")));
        Assert.Contains("for Laboratory", (await Dora.Get("/procedures")).Find("tr.variant:nth-of-type(3)")!.TextContent, StringComparison.Ordinal);
        var found = Numbers(await Dora.Get("/procedures?q=window")).ToList();
        Assert.Equal([_sop, staff, laboratory], found.GetRange(found.IndexOf(_sop), 3));
    }

    [Fact]
    public async Task A_new_version_of_the_base_is_offered_and_taken_beside_what_is_the_variants_own()
    {
        var variant = await InForce();
        Assert.DoesNotContain("The base has changed", (await Carl.Get($"/procedures/{variant}")).Text, StringComparison.Ordinal);
        Assert.Null((await Carl.Get($"/procedures/{variant}/update")).Find("input[name=edition]"));
        await Ada.Change(_sop, "1. Close the window {#window}\n2. Lock the door", "1. Close every window {#window}\n2. Lock the door twice");

        Assert.Equal($"/procedures/{variant}/update", (await Carl.Get("/")).Find("section[aria-labelledby=bases] a")!.GetAttribute("href"));
        Assert.Contains("The base has changed. See what is new", (await Carl.Get($"/procedures/{variant}")).Notices());
        var page = await Carl.Get($"/procedures/{variant}/update");
        Assert.Contains($"{_sop} is in force as v2; {variant} follows v1.", string.Join(' ', page.Find(".page-head")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(["step/window", "step/door"], page.All("input[name=take]").Where(box => box.HasAttribute("checked")).Select(box => box.GetAttribute("value")));

        var taken = await page.Submit("main form[method=post]", ("do", "take"), ("take", "step/window"));

        Assert.Equal($"/procedures/{variant}/draft/steps", taken.Location);
        Assert.Equal(Base.Replace("Close the window", "Close every window", StringComparison.Ordinal).Replace("Set the alarm", "Set the alarm and wait for the beep", StringComparison.Ordinal), await TextOf(Ada, variant + "/revisions/2"));
        Assert.Equal(["DraftOpened", "BaseTaken"], (await Kinds(variant))[^2..]);
        Assert.Contains($"took 1 of 2 differences of {_sop} v2 into {variant} v2.", (await Ada.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Null((await Carl.Get($"/procedures/{variant}/update")).Find("input[name=edition]"));
        Assert.Null((await Carl.Get("/")).Find("#bases"));
        // What was left of the base is a difference from now on.
        Assert.Contains((await Carl.Get($"/procedures/{variant}/revisions/2")).Notices(), notice => notice.Contains("2 steps differ.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_comes_along_with_the_step_that_shows_it()
    {
        var variant = await InForce();
        await Ada.Edit(_sop);
        Assert.Equal(HttpStatusCode.SeeOther, (await (await Ada.Get($"/procedures/{_sop}/draft")).Submit("form[action$='/draft']",
            ("text", Base.Replace("1. Close the window {#window}", "1. Close the window {#window}\n   ![The handle](handle.png)", StringComparison.Ordinal)), ("pictures", new Upload("handle.png", Doing.Png(2))))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(_sop, ("summary", "With a picture"))).Status);

        await (await Carl.Get($"/procedures/{variant}/update")).Submit("main form[method=post]", ("do", "take"));

        Assert.Equal(HttpStatusCode.OK, (await Carl.Get($"/procedures/{variant}/revisions/2/images/handle.png")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Carl.Get($"/procedures/{variant}/revisions/2/images/lock.png")).Status);
    }

    [Fact]
    public async Task Not_now_asks_again_with_the_next_version()
    {
        var variant = await InForce();
        await Ada.Change(_sop, "for a year", "for two years");
        Assert.Equal($"/procedures/{variant}", (await (await Carl.Get($"/procedures/{variant}/update")).Submit("main form[method=post]", ("do", "later"))).Location);
        Assert.Equal("BasePassedOver", (await Kinds(variant))[^1]);
        Assert.Null((await Carl.Get("/")).Find("#bases"));

        await Ada.Change(_sop, "for two years", "for three years");
        Assert.NotNull((await Carl.Get("/")).Find("#bases"));
        Assert.Contains("The base has changed. See what is new", (await Carl.Get($"/procedures/{variant}")).Notices());
    }

    [Fact]
    public async Task A_variant_of_a_draft_keeps_the_words_it_began_with_and_is_offered_what_came_into_force()
    {
        var draft = await Carl.Add(Base.Replace("Close up", "Close down", StringComparison.Ordinal), "close-down.md");
        var variant = await Carl.Branch(draft, "Laboratory");
        await Carl.Save(draft, text => text.Replace("for a year", "for two years", StringComparison.Ordinal).Replace("   ![The lock](lock.png)\n", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(draft)).Status);

        Assert.Contains("Every word is as there", string.Join(' ', (await Carl.Get($"/procedures/{variant}")).Notices()), StringComparison.Ordinal);
        Assert.Equal(["step/door", "section/records"], (await Carl.Get($"/procedures/{variant}/update")).All("input[name=take]").Select(box => box.GetAttribute("value")));
    }

    [Fact]
    public async Task A_variant_of_a_variant_is_refused_by_name_of_the_base()
    {
        var variant = await Carl.Branch(_sop, "Laboratory");

        foreach (var answer in new[] { await Carl.Get($"/procedures/{variant}/variants/new"), await Carl.Post($"/procedures/{variant}/variants", ("department", "Night shift")) })
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Contains($"{variant} is a variant itself, and a variant has none of its own. Make one of {_sop}.", answer.Text, StringComparison.Ordinal);
        }
        Assert.Null((await Carl.Get($"/procedures/{variant}")).Find("a[href$='/variants/new']"));
    }

    [Theory]
    [InlineData("", "", "Name the department")]
    [InlineData("***", "", "Name the department")]
    [InlineData("Night shift", "2B", "A suffix begins with a letter")]
    [InlineData("Night shift", "NIGHTSHIFT", "A suffix begins with a letter")]
    [InlineData("clinic-staff", "", "is the variant for clinic-staff already")]
    [InlineData("Night shift", "cs", "already. Choose another")]
    public async Task What_cannot_be_said_keeps_what_was_typed_and_makes_nothing(string department, string suffix, string why)
    {
        await Carl.Branch(_sop, "Clinic staff");
        var size = await _clinic.Office.JournalSize();

        var refused = await Carl.TryBranch(_sop, department, suffix);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(why, refused.Find(".error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(department, refused.Find("#department")!.GetAttribute("value"));
        Assert.Equal(size, await _clinic.Office.JournalSize());
    }

    [Fact]
    public async Task Two_departments_of_one_short_name_have_two_numbers() =>
        Assert.Equal([_sop + "-LAB", _sop + "-LAB2"], new[] { await Carl.Branch(_sop, "Laboratory"), await Carl.Branch(_sop, "Labour") });

    [Fact]
    public async Task A_change_of_the_base_asks_for_a_review_of_what_follows_it_until_somebody_looked()
    {
        var variant = await InForce();
        Assert.Empty(await _clinic.Gil.Reviews());
        await Ada.Change(_sop, "for a year", "for two years");

        var row = Assert.Single(await _clinic.Gil.Reviews());
        Assert.Contains($"Its base {_sop} came into force as v2 on 2 March 2026.", row, StringComparison.Ordinal);
        Assert.Equal($"/procedures/{variant}/update", (await _clinic.Gil.Get("/reviews")).Find(".reasons a")!.GetAttribute("href"));

        // Everything is left: the text in force is as it should be.
        var page = await Carl.Get($"/procedures/{variant}/update");
        await page.Submit("main form[method=post]", ("do", "take"), ("take", "nothing"));
        Assert.Equal("BaseTaken", (await Kinds(variant))[^1]);
        Assert.Empty(await _clinic.Gil.Reviews());
    }

    [Fact]
    public async Task Retiring_a_base_tells_of_what_follows_it_and_asks_for_its_review()
    {
        var variant = await InForce();
        var form = (await Ada.Get($"/procedures/{_sop}")).Find("form[action$='/retirement']")!;
        Assert.Contains($"These follow it: {variant}.", form.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await (await Ada.Get($"/procedures/{_sop}")).Submit("form[action$='/retirement']", ("reason", "The house is sold."))).Status);

        Assert.Contains($"Its base {_sop} was retired on 2 March 2026.", Assert.Single(await _clinic.Gil.Reviews()), StringComparison.Ordinal);
        Assert.Contains((await Dora.Get($"/procedures/{variant}")).Notices(), notice => notice.StartsWith($"{_sop} is not followed any more.", StringComparison.Ordinal));
        Assert.NotNull((await Dora.Get($"/procedures/{variant}")).Find("a[href$='/runs/new']"));
        Assert.Equal(HttpStatusCode.Conflict, (await Carl.Get($"/procedures/{_sop}/variants/new")).Status);
    }

    [Fact]
    public async Task The_number_with_its_suffix_is_one_address_everywhere_and_the_next_procedure_counts_on()
    {
        var variant = await InForce();
        var run = await Dora.Start(variant);

        Assert.Contains(variant, (await Dora.Get("/runs")).Text, StringComparison.Ordinal);
        Assert.Contains($"{variant} v1", (await Dora.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Dora.Get($"/procedures/{variant.ToLowerInvariant()}")).Status);
        Assert.Equal($"/procedures/{variant}", (await Dora.Get($"/procedures/by-file/{variant}")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await Dora.Get($"/procedures/{_sop}-HR")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Dora.Get($"/procedures/{_sop}-")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Dora.Get($"/procedures/{variant}-LAB")).Status);
        Assert.Equal("SOP-002", await Carl.Draft("Wash the car"));
        Assert.Equal($"/procedures/{variant}/draft/steps", (await (await Dora.Get($"/procedures/{variant}")).Submit("aside form[action$='/draft']")).Location);
    }

    [Fact]
    public async Task A_text_that_changed_since_it_was_looked_at_is_not_written_over()
    {
        var variant = await InForce();
        await Ada.Change(_sop, "for a year", "for two years");
        var page = await Carl.Get($"/procedures/{variant}/update");
        await Ada.Change(_sop, "for two years", "for three years");

        var refused = await page.Submit("main form[method=post]", ("do", "take"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("choose again", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, await _clinic.Office.Server.InDatabase(db => db.Sops.IgnoreQueryFilters().Where(sop => sop.Suffix != "").Join(db.Revisions.IgnoreQueryFilters(), sop => sop.Id, revision => revision.SopId, (sop, revision) => revision).CountAsync()));
    }
}
