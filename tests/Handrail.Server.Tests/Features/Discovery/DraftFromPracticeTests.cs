using System.Net;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Discovery;

/// <summary>What people said, as a draft of the procedure.</summary>
public sealed class DraftFromPracticeTests(Office office) : IClassFixture<Office>
{
    [Fact]
    public async Task A_draft_says_what_people_do_and_lists_what_they_do_not()
    {
        await Answer(Asking.Leaver, ("step-disable-account", "Done"), ("step-auto-reply", "NotDone"), ("words-auto-reply", "nobody reads it"), ("step-check-sign-ins", "Otherwise"), ("words-check-sign-ins", "Tom looks at the log on Mondays."), ("added-1", "Take the name off the door"), ("after-1", "collect-items"));

        var sop = await office.Ada.DraftFrom(Asking.Leaver);
        var text = await TextOf(sop);
        Assert.Contains("Tom looks at the log on Mondays. {#check-sign-ins}", text, StringComparison.Ordinal);
        Assert.Contains("Take the name off the door {#", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{#auto-reply}", text, StringComparison.Ordinal);
        Assert.Contains("- Step 12, “Answer or forward the person's mail”: “nobody reads it” (Jo)", text, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded"], await office.Kinds("procedure/" + sop));
        Assert.Contains("Not done today", (await office.Ada.Get("/procedures/" + sop)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_that_is_here_already_is_changed_in_its_own_draft_and_keeps_its_own_words()
    {
        var taken = (await office.Ada.Post("/library", ("template", Asking.Review))).Location!["/procedures/".Length..];
        var template = await TextOf(taken);
        await Save(taken, template.Replace("Sign the review", "Sign the review in ink", StringComparison.Ordinal));
        await Answer(Asking.Review, ("step-unused", "Otherwise"), ("words-unused", "We mark what looks old"));

        Assert.Equal(taken, await office.Ada.DraftFrom(Asking.Review));
        var text = await TextOf(taken);
        Assert.Contains("We mark what looks old {#unused}", text, StringComparison.Ordinal);
        Assert.Contains("Sign the review in ink", text, StringComparison.Ordinal);
        Assert.Equal(["ProcedureAdded", "DraftSaved", "DraftSaved"], await office.Kinds("procedure/" + taken));

        var there = await office.Ada.Get(Asking.PracticeOf(Asking.Review));
        Assert.Contains($"{taken} says already what people do.", there.Text, StringComparison.Ordinal);
        Assert.Null(there.Find("form[action='/discovery/draft']"));
        var again = await office.Ada.Post("/discovery/draft", ("template", Asking.Review));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
    }

    [Fact]
    public async Task What_is_in_force_gets_a_draft_beside_it()
    {
        var sop = await office.Ada.Publish("# Kept\n\n## Steps\n1. Call the person back on the number in the HR record {#call-back}\n   - Role: HR\n", "lost-second-factor.md");
        await Answer(Asking.Factor, ("step-call-back", "Otherwise"), ("words-call-back", "We know the voice"));

        Assert.Equal(sop, await office.Ada.DraftFrom(Asking.Factor));
        Assert.Contains("DraftOpened", await office.Kinds("procedure/" + sop));
        Assert.Contains("We know the voice {#call-back}", await TextOf(sop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_there_is_nothing_to_draft_from()
    {
        await office.Ada.AskAbout(Asking.Urgent, "Jo");
        var size = await office.JournalSize();

        Assert.Equal(HttpStatusCode.Conflict, (await office.Ada.Post("/discovery/draft", ("template", Asking.Urgent))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.Ada.Post("/discovery/draft", ("template", "no/such.md"))).Status);
        Assert.Equal(size, await office.JournalSize());
        Assert.Null((await office.Ada.Get(Asking.PracticeOf(Asking.Urgent))).Find("form[action='/discovery/draft']"));
    }

    [Fact]
    public async Task The_library_leads_to_the_question_and_today_tells_who_asked_of_the_answer()
    {
        Assert.NotNull((await office.Ada.Get("/library")).Find("a[href='/discovery']"));
        Assert.Equal("/discovery#families", (await office.Ada.Get("/discovery/new")).Location);
        var choice = await office.Ada.Get("/discovery");
        Assert.Contains("Whoever does the work gets a link", choice.Find("#families ~ p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(8, choice.All("#families ~ details > p").Count(family => family.TextContent.EndsWith(" open questions.", StringComparison.Ordinal)));
        Assert.Matches(@"Which of its \d+ steps are done, and how", choice.Find($"li:has(a[href='/discovery/new?template={Uri.EscapeDataString(Asking.Guest)}'])")!.TextContent);
        var ask = (await office.Ada.Get("/library/preview?template=" + Asking.Guest)).Find("a[href^='/discovery/new']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await office.Ada.Get(ask)).Status);
        await Answer(Asking.Guest, ("step-create", "Done"));

        Assert.NotNull((await office.Ada.Get("/")).Find($"a[href='{Asking.PracticeOf(Asking.Guest)}']"));
        await office.Ada.End(Asking.Guest);
        Assert.Null((await office.Ada.Get("/")).Find($"a[href='{Asking.PracticeOf(Asking.Guest)}']"));
    }

    async Task Answer(string template, params (string, object)[] fields)
    {
        var answered = await office.Server.NewBrowser().Answer(await office.Ada.AskAbout(template, "Jo"), fields);
        Assert.True(answered.Status == HttpStatusCode.OK, answered.Text);
    }

    async Task Save(string sop, string text)
    {
        var saved = await (await office.Ada.Get($"/procedures/{sop}/draft")).Submit("form:has(textarea[name=text])", ("text", text));
        Assert.True(saved.Status is HttpStatusCode.SeeOther or HttpStatusCode.OK, saved.Text);
    }

    Task<string> TextOf(string sop) => office.Server.InDatabase(async db => await (from row in db.Sops.IgnoreQueryFilters() join revision in db.Revisions.IgnoreQueryFilters() on row.LatestId equals revision.Id where row.Number == int.Parse(sop.Substring(sop.Length - 3)) select revision.Text).SingleAsync());
}
