using System.Net;
using System.Security.Cryptography;
using System.Text;
using Handrail.Server.Features.Discovery;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Discovery;

/// <summary>Somebody without an account says how it is done: the link, and who may do what with it.</summary>
public sealed class InterviewTests(Office office) : IClassFixture<Office>
{
    Browser Stranger => office.Server.NewBrowser();

    [Fact]
    public async Task A_link_opens_the_questions_without_an_account_and_keeps_the_answers()
    {
        var link = await office.Ada.AskAbout(Asking.Leaver, "Jo Birch", "It takes ten minutes.");

        var page = await Stranger.Get(link);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("of Northwind Dental asks Jo Birch how “Offboard a leaver” is done today", page.Text, StringComparison.Ordinal);
        Assert.Contains("It takes ten minutes.", page.Text, StringComparison.Ordinal);
        var kept = await page.Submit("form[method=post]", ("question-hear-of-leaver", "A colleague tells me."), ("step-disable-account", "Done"), ("step-end-sessions", "Otherwise"), ("words-end-sessions", "We restart the laptop."));

        Assert.Contains("Thank you", kept.Find(".notice.ok")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 of ", kept.Find("#steps ~ p strong")!.TextContent, StringComparison.Ordinal);
        Assert.All(kept.All(".stages a"), phase => Assert.NotNull(kept.Find(phase.GetAttribute("href")!)));
        var goingOn = kept.All("button[name=next]").Select(button => button.GetAttribute("value")!).ToList();
        Assert.Equal(kept.All(".stages a").Skip(1).Select(phase => phase.GetAttribute("href")), goingOn.Select(phase => "#" + phase));
        Assert.NotNull((await kept.Submit("form[method=post]", ("next", goingOn[0]))).Find($"#{goingOn[0]}[autofocus]"));
        var practice = await office.Ada.Get(Asking.PracticeOf(Asking.Leaver));
        Assert.Contains("We restart the laptop.", practice.Text, StringComparison.Ordinal);
        Assert.Contains("A colleague tells me.", practice.Text, StringComparison.Ordinal);
        Assert.Equal(["InterviewSent", "InterviewAnswered"], await Kinds(link));
    }

    [Fact]
    public async Task What_was_answered_stands_in_the_form_again_and_can_be_changed_by_the_same_link()
    {
        var link = await office.Ada.AskAbout(Asking.Joiner, "Kim");
        await Stranger.Answer(link, ("step-create-account", "NotDone"), ("words-create-account", "HR does"), ("added-1", "Buy flowers"), ("after-1", "activate"));

        var again = await Stranger.Get(link);
        Assert.Equal("HR does", again.Find("#words-create-account")!.TextContent.Trim());
        Assert.NotNull(again.Find("input[name='step-create-account'][value=NotDone][checked]"));
        Assert.Equal("activate", again.Find("#after-1 option[selected]")!.GetAttribute("value"));
        await again.Submit("form[method=post]", ("words-create-account", "HR does it"));
        await (await Stranger.Get(link)).Submit("form[method=post]");

        Assert.Equal(["InterviewSent", "InterviewAnswered", "InterviewAnswered"], await Kinds(link));
        Assert.Contains("HR does it", (await office.Ada.Get(Asking.PracticeOf(Asking.Joiner))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fact_holds_the_answers_by_their_hash_and_names_whoever_holds_the_link()
    {
        var link = await office.Ada.AskAbout(Asking.Review, "Lea <b>Fir</b>");
        await Stranger.Answer(link, ("step-decide", "Done"), ("step-remove", "Otherwise"), ("words-remove", "By mail"));

        var sheet = await Row(link);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sheet.Answers)));
        var entry = await office.Server.InDatabase(db => db.JournalRows.IgnoreQueryFilters().Where(row => row.Subject == sheet.Subject).OrderBy(row => row.Index).LastAsync());
        var payload = Encoding.UTF8.GetString(entry.Payload!);
        Assert.Contains(hash, payload, StringComparison.Ordinal);
        Assert.Contains("by link", payload, StringComparison.Ordinal);
        Assert.Contains("1 done, 1 otherwise, 0 not done", (await office.Ada.Get("/journal")).Text, StringComparison.Ordinal);
        Assert.Null((await office.Ada.Get(Asking.PracticeOf(Asking.Review))).Find("main b"));
    }

    [Fact]
    public async Task Neither_the_link_nor_the_names_of_our_tools_are_anywhere()
    {
        await office.Ada.Post("/environment", ("name", "Secretive Okta"), ("kind", "Identity provider"), ("tool", "Okta"));
        var link = await office.Ada.AskAbout(Asking.Leaver, "Max");

        Assert.DoesNotContain("Secretive", (await Stranger.Get(link)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('/')[^1], (await office.Ada.Get("/discovery")).Body + (await office.Ada.Get(Asking.PracticeOf(Asking.Leaver))).Body, StringComparison.Ordinal);
        Assert.Equal(32, (await Row(link)).Sha256.Length);
    }

    [Fact]
    public async Task An_empty_sheet_is_not_kept()
    {
        var link = await office.Ada.AskAbout(Asking.Review, "Nia");

        var answer = await Stranger.Answer(link);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Nothing is filled in yet.", answer.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["InterviewSent"], await Kinds(link));
    }

    [Fact]
    public async Task What_is_not_complete_is_kept_and_what_is_missing_is_said_at_its_place()
    {
        var link = await office.Ada.AskAbout(Asking.Review, "Noa");

        var kept = await Stranger.Answer(link, ("step-decide", "Otherwise"), ("step-remove", "Done"), ("next", "phase-none"));
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Contains("Thank you, it is kept", kept.Find("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("how it is done instead", kept.Find(".notice a[href='#words-decide']")!.TextContent, StringComparison.Ordinal);
        var again = await Stranger.Get(link);
        Assert.NotNull(again.Find("input[name='step-decide'][value=Otherwise][checked]"));
        Assert.NotNull(again.Find("#words-decide-error"));
        Assert.Contains("done otherwise, has not said how", (await office.Ada.Get(Asking.PracticeOf(Asking.Review))).Text, StringComparison.Ordinal);

        var back = await again.Submit("form[method=post]", ("step-remove", "NotDone"), ("hand-in", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.Status);
        Assert.Contains("It is kept, and not handed in yet", back.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(back.Find("#words-decide[autofocus]"));
        Assert.Equal(["InterviewSent", "InterviewAnswered", "InterviewAnswered"], await Kinds(link));
        Assert.Equal(SheetState.Answered, (await Row(link)).State);
    }

    [Fact]
    public async Task What_cannot_be_kept_stays_in_the_form_and_all_else_is_kept()
    {
        var link = await office.Ada.AskAbout(Asking.Review, "Ola");
        await Stranger.Answer(link, ("step-decide", "NotDone"), ("words-decide", "No time"));

        var answer = await Stranger.Answer(link, ("words-decide", new string('x', 2001)), ("step-remove", "Otherwise"), ("words-remove", "By mail"), ("hand-in", "yes"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Not everything could be kept", answer.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2001, answer.Find("#words-decide[autofocus]")!.TextContent.Trim().Length);
        Assert.NotNull(answer.Find("#words-decide-error"));
        var again = await Stranger.Get(link);
        Assert.Equal("No time", again.Find("#words-decide")!.TextContent.Trim());
        Assert.Equal("By mail", again.Find("#words-remove")!.TextContent.Trim());
        Assert.Equal(SheetState.Answered, (await Row(link)).State);
    }

    [Fact]
    public async Task What_is_handed_in_is_only_read_until_whoever_asked_opens_it_again()
    {
        var link = await office.Ada.AskAbout(Asking.Joiner, "Uma <i>Reed</i>");
        var (early, never) = (await office.Ada.Get(Asking.PracticeOf(Asking.Joiner)), await office.Ada.Post($"/discovery/{(await Row(link)).Id}/reopening"));
        Assert.Equal(0, early.All("form[action$='/reopening']").Count(form => form.TextContent.Contains("Uma", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Conflict, never.Status);
        var open = await Stranger.Get(link);
        var handedIn = await open.Submit("form[method=post]", ("step-create-account", "Otherwise"), ("words-create-account", "HR does <b>it</b>"), ("added-1", "Buy flowers"), ("hand-in", "yes"));
        Assert.Equal((HttpStatusCode.SeeOther, link), (handedIn.Status, handedIn.Location));

        var read = await Stranger.Get(link);
        Assert.Contains("Handed in by Uma <i>Reed</i>", read.Find("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Done otherwise: HR does <b>it</b>", read.Text, StringComparison.Ordinal);
        Assert.Contains("Buy flowers", read.Text, StringComparison.Ordinal);
        Assert.Null(read.Find("form"));
        Assert.Null(read.Find("main b, main i"));
        // Somebody whose form was open still loses no word.
        var late = await open.Submit("form[method=post]", ("step-create-account", "NotDone"), ("words-create-account", "Never"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal("Never", late.Find("#words-create-account")!.TextContent.Trim());

        Assert.Contains("by Uma <i>Reed</i>, handed in", (await office.Ada.Get("/")).Text, StringComparison.Ordinal);
        var practice = await office.Ada.Get(Asking.PracticeOf(Asking.Joiner));
        Assert.Contains("Handed in", practice.All("#people ~ ul > li").Single(sheet => sheet.TextContent.Contains("Uma <i>Reed</i>", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await practice.Submit("form[action$='/reopening']")).Status);
        var kept = await late.Submit("form[method=post]");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Equal(["InterviewSent", "InterviewAnswered", "InterviewHandedIn", "InterviewReopened", "InterviewAnswered"], await Kinds(link));
        Assert.Contains("handed in how “Onboard a joiner” is done", (await office.Ada.Get("/journal")).Text, StringComparison.Ordinal);
        var rival = await office.Found("Reopeners", "Rita Moss", "rita@reopeners.example");
        Assert.Equal(HttpStatusCode.NotFound, (await rival.Post($"/discovery/{(await Row(link)).Id}/reopening")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_that_ended_and_one_that_never_was_say_the_same(bool answered)
    {
        var link = await office.Ada.AskAbout(Asking.Mover, "Pia");
        var open = await Stranger.Get(link);
        if (answered) await open.Submit("form[method=post]", ("step-approve", "Done"));
        await office.Ada.End(Asking.Mover);

        var (ended, never, late) = (await Stranger.Get(link), await Stranger.Get("/interview/never-was"), await open.Submit("form[method=post]", ("question-hear-of-leaver", "A colleague <b>tells</b> me."), ("step-approve", "Otherwise"), ("words-approve", "By word of mouth"), ("added-1", "Buy flowers"), ("after-1", "approve")));
        Assert.All([ended, never, late], page => Assert.Equal(HttpStatusCode.NotFound, page.Status));
        Assert.Equal(never.Find("main")!.InnerHtml, ended.Find("main")!.InnerHtml);
        // Somebody whose form was open still loses no word, and learns no more about the link.
        Assert.EndsWith("how long before?\nA colleague <b>tells</b> me.\n\n7. Approve the new access\nDone otherwise: By word of mouth\n\nAfter 7. Approve the new access\nBuy flowers", late.Find("textarea[readonly]")!.TextContent, StringComparison.Ordinal);
        (string, string)[] words = [("template", Asking.Mover), ("added-1", "Buy flowers")];
        Assert.Equal((await Stranger.Post("/interview/never-was", words)).Find("main")!.InnerHtml, (await Stranger.Post(link, words)).Find("main")!.InnerHtml);
        Assert.Equal(answered ? ["InterviewSent", "InterviewAnswered", "InterviewClosed"] : ["InterviewSent", "InterviewWithdrawn"], await Kinds(link));
    }

    [Fact]
    public async Task An_auditor_reads_what_people_said_and_asks_nobody()
    {
        await Stranger.Answer(await office.Ada.AskAbout(Asking.Secrets, "Rea"), ("step-create", "Done"));
        var auditor = await office.Join("Ida Fern", Permission.Auditor);

        Assert.Contains("Rea", (await auditor.Get(Asking.PracticeOf(Asking.Secrets))).Text, StringComparison.Ordinal);
        Assert.Null((await auditor.Get(Asking.PracticeOf(Asking.Secrets))).Find("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Post($"/discovery/{Guid.Empty}/reopening")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Get("/discovery/new?template=" + Asking.Secrets)).Status);
    }

    [Fact]
    public async Task Answers_of_one_organization_are_not_those_of_another()
    {
        await Stranger.Answer(await office.Ada.AskAbout(Asking.Guest, "Sam of Northwind"), ("step-create", "Done"));
        var rival = await office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");

        Assert.DoesNotContain("Sam", (await rival.Get(Asking.PracticeOf(Asking.Guest))).Text, StringComparison.Ordinal);
        // Also for somebody who is signed in elsewhere, the link is what counts.
        var link = await office.Ada.AskAbout(Asking.Guest, "Tia");
        Assert.Contains("Northwind", (await rival.Get(link)).Text, StringComparison.Ordinal);
        Assert.Contains("Thank you", (await rival.Answer(link, ("step-create", "NotDone"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tia", (await rival.Get("/discovery")).Text, StringComparison.Ordinal);
        Assert.Contains("Tia", (await office.Ada.Get("/discovery")).Text, StringComparison.Ordinal);
    }

    Task<InterviewSheet> Row(string link)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(link.Split('/')[^1]));
        return office.Server.InDatabase(db => db.InterviewSheets.IgnoreQueryFilters().SingleAsync(row => row.Sha256 == hash));
    }

    async Task<List<string>> Kinds(string link) => await office.Kinds((await Row(link)).Subject);
}
