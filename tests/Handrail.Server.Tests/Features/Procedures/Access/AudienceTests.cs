using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Access;

/// <summary>Who may read a procedure, asked at its address and in the list: both are held to one filter.</summary>
public sealed class AudienceTests(Clinic clinic) : IClassFixture<Clinic>
{
    static int _doors;

    static string Text(string title, string header) => $"---\ntitle: {title}\nowner: Practice manager\n{header}\n---\n# {title}\n\n## Steps\n1. Lock the front door {{#front}}\n";

    static async Task<bool> Sees(Browser reader, string sop, string title)
    {
        var page = await reader.Get($"/procedures/{sop}");
        var listed = (await reader.Get("/procedures?q=" + Uri.EscapeDataString(title))).All("td.number").Any(cell => cell.TextContent == sop);
        Assert.Equal(listed, page.Status == HttpStatusCode.OK);
        if (!listed) Assert.Equal((await reader.Get("/procedures/SOP-999")).Text, page.Text);
        return listed;
    }

    [Theory]
    [InlineData("", "Ada Bea Carl Dora Emil Fay Gil Ida")]
    [InlineData("classification: public", "Ada Bea Carl Dora Emil Fay Gil Ida")]
    [InlineData("classification: Internal use only", "Ada Bea Carl Dora Emil Fay Gil Ida")]
    [InlineData("audience: [Clinic staff]", "Ada Bea Carl Dora Emil Fay Gil Ida")]
    [InlineData("classification: restricted", "Ada Bea Carl Gil Ida")]
    [InlineData("classification: confidential\naudience: [Clinic staff]", "Ada Bea Carl Dora Gil Ida")]
    [InlineData("classification: eyes of the board", "Ada Bea Carl Gil Ida")]
    [InlineData("classification: secret", "Ada Bea Carl Gil")]
    [InlineData("classification: TLP:RED\naudience: [Fay Oak, clinic-staff]", "Ada Bea Carl Dora Fay Gil")]
    [InlineData("classification: secret\naudience: [Ida Fern, emil.fir@northwind.example]", "Ada Bea Carl Emil Gil Ida")]
    [InlineData("classification: secret\naudience: [Nobody we know]", "Ada Bea Carl Gil")]
    public async Task A_text_is_read_by_whom_its_classification_and_audience_let_read_it(string header, string readers)
    {
        var title = $"Lock door{Interlocked.Increment(ref _doors):D3}";
        var sop = await clinic.Carl.Add(Text(title, header), title.Replace(' ', '-') + ".md");
        await Reads();
        Assert.Equal(HttpStatusCode.SeeOther, (await clinic.Ada.TryPublish(sop)).Status);
        await Reads();

        async Task Reads()
        {
            var seeing = new List<string>();
            foreach (var (name, browser) in clinic.People) if (await Sees(browser, sop, title)) seeing.Add(name);
            Assert.Equal(readers, string.Join(' ', seeing));
            // The page that says who can see it says the same of everybody.
            var told = (await clinic.Ada.Get($"/procedures/{sop}/access")).All("#access tbody tr").Where(row => row.QuerySelector("td .badge")!.TextContent == "yes").Select(row => row.QuerySelector("th")!.TextContent.Split(' ')[0]);
            Assert.Equal(readers, string.Join(' ', told.Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task The_matrix_says_who_can_do_what_and_why()
    {
        var sop = await clinic.Carl.Add(Text("Weigh the gold", "classification: confidential\naudience: [Clinic staff, Fay Oak]"), "weigh.md");
        var page = await clinic.Ada.Get($"/procedures/{sop}/access");
        string[] Row(string name) => [.. page.All("#access tbody tr").Single(row => row.QuerySelector("th")!.TextContent == name).QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];

        Assert.Equal(["yes administrator", "no not in force", "yes administrator", "yes when asked", "no not in force", "yes as administrator"], Row("Ada Pine"));
        Assert.Equal(["yes wrote it", "no not in force", "yes member", "no worked on the draft", "no not in force", "no worked on the draft"], Row("Carl Ash"));
        Assert.Equal("yes group Clinic staff", Row("Dora Yew")[0]);
        Assert.Equal(["no not in its audience", "no may not read it", "no may not read it", "no may not read it", "no may not read it", "no may not read it"], Row("Emil Fir"));
        Assert.Equal("yes named in its audience", Row("Fay Oak")[0]);
        Assert.Equal("yes owner (role Practice manager)", Row("Gil Rowan")[0]);
        Assert.Equal(["yes auditor", "no auditor", "no auditor", "no auditor", "no auditor", "no auditor"], Row("Ida Fern"));

        var dora = page.All("#access th a").Single(link => link.TextContent == "Dora Yew").GetAttribute("href")!;
        Assert.Contains("group Clinic staff", (await clinic.Ada.Get(dora)).All("tr").Single(row => row.TextContent.Contains(sop, StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(sop, (await clinic.Emil.Get(dora)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Get($"/procedures/{sop}/access")).Status);
    }

    [Fact]
    public async Task A_reviewer_of_a_restricted_text_reads_it_and_a_secret_is_reviewed_by_its_readers()
    {
        var restricted = await clinic.Carl.Add(Text("Sort the keys", "classification: restricted"), "keys.md");
        await clinic.Carl.Send(restricted, 1, ["Emil Fir"]);
        Assert.True(await Sees(clinic.Emil, restricted, "Sort the keys"));

        var secret = await clinic.Carl.Add(Text("Melt the keys", "classification: secret\naudience: [Fay Oak]"), "melt.md");
        string Id(Page sending, string name) => sending.All("label.choice").First(label => label.TextContent.Contains(name, StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
        var emil = Id(await clinic.Carl.Get($"/procedures/{await clinic.Carl.Add(Text("Count the keys", "classification: restricted"), "count.md")}/revisions/1/sending"), "Emil Fir");
        var sending = await clinic.Carl.Get($"/procedures/{secret}/revisions/1/sending");
        Assert.DoesNotContain("Emil Fir", sending.Find("main form[method=post]")!.TextContent, StringComparison.Ordinal);
        // Whoever names him all the same, or took him out of the audience meanwhile, is told.
        var refused = await sending.Submit("main form[method=post]", ("reviewer", emil), ("summary", "As it is done now"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Emil Fir is not in its audience", refused.Text, StringComparison.Ordinal);
        await clinic.Carl.Send(secret, 1, ["Fay Oak"]);
        Assert.False(await Sees(clinic.Emil, secret, "Melt the keys"));
    }

    [Fact]
    public async Task Whoever_comes_into_the_group_reads_at_once_and_whoever_leaves_it_does_not()
    {
        var sop = await clinic.Carl.Add(Text("Close the night desk", "classification: secret\naudience: [Night desk]"), "night-desk.md");
        Assert.False(await Sees(clinic.Emil, sop, "Close the night desk"));

        await clinic.Fill("Night desk", "Emil Fir");
        Assert.True(await Sees(clinic.Emil, sop, "Close the night desk"));

        await clinic.Fill("Night desk");
        Assert.False(await Sees(clinic.Emil, sop, "Close the night desk"));
    }

    [Fact]
    public async Task A_stricter_draft_is_hidden_at_once_and_hides_the_procedure_when_it_comes_into_force()
    {
        var sop = await clinic.Ada.Publish(Text("Count the cash", ""), "cash.md");
        await clinic.Carl.Edit(sop);
        await clinic.Carl.Save(sop, text => text.Replace("owner:", "classification: secret\nowner:", StringComparison.Ordinal).Replace("front door", "hidden safe", StringComparison.Ordinal));

        Assert.True(await Sees(clinic.Emil, sop, "Count the cash"));
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Get($"/procedures/{sop}/revisions/2")).Status);
        Assert.DoesNotContain("hidden safe", (await clinic.Emil.Get($"/procedures/{sop}/comparison")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clinic.Carl.Get($"/procedures/{sop}/revisions/2")).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await clinic.Ada.TryPublish(sop, ("summary", "The safe is nobody's business"))).Status);
        Assert.False(await Sees(clinic.Emil, sop, "Count the cash"));
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Get($"/procedures/{sop}/revisions/1")).Status);
    }

    [Fact]
    public async Task A_wider_draft_opens_the_procedure_when_it_comes_into_force_and_not_before()
    {
        var sop = await clinic.Ada.Publish(Text("Open the archive", "classification: secret"), "archive.md");
        await clinic.Ada.Edit(sop);
        await clinic.Ada.Save(sop, text => text.Replace("classification: secret", "classification: public", StringComparison.Ordinal));
        Assert.False(await Sees(clinic.Emil, sop, "Open the archive"));

        Assert.Equal(HttpStatusCode.SeeOther, (await clinic.Ada.TryPublish(sop, ("summary", "No secret any more"))).Status);

        Assert.True(await Sees(clinic.Emil, sop, "Open the archive"));
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Get($"/procedures/{sop}/revisions/1")).Status);
    }

    [Fact]
    public async Task Whoever_is_to_sign_can_read_as_soon_as_the_rule_says_so()
    {
        var sop = await clinic.Carl.Add(Text("Seal the vault", "family: vaults\nclassification: secret"), "vault.md");
        Assert.False(await Sees(clinic.Fay, sop, "Seal the vault"));
        await clinic.Office.Server.GiveRole("Fay Oak", "Keeper of vaults");

        await clinic.Ada.SetRule("family/vaults", 1, "Keeper of vaults");

        Assert.True(await Sees(clinic.Fay, sop, "Seal the vault"));
    }

    [Fact]
    public async Task A_number_that_is_hidden_is_not_given_twice()
    {
        var hidden = await clinic.Ada.Add(Text("Burn the letters", "classification: secret"), "letters.md");
        var next = await clinic.Emil.Add(Text("Post the letters", ""), "post.md");
        var run = await clinic.Ada.Start(await clinic.Ada.Publish(Text("Shred the letters", "classification: secret"), "shred.md"));
        Assert.Equal(HttpStatusCode.SeeOther, (await clinic.Ada.TryPublish(next)).Status);

        Assert.NotEqual(hidden, next);
        Assert.NotEqual(run, await clinic.Emil.Start(next));
    }

    [Fact]
    public async Task A_run_that_somebody_may_not_see_is_not_moved_by_them_either()
    {
        var sop = await clinic.Ada.Publish(Text("Move the gold", "classification: secret"), "gold.md");
        var run = await clinic.Ada.Start(sop);

        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Post($"/runs/{run}/steps/front/completion", ("outcome", "done"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Post($"/runs/{run}/pause")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clinic.Emil.Post($"/procedures/{sop}/runs")).Status);
        await clinic.Ada.Complete(run, "front");
    }

    [Fact]
    public async Task A_run_above_that_is_hidden_goes_on_when_the_one_below_has_ended()
    {
        await clinic.Ada.Publish(Text("Ring the bell", ""), "bell.md");
        var above = await clinic.Ada.Start(await clinic.Ada.Publish("---\nclassification: secret\n---\n# Hold the vote\n\n## Steps\n1. Ring it {#ring}\n   - Run: [Ring the bell](bell.md)\n2. Count {#count}\n", "vote.md"));
        await clinic.Ada.Act(above, "ring", "child-run");
        var below = (await clinic.Ada.See(above)).All("a[href^='/runs/R-']").Select(link => link.GetAttribute("href")![6..]).First(label => label.StartsWith("R-", StringComparison.Ordinal) && !label.StartsWith(above, StringComparison.Ordinal));

        await clinic.Emil.Complete(below, "front");
        await clinic.Emil.ActOn(below, "finish");

        Assert.Contains("ChildRunEnded", await clinic.Office.Kinds("run/" + above));
    }
}
