using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Handrail.Server.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Tests.Features.Reviews;

/// <summary>Ada wrote everything here; Ben and Bo hold the owner's role.</summary>
public sealed class VerdictTests : IAsyncLifetime
{
    readonly Office _office = new();
    Browser _ben = null!, _bo = null!;

    public async ValueTask InitializeAsync()
    {
        await _office.InitializeAsync();
        (_ben, _bo) = (await _office.Join("Ben Oak"), await _office.Join("Bo Elder"));
        await _office.Server.GiveRole("Ben Oak", "Key keeper");
        await _office.Server.GiveRole("Bo Elder", "Key keeper");
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Fact]
    public async Task What_is_kept_gets_its_next_day_with_a_row_and_a_fact()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        _office.Turn(2027, 4, 1);
        var ben = await _office.As("Ben Oak");
        Assert.Contains("Overdue since", Assert.Single(await ben.Reviews()), StringComparison.Ordinal);

        await ben.Review(sop, "Keep", "Nobody ran it, and it is still how we would count them.");

        Assert.Empty(await ben.Reviews());
        Assert.DoesNotContain("overdue", (await ben.Get($"/procedures/{sop}")).Text, StringComparison.Ordinal);
        Assert.Equal("ProcedureReviewed", (await _office.Kinds("procedure/" + sop))[^1]);
        var history = (await ben.Get($"/procedures/{sop}/history")).Text;
        Assert.Contains("Ben Oak reviewed SOP-001 v1 as Key keeper and kept it, next review on 1 April 2028: Nobody ran it, and it is still how we would count them.", history, StringComparison.Ordinal);
        Assert.Contains("Nobody ran it since 2 March 2026", history, StringComparison.Ordinal);
        _office.Turn(2028, 3, 3);
        Assert.Single(await (await _office.As("Ben Oak")).Reviews());
    }

    [Fact]
    public async Task Whoever_alone_wrote_it_does_not_review_it_by_whichever_door()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        var page = await _office.Ada.Get($"/procedures/{sop}/review");
        Assert.Null(page.Find("main form[method=post]"));
        Assert.Contains("You alone wrote SOP-001 v1, so somebody else has to review it.", page.Text, StringComparison.Ordinal);
        var seen = (await _ben.Get($"/procedures/{sop}/review")).Find("input[name=seen]")!.GetAttribute("value")!;

        Assert.Equal(HttpStatusCode.Forbidden, (await _office.Ada.Post($"/procedures/{sop}/review", ("verdict", "Keep"), ("remark", ""), ("seen", seen))).Status);
        Assert.DoesNotContain("ProcedureReviewed", await _office.Kinds("procedure/" + sop));

        await _ben.Edit(sop);
        await _ben.Save(sop, text => text + "\nCounted twice.\n");
        Assert.Equal(HttpStatusCode.SeeOther, (await _office.Ada.TryPublish(sop, ("summary", "Counted twice"))).Status);
        await _office.Ada.Review(sop, "Keep");
    }

    [Fact]
    public async Task The_only_member_of_an_organization_reviews_their_own_text_and_the_record_says_so()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var sop = await office.Ada.Publish(Reviewing.Keys);
        await office.Ada.Review(sop, "Keep");
        Assert.Contains("reviewed SOP-001 v1 as the only member of the organization, who also wrote it and kept it", (await office.Ada.Get($"/procedures/{sop}/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_revised_becomes_a_draft_with_what_was_found_and_comes_up_again_if_nothing_comes_of_it()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        _office.Turn(2027, 3, 3);
        var ben = await _office.As("Ben Oak");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.TryReview(sop, "Revise")).Status);

        var revised = await ben.TryReview(sop, "Revise", "The list is on paper no more.");

        Assert.Equal($"/procedures/{sop}/draft/steps", revised.Location);
        var approval = (await ben.Get($"/procedures/{sop}/revisions/2/approval")).Find("#remarks ~ ul")!.TextContent;
        Assert.Contains("The list is on paper no more.", approval, StringComparison.Ordinal);
        Assert.Contains("Nobody ran it since 2 March 2026", approval, StringComparison.Ordinal);
        Assert.Equal(["DraftOpened", "RemarkMade", "RemarkMade", "ProcedureReviewed"], (await _office.Kinds("procedure/" + sop))[^4..]);
        Assert.Empty(await ben.Reviews("?show=overdue"));
        Assert.Contains("Its review is overdue", (await ben.Get($"/procedures/{sop}")).Text, StringComparison.Ordinal);

        _office.Turn(2027, 4, 3);
        Assert.Single(await (await _office.As("Ben Oak")).Reviews("?show=overdue"));
    }

    [Fact]
    public async Task When_the_draft_is_given_up_the_review_comes_back_at_once()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        _office.Turn(2027, 3, 3);
        var ben = await _office.As("Ben Oak");
        await ben.Review(sop, "Revise", "The list is on paper no more.");
        Assert.Empty(await ben.Reviews("?show=overdue"));
        await ben.TakeBack(sop, 2, "discard", "It is on paper after all");
        Assert.Single(await ben.Reviews("?show=overdue"));
    }

    [Fact]
    public async Task What_was_found_goes_to_the_version_that_is_being_worked_on_already()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        await _bo.Edit(sop);
        await _ben.Review(sop, "Revise", "Count them twice.");
        Assert.Contains("Count them twice.", (await _bo.Get($"/procedures/{sop}/revisions/2/approval")).Find("#remarks ~ ul")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await _office.Kinds("procedure/" + sop), kind => kind == "DraftOpened");
    }

    [Fact]
    public async Task An_administrator_retires_what_is_followed_no_more_and_a_member_cannot()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        var page = await _ben.Get($"/procedures/{sop}/review");
        Assert.Empty(page.All("input[value=Retire]"));
        var seen = page.Find("input[name=seen]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Forbidden, (await _ben.Post($"/procedures/{sop}/review", ("verdict", "Retire"), ("remark", "Electronic locks"), ("seen", seen))).Status);

        await _office.Server.InDatabase(db => db.Members.IgnoreQueryFilters().Where(member => member.Name == "Ben Oak").ExecuteUpdateAsync(member => member.SetProperty(row => row.Permission, Handrail.Server.Features.People.Permission.Administrator)));
        var ben = await _office.As("Ben Oak");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.TryReview(sop, "Retire")).Status);
        await ben.Review(sop, "Retire", "Electronic locks count themselves.");

        Assert.Equal(["ProcedureRetired", "ProcedureReviewed"], (await _office.Kinds("procedure/" + sop))[^2..]);
        Assert.Empty(await ben.Reviews("?show=all"));
        Assert.Equal(HttpStatusCode.Conflict, (await ben.Get($"/procedures/{sop}/review")).Status);
    }

    [Fact]
    public async Task Of_two_who_judge_at_the_same_moment_one_is_first_and_the_other_hears_who_it_was()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        var pages = new[] { await _ben.Get($"/procedures/{sop}/review"), await _bo.Get($"/procedures/{sop}/review") };

        var answers = await Task.WhenAll(pages.Select(page => page.Submit("main form[method=post]", ("verdict", "Keep"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        var second = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Conflict);
        Assert.Matches("(Ben Oak|Bo Elder) reviewed SOP-001 meanwhile: kept. Look at it again.", second.Text);
        Assert.Single(await _office.Kinds("procedure/" + sop), kind => kind == "ProcedureReviewed");
    }

    [Fact]
    public async Task A_verdict_about_a_text_that_is_in_force_no_more_is_not_taken()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        var page = await _ben.Get($"/procedures/{sop}/review");
        await _office.Ada.Edit(sop);
        Assert.Equal(HttpStatusCode.SeeOther, (await _office.Ada.TryPublish(sop, ("summary", "The same again"))).Status);

        var judged = await page.Submit("main form[method=post]", ("verdict", "Keep"));

        Assert.Equal(HttpStatusCode.Conflict, judged.Status);
        Assert.Contains("SOP-001 v2 is in force now", judged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_verdict_the_next_one_follows_in_the_order_of_the_list()
    {
        foreach (var title in new[] { "Count the keys", "Count the cups", "Count the cars" })
        {
            await _office.Ada.Publish(Reviewing.Keys.Replace("Count the keys\n\n", title + "\n\n", StringComparison.Ordinal), title.Replace(' ', '-') + ".md");
            _office.Server.Clock.Advance(TimeSpan.FromHours(1));
        }
        _office.Turn(2027, 3, 4);
        var ben = await _office.As("Ben Oak");
        var first = (await ben.Get("/reviews/next")).Location!;
        Assert.Equal("/procedures/SOP-001/review?round=yes", first);
        Assert.Equal("/procedures/SOP-002/review?round=yes", (await ben.Get((await ben.Get(first)).Find("a[href^='/reviews/next']")!.GetAttribute("href")!)).Location);

        var second = (await ben.TryReview("SOP-001", "Keep", "As it is", then: "next")).Location!;
        Assert.Equal("/procedures/SOP-002/review?round=yes&done=SOP-001", second);
        Assert.Contains("SOP-001 Count the keys stays as it is.", (await ben.Get(second)).Text, StringComparison.Ordinal);
        Assert.Equal("/procedures/SOP-003/review?round=yes&done=SOP-002", (await ben.TryReview("SOP-002", "Keep", "As it is", then: "next")).Location);
        var end = (await ben.TryReview("SOP-003", "Keep", "As it is", then: "next")).Location!;
        Assert.Equal("/reviews?mine=yes&done=SOP-003", end);
        Assert.Contains("No review waits for you.", (await ben.Get(end)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_find_and_record_reviews_through_the_same_rules()
    {
        var sop = await _office.Ada.Publish(Reviewing.Keys);
        _office.Turn(2027, 3, 4);
        var ben = await _office.As("Ben Oak");
        var token = (await (await ben.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "reviews"))).Find(".notice.ok code")!.TextContent;
        using var http = _office.Server.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var wanted = Assert.Single((await http.GetFromJsonAsync<JsonElement>("/api/reviews")).EnumerateArray());
        Assert.Equal((sop, "Nobody ran it since 2 March 2026, in all the time between two reviews."), (wanted.GetProperty("number").GetString(), wanted.GetProperty("reasons")[0].GetString()));
        Assert.Equal(["Ben Oak", "Bo Elder"], wanted.GetProperty("asked").EnumerateArray().Select(name => name.GetString()));
        var seen = (await http.GetFromJsonAsync<JsonElement>($"/api/procedures/{sop}/review")).GetProperty("seen").GetString();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await http.PostAsJsonAsync($"/api/procedures/{sop}/review", new { verdict = "Keep", seen })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await http.PostAsJsonAsync($"/api/procedures/{sop}/review", new { verdict = "Burn", seen })).StatusCode);

        var kept = await http.PostAsJsonAsync($"/api/procedures/{sop}/review", new { verdict = "Keep", seen, remark = "As it is" });

        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal("as Key keeper", (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("capacity").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await http.PostAsJsonAsync($"/api/procedures/{sop}/review", new { verdict = "Keep", seen, remark = "As it is" })).StatusCode);
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>("/api/reviews")).EnumerateArray());
        Assert.Equal("Keep", (await http.GetFromJsonAsync<JsonElement>($"/api/procedures/{sop}/review")).GetProperty("past")[0].GetProperty("verdict").GetString());
    }
}
