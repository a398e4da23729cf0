using System.Net;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Runs;

public sealed class TogetherTests(Office office) : IClassFixture<Office>
{
    Browser Ada => office.Ada;

    [Fact]
    public async Task A_second_person_sees_for_themselves_and_whoever_did_it_cannot()
    {
        var ben = await office.Join("Ben Oak");
        var run = await Ada.Run(Samples.Seal);
        await Ada.Complete(run, "seal", ("confirmed", "yes"));

        Assert.Null((await Ada.See(run, "seal")).Find("form[action$='/verification']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Ada.Post($"/runs/{run}/steps/seal/verification", ("outcome", "confirmed"))).Status);
        await ben.Act(run, "seal", "verification", ("outcome", "confirmed"), ("confirmed", "on"));

        Assert.Equal(["RunStarted", "StepCompleted", "StepVerified"], await office.Kinds("run/" + run));
        Assert.Contains("Second person: Ben Oak", (await Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_person_who_sees_otherwise_says_so_and_the_step_did_not_work()
    {
        var cleo = await office.Join("Cleo Ash");
        var run = await Ada.Run(Samples.Seal);
        await Ada.Complete(run, "seal", ("confirmed", "yes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await cleo.TryAct(run, "seal", "verification", ("outcome", "refused"))).Status);
        await cleo.Act(run, "seal", "verification", ("outcome", "refused"), ("reason", "The seal is torn"));

        Assert.Equal(["RunStarted", "StepCompleted", "StepFailed"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_done_once_and_the_second_hears_who_was_first()
    {
        var run = await Ada.Run(Samples.Doors);
        var page = await Ada.See(run, "front");

        var first = await page.Submit("form[action$='/completion']", ("outcome", "done"));
        var second = await page.Submit("form[action$='/completion']", ("outcome", "done"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (first.Status, second.Status));
        Assert.Contains("Ada Pine already completed", second.Text, StringComparison.Ordinal);
        Assert.Equal(["RunStarted", "StepCompleted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task Of_several_who_complete_a_step_at_the_same_moment_one_is_first()
    {
        var dan = await office.Join("Dan Elm");
        var run = await Ada.Run(Samples.Doors);
        var pages = await Task.WhenAll(new[] { Ada, dan, Ada, dan, Ada, dan }.Select(member => member.See(run, "front")));

        var answers = await Task.WhenAll(pages.Select(page => page.Submit("form[action$='/completion']", ("outcome", "done"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.SeeOther);
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal(["RunStarted", "StepCompleted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_step_is_handed_over_to_somebody_by_name()
    {
        var eve = await office.Join("Eve Fir");
        var run = await Ada.Run(Samples.Doors);
        var to = (await Ada.See(run, "front")).All("#to option").Single(option => option.TextContent == "Eve Fir").GetAttribute("value")!;

        await Ada.Act(run, "front", "hand-over", ("to", to), ("note", "You have the key"));

        Assert.Contains("Eve Fir", (await eve.See(run, "front")).Find("dl.meta")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_reads_a_run_and_changes_nothing()
    {
        var run = await Ada.Run(Samples.Doors);
        var auditor = await office.Join("Flo Yew", Permission.Auditor);

        Assert.Equal(HttpStatusCode.OK, (await auditor.See(run)).Status);
        Assert.Equal(HttpStatusCode.OK, (await auditor.Get($"/runs/{run}/record")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Post($"/runs/{run}/steps/front/completion", ("outcome", "done"))).Status);
        Assert.Equal(["RunStarted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_step_that_runs_another_procedure_waits_for_it_and_is_told_of_its_end()
    {
        await Ada.Publish("# Lock the gate\n\n## Steps\n1. Turn the key {#key}\n", "lock-the-gate.md");
        var parent = await Ada.Run("# Leave the site\n\n## Steps\n1. Lock the gate {#gate}\n   - Run: [Lock the gate](lock-the-gate.md)\n2. Drive away {#drive}\n");

        await Ada.Act(parent, "gate", "child-run");
        var link = (await Ada.See(parent, "gate")).Find(".notice.wait a")!.GetAttribute("href")!;
        var child = link["/runs/".Length..];
        Assert.Equal(parent, (await office.RowOf(child)).ParentLabel);
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/runs/{parent}/steps/gate/completion", ("outcome", "done"))).Status);
        await Ada.Complete(child, "key");
        await Ada.ActOn(child, "finish");

        Assert.Equal(["RunStarted", "ChildRunStarted", "ChildRunEnded"], await office.Kinds("run/" + parent));
        Assert.Equal("Drive away", (await Ada.See(parent)).Find("h1.instruction")!.TextContent.Trim());
        Assert.NotNull((await Ada.See(child)).Find($"a[href='/runs/{parent}']"));
    }

    [Fact]
    public async Task What_the_other_procedure_wants_to_know_is_asked_where_it_is_started_and_what_is_known_is_handed_down()
    {
        await Ada.Publish("# Close the sluice\n\n## Before you start\n- Record: Sluice (text, required)\n- Record: Site (text, required)\n- Record: Reading (file)\n\n## Steps\n1. Turn the wheel {#wheel}\n", "close-the-sluice.md");
        var sop = await Ada.Publish("# Leave the plant\n\n## Before you start\n- Record: Site (text, required)\n\n## Steps\n1. Close the sluice {#sluice}\n   - Run: [Close the sluice](close-the-sluice.md)\n2. Drive away {#drive}\n");
        var parent = await Ada.Start(sop, ("f-site", "North bank"));
        var page = await Ada.See(parent, "sluice");
        Assert.Equal(["f-sluice", "f-reading"], page.All("form[action$='/child-run'] [name^='f-']").Select(input => input.GetAttribute("name")));
        var before = await office.JournalSize();

        var refused = await page.Submit("form[action$='/child-run']", ("f-reading", new Upload("gauge.txt", "4.2 m"u8.ToArray())));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("true", refused.Find("#f-sluice")!.GetAttribute("aria-invalid"));
        Assert.Equal(before, await office.JournalSize());
        Assert.Equal(HttpStatusCode.SeeOther, (await refused.Submit("form[action$='/child-run']", ("f-sluice", "Upper"), ("f-reading", new Upload("gauge.txt", "4.2 m"u8.ToArray())))).Status);
        var child = (await Ada.See(parent, "sluice")).Find(".notice.wait a")!.GetAttribute("href")!;
        var record = (await Ada.Get(child + "/record")).Text;
        Assert.All(["Upper", "North bank", "gauge.txt"], known => Assert.Contains(known, record, StringComparison.Ordinal));
        Assert.DoesNotContain("gauge.txt", (await Ada.Get($"/runs/{parent}/record")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_that_is_not_there_yet_is_taken_from_the_library_and_published_from_the_step_that_starts_it()
    {
        var run = await Ada.Run("# Keep the keys\n\n## Steps\n1. Hand them over {#hand}\n   - Run: [Key escrow](key-escrow.md)\n2. Drive away {#drive}\n");
        var page = await Ada.See(run, "hand");
        Assert.Contains("“Key escrow” is not among the procedures of your organization.", page.Find(".notice.wait")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Find("form[action$='/child-run']"));
        Assert.Contains("Take it from the library", (await Ada.Post($"/runs/{run}/steps/hand/child-run")).Text, StringComparison.Ordinal);

        var taken = await (await Ada.Get(page.Find(".notice.wait a")!.GetAttribute("href")!)).Submit("form[action='/library']");
        page = await Ada.See(run, "hand");
        var sop = page.Find(".notice.wait a")!.GetAttribute("href")!["/procedures/".Length..];

        Assert.StartsWith("/procedures/" + sop, taken.Location, StringComparison.Ordinal);
        Assert.Contains("is not in force yet", page.Find(".notice.wait")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Ada.Post($"/runs/{run}/steps/hand/child-run")).Status);
        Assert.Equal(["RunStarted"], await office.Kinds("run/" + run));
        await Ada.Save(sop, _ => "# Key escrow\n\n## Steps\n1. Seal the envelope {#seal}\n");
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(sop, ("summary", "As we do it"))).Status);
        await Ada.Act(run, "hand", "child-run");
        Assert.Equal(["RunStarted", "ChildRunStarted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task A_procedure_that_runs_itself_is_not_started_below_itself()
    {
        var run = await Ada.Start(await Ada.Publish("# Look in the mirror\n\n## Steps\n1. Look {#look}\n   - Run: [Look in the mirror](mirror.md)\n2. Leave {#leave}\n", "mirror.md"));

        Assert.Equal(HttpStatusCode.Conflict, (await Ada.TryAct(run, "look", "child-run")).Status);
        Assert.Equal(["RunStarted"], await office.Kinds("run/" + run));
    }

    [Fact]
    public async Task Procedures_that_lead_to_each_other_do_not_run_for_ever_and_a_person_is_told_the_way_on()
    {
        var egg = await Ada.Publish("# Hatch the egg\n\n## Steps\n1. Find the hen {#other}\n", "egg.md");
        await Ada.Publish("# Raise the hen\n\n## Steps\n1. Find the egg {#other}\n   - Run: [Hatch the egg](egg.md)\n", "hen.md");
        await Ada.Edit(egg);
        await Ada.Save(egg, text => text + "   - Run: [Raise the hen](hen.md)\n");
        Assert.Equal(HttpStatusCode.SeeOther, (await Ada.TryPublish(egg, ("summary", "Hens come first"))).Status);
        var first = await Ada.Start(egg);
        await Ada.Act(first, "other", "child-run");
        var second = (await Ada.See(first)).All("#now a[href^='/runs/R-']").Select(link => link.GetAttribute("href")!["/runs/".Length..]).First(run => !run.StartsWith(first, StringComparison.Ordinal));
        var before = await office.JournalSize();

        var third = await Ada.TryAct(second, "other", "child-run");

        Assert.Equal(HttpStatusCode.Conflict, third.Status);
        Assert.Contains($"{egg} is running above this run already; starting it again would never end. Skip this step with a reason.", third.Text, StringComparison.Ordinal);
        Assert.Equal(before, await office.JournalSize());
        await Ada.Act(second, "other", "skip", ("reason", "They lead to each other"));
    }
}
