using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Control;

/// <summary>A procedure as a controlled document: its table, who has to have it, and where it is on paper.</summary>
public sealed class DocumentControlTests(Firm firm) : IClassFixture<Firm>
{
    static async Task<Page> Issue(Browser by, string sop, string recipient) => await (await by.Get($"/procedures/{sop}/control")).Submit("form[action$='/copies']", ("recipient", recipient));

    static async Task<string> Word(Browser by, string sop, string term)
    {
        var page = await by.Get($"/procedures/{sop}/control");
        return page.All("#table ~ dl dt").Single(item => item.TextContent == term).NextElementSibling!.TextContent.Trim();
    }

    async Task<string> InForce(string title, string header = "")
    {
        var sop = await firm.Carl.Add($"{header}# {title}\n\n## Steps\n1. Lock the front door {{#front}}\n2. Lock the back door {{#back}}\n", title.ToLowerInvariant().Replace(' ', '-') + ".md");
        await firm.Carl.Send(sop, 1, ["Dora Yew"]);
        await firm.Bea.Sign(sop, 1);
        return sop;
    }

    async Task Next(string sop)
    {
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed + "3. Go {#go}\n");
        await firm.Carl.Send(sop, 2, []);
        await firm.Bea.Sign(sop, 2);
    }

    [Fact]
    public async Task The_table_says_what_it_is_who_made_it_and_since_when_it_holds()
    {
        var sop = await InForce("Say what it is", "---\nowner: Caretaker\nclassification: internal\n---\n");

        Assert.StartsWith("v1", await Word(firm.Ida, sop, "Version"), StringComparison.Ordinal);
        Assert.Equal(("Caretaker", "internal", "Carl Ash"), (await Word(firm.Ida, sop, "Owner"), await Word(firm.Ida, sop, "Classified"), await Word(firm.Ida, sop, "Written by")));
        Assert.Equal("Dora Yew (not to the end)", await Word(firm.Ida, sop, "Walked through by"));
        Assert.Equal("approved by Bea Elm as administrator", await Word(firm.Ida, sop, "Approval"));
        Assert.StartsWith("material", await Word(firm.Ida, sop, "Change"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", await Word(firm.Ida, sop, "Seal"));
    }

    [Fact]
    public async Task A_distribution_list_is_whom_the_audience_means_today()
    {
        await firm.Office.Server.GiveRole("Fay Oak", "Porter");
        var sop = await InForce("Hand it out", "---\naudience: [Porter, dora.yew@northwind.example, Emil Fir, Night watch]\n---\n");

        var page = await firm.Ida.Get($"/procedures/{sop}/control");

        Assert.Equal(["Dora Yew: named in its audience", "Emil Fir: named in its audience", "Fay Oak: role Porter"],
            page.All("#distribution ~ table tbody tr").Select(row => $"{row.QuerySelector("th")!.TextContent}: {row.QuerySelector("td")!.TextContent}").Order(StringComparer.Ordinal));
        Assert.Equal("Nobody here is meant by Night watch.", page.Find("#distribution ~ .notice.warn")!.TextContent);
        var open = await firm.Ida.Get($"/procedures/{await InForce("For nobody")}/control");
        Assert.Contains("names neither an audience nor a role", open.Find("#distribution ~ p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_has_its_number_its_place_and_somebody_who_replaces_it_when_another_version_holds()
    {
        var sop = await InForce("Hang it up");
        Assert.Equal($"/procedures/{sop}/copies/1", (await Issue(firm.Emil, sop, "Reception")).Location);
        Assert.Equal($"/procedures/{sop}/copies/2", (await Issue(firm.Fay, sop, "Cellar")).Location);
        var printed = (await firm.Emil.Get($"/procedures/{sop}/copies/1")).Find(".controlled")!.TextContent;
        Assert.Contains("No. 1 of version 1, for Reception", printed, StringComparison.Ordinal);
        Assert.Contains("As long as this version is in force", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Uncontrolled", printed, StringComparison.Ordinal);
        Assert.Contains("Uncontrolled after", (await firm.Emil.Get($"/procedures/{sop}")).Find(".controlled")!.TextContent, StringComparison.Ordinal);

        await Next(sop);

        Assert.Contains("Not any more.", (await firm.Emil.Get($"/procedures/{sop}/copies/1")).Find(".controlled")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Replace or take back the printed copy: Reception", (await firm.Emil.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        var page = await firm.Emil.Get($"/procedures/{sop}/control");
        Assert.Equal(["to be replaced", "to be replaced"], page.All("#copies ~ table .badge").Select(badge => badge.TextContent));
        await page.Submit("form[action$='/copies/1/end']", ("how", "TakenBack"));
        Assert.Equal($"/procedures/{sop}/copies/3", (await Issue(firm.Emil, sop, "Reception")).Location);

        Assert.DoesNotContain("Reception", (await firm.Emil.Get("/")).Text, StringComparison.Ordinal);
        Assert.Equal(["current", "to be replaced", "taken back"], (await firm.Ida.Get($"/procedures/{sop}/control")).All("#copies ~ table .badge").Select(badge => badge.TextContent));
        Assert.Equal(["PrintedCopyEnded", "PrintedCopyIssued"], (await firm.Kinds(sop))[^2..]);
    }

    [Fact]
    public async Task Two_copies_given_out_at_the_same_moment_have_two_numbers_and_one_is_taken_back_once()
    {
        var sop = await InForce("Give out twice");
        var (one, two) = (await firm.Emil.Get($"/procedures/{sop}/control"), await firm.Fay.Get($"/procedures/{sop}/control"));
        firm.Office.Server.Rendezvous.Of(2);
        var issued = await Task.WhenAll(one.Submit("form[action$='/copies']", ("recipient", "Left")), two.Submit("form[action$='/copies']", ("recipient", "Right")));
        Assert.Equal([$"/procedures/{sop}/copies/1", $"/procedures/{sop}/copies/2"], issued.Select(answer => answer.Location).Order(StringComparer.Ordinal));

        (one, two) = (await firm.Emil.Get($"/procedures/{sop}/control"), await firm.Fay.Get($"/procedures/{sop}/control"));
        firm.Office.Server.Rendezvous.Of(2);
        var ended = await Task.WhenAll(one.Submit("form[action$='/copies/1/end']", ("how", "Destroyed")), two.Submit("form[action$='/copies/1/end']", ("how", "Lost")));

        Assert.Single(ended, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Matches($"Copy 1 of {sop} was (destroyed|lost) on 2 March 2026", Assert.Single(ended, answer => answer.Status == HttpStatusCode.Conflict).Text);
        Assert.Equal(["PrintedCopyIssued", "PrintedCopyIssued", "PrintedCopyEnded"], (await firm.Kinds(sop))[^3..]);
    }

    [Fact]
    public async Task Only_what_is_in_force_is_given_out_by_whoever_writes_here_and_with_a_place()
    {
        var draft = await firm.Carl.Draft("Not yet");
        Assert.Null((await firm.Carl.Get($"/procedures/{draft}/control")).Find("form[action$='/copies']"));
        Assert.Equal(HttpStatusCode.Conflict, (await firm.Carl.Post($"/procedures/{draft}/copies", ("recipient", "Reception"))).Status);
        var sop = await InForce("Give out with a place");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Issue(firm.Carl, sop, " ")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ida.Post($"/procedures/{sop}/copies", ("recipient", "Audit"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await firm.Carl.Post($"/procedures/{sop}/copies/9/end", ("how", "Lost"))).Status);
        await Issue(firm.Carl, sop, "Reception");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Carl.Post($"/procedures/{sop}/copies/1/end", ("how", "Eaten"))).Status);
        Assert.Equal(["RevisionPublished", "PrintedCopyIssued"], (await firm.Kinds(sop))[^2..]);
    }
}
