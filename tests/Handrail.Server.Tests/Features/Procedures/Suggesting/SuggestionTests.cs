using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Suggesting;

public sealed class SuggestionTests(Firm firm) : IClassFixture<Firm>
{
    async Task<string> InForce(string title)
    {
        var sop = await firm.Carl.Draft(title, "1. Lock the front door {#front}\n   - Verify: the bolt is out\n2. Lock the back door {#back}\n");
        await firm.Carl.Send(sop, 1, []);
        await firm.Bea.Sign(sop, 1);
        return sop;
    }

    static async Task Suggest(Browser browser, string sop, string step, string text, params (string Field, string Value)[] words)
    {
        var page = await browser.Get($"/procedures/{sop}/suggestions/new?step={step}");
        var sent = await page.Submit("form[action$='/suggestions']", [("text", text), .. words]);
        Assert.True(sent.Status == HttpStatusCode.SeeOther, sent.Text);
    }

    [Fact]
    public async Task A_step_proposed_word_for_word_becomes_part_of_a_draft_with_one_press_and_its_author_hears()
    {
        var sop = await InForce("Take my words");
        var steps = (await firm.Emil.Get($"/procedures/{sop}")).All(".step .suggest a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(2, steps.Count);
        var form = await firm.Emil.Get(steps[0]);
        Assert.Equal(["Lock the front door", "", "the bolt is out"], new[] { "#instruction", "#detail", "#verify" }.Select(field => form.Find(field)!.TextContent.Trim()));
        var unclear = await form.Submit("form[action$='/suggestions']", ("text", "There are two locks"), ("instruction", " "), ("verify", "both bolts are out"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "both bolts are out"), (unclear.Status, unclear.Find("#verify")!.TextContent.Trim()));
        await Suggest(firm.Emil, sop, "front", "There are two locks", ("instruction", "Lock the front door twice"), ("verify", "both bolts are out"));
        Assert.Contains("There are two locks", (await firm.Ada.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);

        var list = await firm.Carl.Get($"/procedures/{sop}/suggestions");
        Assert.Equal(["twice", "both bolts are"], list.All(".suggestions .parts ins").Select(part => part.TextContent.Trim()));
        Assert.DoesNotContain("{#front}", list.Find(".suggestions")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Open a draft with it", list.Find(".suggestions .also > form button[value='word-for-word']")!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, (await list.Submit("details form[action$='/taking']", ("how", "word-for-word"), ("answer", "Thank you"))).Status);

        var draft = await firm.Carl.Get($"/procedures/{sop}/draft");
        Assert.Contains("1. Lock the front door twice {#front}\n   - Verify: both bolts are out\n2. Lock the back door {#back}", draft.Find("#text")!.TextContent.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var today = (await firm.Emil.Get("/")).Find("#answered ~ ul")!.TextContent;
        Assert.Contains("Carl Ash took it into v2", today, StringComparison.Ordinal);
        Assert.Contains("Thank you", today, StringComparison.Ordinal);
        Assert.Equal(["ChangeSuggested", "DraftOpened", "DraftSaved", "SuggestionTaken"], (await firm.Kinds(sop))[^4..]);
        var history = (await firm.Carl.Get($"/procedures/{sop}/history")).Find(".timeline")!.TextContent;
        Assert.Contains($"suggested a change of step 1 “Lock the front door” of {sop} v1", history, StringComparison.Ordinal);
        Assert.Contains($"about step 1 “Lock the front door twice” of {sop} into v2", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_words_were_taken_is_an_author_and_cannot_approve()
    {
        var sop = await InForce("Write with Bea");
        await Suggest(firm.Bea, sop, "back", "Say which", ("instruction", "Lock the green back door"));
        await (await firm.Carl.Get($"/procedures/{sop}/suggestions")).Submit(".also > form[action$='/taking']", ("how", "word-for-word"));
        await firm.Carl.Send(sop, 2, []);

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Bea.Post($"/procedures/{sop}/revisions/2/signature", ("password", TestServer.Password))).Status);
        await firm.Ada.Sign(sop, 2);
    }

    [Fact]
    public async Task A_suggestion_is_declined_with_a_reason_that_its_author_reads()
    {
        var sop = await InForce("Decline kindly");
        await Suggest(firm.Dora, sop, "", "Do it twice a day");
        var list = await firm.Carl.Get($"/procedures/{sop}/suggestions");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await list.Submit("form[action$='/decline']", ("reason", " "))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await list.Submit("form[action$='/decline']", ("reason", "Once is enough"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await list.Submit("form[action$='/taking']", ("how", "by-hand"))).Status);

        Assert.Contains("Once is enough", (await firm.Dora.Get("/")).Find("#answered ~ ul")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["ChangeSuggested", "SuggestionDeclined"], (await firm.Kinds(sop))[^2..]);
    }

    [Fact]
    public async Task What_was_taken_into_a_draft_that_is_discarded_is_open_again_and_its_author_reads_so()
    {
        var sop = await InForce("Give the draft up");
        await Suggest(firm.Emil, sop, "front", "There are two locks", ("instruction", "Lock the front door twice"));
        await Suggest(firm.Emil, sop, "back", "Nobody uses it");
        await (await firm.Carl.Get($"/procedures/{sop}/suggestions")).Submit(".also > form[action$='/taking']", ("how", "word-for-word"));
        await firm.Carl.TakeBack(sop, 2, "discard", "We get new doors");

        Assert.Equal(["DraftDiscarded", "SuggestionReopened"], (await firm.Kinds(sop))[^2..]);
        Assert.Contains("opened again a suggestion of Emil Fir about step 1 “Lock the front door twice”", (await firm.Carl.Get($"/procedures/{sop}/history")).Find(".timeline")!.TextContent, StringComparison.Ordinal);
        var today = (await firm.Emil.Get("/")).Find("#answered ~ ul")!.TextContent;
        Assert.Contains("open again: Carl Ash discarded v2", today, StringComparison.Ordinal);
        Assert.Contains("We get new doors", today, StringComparison.Ordinal);
        var list = await firm.Emil.Get($"/procedures/{sop}/suggestions");
        Assert.Equal(["Open", "Open"], list.All(".suggestions .badge").Select(badge => badge.TextContent));
        Assert.Contains("Taken into v2, which was discarded; it is open again. We get new doors", list.Find(".suggestions blockquote")!.TextContent, StringComparison.Ordinal);

        await list.Submit(".also > form[action$='/taking']", ("how", "word-for-word"));
        Assert.Contains("Taken into v3.", (await firm.Emil.Get($"/procedures/{sop}/suggestions")).Find(".suggestions blockquote")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_answer_at_the_same_moment_one_is_first()
    {
        var sop = await InForce("Answer at once");
        await Suggest(firm.Emil, sop, "front", "Use the other key");
        var lists = await Task.WhenAll(firm.Carl.Get($"/procedures/{sop}/suggestions"), firm.Ada.Get($"/procedures/{sop}/suggestions"));

        var answers = await Task.WhenAll(lists[0].Submit("form[action$='/taking']", ("how", "by-hand")), lists[1].Submit("form[action$='/decline']", ("reason", "No")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Conflict);
        Assert.Single(await firm.Kinds(sop), kind => kind is "SuggestionTaken" or "SuggestionDeclined");
    }

    [Fact]
    public async Task Words_for_a_step_that_reads_otherwise_by_now_are_not_put_over_it()
    {
        var sop = await InForce("Do not overwrite");
        await Suggest(firm.Emil, sop, "front", "Say who", ("instruction", "Let the guard lock the front door"));
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed.Replace("Lock the front door", "Bolt the front door", StringComparison.Ordinal));
        var list = await firm.Carl.Get($"/procedures/{sop}/suggestions");

        Assert.Null(list.Find(".suggestions .also > form"));
        var refused = await list.Submit("form[action$='/taking']", ("how", "word-for-word"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("reads otherwise", refused.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Bolt the front door", (await firm.Carl.Get($"/procedures/{sop}/draft")).Find("#text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await list.Submit("form[action$='/taking']", ("how", "by-hand"))).Status);
    }

    [Fact]
    public async Task While_others_have_the_revision_nothing_is_put_into_it()
    {
        var sop = await InForce("Wait for review");
        await Suggest(firm.Emil, sop, "front", "Say who", ("instruction", "Let the guard lock it"));
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed + "3. Go {#go}\n");
        await firm.Carl.Send(sop, 2, []);

        Assert.Equal(HttpStatusCode.Conflict, (await (await firm.Carl.Get($"/procedures/{sop}/suggestions")).Submit("form[action$='/taking']", ("how", "word-for-word"))).Status);
    }

    [Fact]
    public async Task In_a_run_a_step_carries_its_suggestion_and_the_run_is_named()
    {
        var sop = await InForce("Notice while running");
        var run = await firm.Emil.Start(sop);
        var link = (await firm.Emil.See(run, "front")).All("aside a").Single(a => a.TextContent.StartsWith("Suggest", StringComparison.Ordinal)).GetAttribute("href")!;
        var page = await firm.Emil.Get(link);
        Assert.Contains("Lock the front door", page.Find(".page-head")!.TextContent, StringComparison.Ordinal);
        await page.Submit("form[action$='/suggestions']", ("text", "The bolt was missing"));

        var list = await firm.Carl.Get($"/procedures/{sop}/suggestions");
        Assert.NotNull(list.Find($".suggestions a[href='/runs/{run}']"));
    }

    [Fact]
    public async Task An_auditor_reads_and_makes_them_but_answers_none_and_whoever_is_silent_suggests_nothing()
    {
        var sop = await InForce("Read only");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await firm.Emil.Get($"/procedures/{sop}/suggestions/new?step=front")).Submit("form[action$='/suggestions']", ("text", " "))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await firm.Emil.Post($"/procedures/{sop}/suggestions", ("step", "no-such"), ("text", "Hm"))).Status);
        await Suggest(firm.Emil, sop, "", "More light");

        var read = await firm.Ida.Get($"/procedures/{sop}/suggestions");
        Assert.Contains("More light", read.Text, StringComparison.Ordinal);
        Assert.Null(read.Find("main form"));
        await Suggest(firm.Ida, sop, "front", "The auditors of last year asked who holds the key");
        var (theirs, ours) = (await firm.Ida.Get($"/procedures/{sop}/suggestions"), await firm.Carl.Get($"/procedures/{sop}/suggestions"));
        Assert.Null(theirs.Find("main form"));
        var asked = ours.All(".suggestions > li").Single(item => item.TextContent.Contains("Ida Fern", StringComparison.Ordinal));
        await ours.Submit($"#{asked.Id} form[action$='/decline']", ("reason", "The front desk does"));
        Assert.Contains("The front desk does", (await firm.Ida.Get("/")).Find("#answered ~ ul")!.TextContent, StringComparison.Ordinal);
    }
}
