using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Settings;

public sealed class ApprovalRulesTests(Firm firm) : IClassFixture<Firm>
{
    static string Text(string title, string header) => $"---\n{header}\n---\n# {title}\n\n## Steps\n1. Do it {{#do}}\n2. Go {{#go}}\n";

    [Fact]
    public async Task The_rule_of_the_classification_goes_before_that_of_the_family_and_both_before_the_general_one()
    {
        await firm.Office.Server.GiveRole("Dora Yew", "Security lead");
        await firm.Ada.SetRule("family/incident-response", 2, null);
        await firm.Ada.SetRule("classification/secret", 1, "Security lead");

        async Task<string> Rule(string title, string header)
        {
            var sop = await firm.Carl.Add(Text(title, header), title + ".md");
            return (await firm.Carl.Get($"/procedures/{sop}/revisions/1/sending")).Find("form > p.muted")!.TextContent;
        }

        Assert.Contains("by one administrator:", await Rule("General", "family: other"), StringComparison.Ordinal);
        Assert.Contains("by 2 administrators:", await Rule("Family", "family: Incident-Response"), StringComparison.Ordinal);
        Assert.Contains("by one holder of Security lead:", await Rule("Both", "family: incident-response\nclassification: secret"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_escapes_a_rule_by_changing_the_front_matter()
    {
        await firm.Office.Server.GiveRole("Dora Yew", "Security lead");
        await firm.Ada.SetRule("classification/hidden", 1, "Security lead");
        var sop = await firm.Carl.Add(Text("Escape", "classification: hidden"), "escape.md");
        await firm.Carl.Send(sop, 1, []);
        await firm.Dora.Sign(sop, 1);
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed.Replace("classification: hidden", "classification: public", StringComparison.Ordinal));
        await firm.Carl.Send(sop, 2, []);

        await firm.Bea.Sign(sop, 2);
        Assert.Equal("RevisionSigned", (await firm.Kinds(sop))[^1]);
        await firm.Dora.Sign(sop, 2);
        Assert.Equal("RevisionPublished", (await firm.Kinds(sop))[^1]);
    }

    [Theory]
    [InlineData("family", "front-desk", "everyday")]
    [InlineData("classification", "delicate", "plain")]
    public async Task Whoever_moves_a_procedure_to_a_laxer_rule_still_needs_what_the_one_in_force_asks(string key, string strict, string lax)
    {
        await firm.Ada.SetRule($"{key}/{strict}", 2, null);
        await firm.Ada.SetRule($"{key}/{lax}", 1, null, "Always");
        var sop = await firm.Carl.Add(Text($"Move the {key}", $"{key}: {strict}"), $"move-{key}.md");
        await firm.Carl.Send(sop, 1, []);
        await firm.Ada.Sign(sop, 1);
        await firm.Bea.Sign(sop, 1);
        await firm.Carl.Edit(sop);
        await firm.Carl.Save(sop, typed => typed.Replace($"{key}: {strict}", $"{key}: {lax}", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Ada.Post($"/procedures/{sop}/publication", ("summary", "Moved"), ("password", TestServer.Password))).Status);
        var said = (await firm.Carl.Get($"/procedures/{sop}/revisions/2/sending")).Find("form > p.muted")!.TextContent;
        Assert.Contains("approved by 2 administrators:", said, StringComparison.Ordinal);
        Assert.Contains("What is in force asks for 2 administrators, and for the family and classification of the draft it is one administrator", said, StringComparison.Ordinal);
        await firm.Carl.Send(sop, 2, []);
        await firm.Ada.Sign(sop, 2);
        Assert.Equal("RevisionSigned", (await firm.Kinds(sop))[^1]);
        await firm.Bea.Sign(sop, 2);
        Assert.Equal("RevisionPublished", (await firm.Kinds(sop))[^1]);
    }

    [Fact]
    public async Task A_rule_for_what_is_restricted_can_be_set_before_anything_is_and_holds_for_every_word_that_means_the_same()
    {
        await using var office = new Office();
        await office.InitializeAsync();
        var offered = (await office.Ada.Get("/settings/approval")).All("#scope option").Select(option => option.GetAttribute("value"));
        Assert.Equal(["", "classification/restricted", "classification/secret"], offered);
        await office.Ada.SetRule("classification/restricted", 2, null);
        await office.Ada.SetRule("classification/secret", 3, null);
        await office.Ada.SetRule("classification/tlp:amber", 4, null);

        foreach (var (word, people) in new[] { ("secret", "3 administrators"), ("TLP:RED", "3 administrators"), ("Top secret", "3 administrators"), ("confidential", "2 administrators"), ("eyes only", "2 administrators"), ("TLP:AMBER", "4 administrators"), ("public", "one administrator") })
        {
            var sop = await office.Ada.Add(Text(word, $"classification: \"{word}\""), word.Replace(":", "-", StringComparison.Ordinal) + ".md");
            Assert.Contains($"by {people}:", (await office.Ada.Get($"/procedures/{sop}/revisions/1/sending")).Find("form > p.muted")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task In_order_the_second_waits_for_the_first_and_today_asks_only_whose_turn_it_is()
    {
        await firm.Office.Server.GiveRole("Emil Fir", "Duty officer");
        Assert.Equal(HttpStatusCode.SeeOther, (await firm.Ada.TrySetRule("family/ordered", "Never", true, (1, "Duty officer"), (1, null))).Status);
        var sop = await firm.Carl.Add(Text("In order", "family: ordered"), "ordered.md");
        await firm.Carl.Send(sop, 1, []);

        Assert.DoesNotContain("In order", (await firm.Bea.Get("/")).Find("#waits ~ ul")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains("In order", (await firm.Emil.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await firm.Bea.Post($"/procedures/{sop}/revisions/1/signature", ("password", TestServer.Password))).Status);
        await firm.Emil.Sign(sop, 1);
        Assert.Contains("In order", (await firm.Bea.Get("/")).Find("#waits ~ ul")!.TextContent, StringComparison.Ordinal);
        await firm.Bea.Sign(sop, 1);
        Assert.Contains("approved by Emil Fir as Duty officer and Bea Elm as administrator", (await firm.Carl.Get($"/procedures/{sop}")).Find("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_removed_gives_way_to_the_wider_one()
    {
        await firm.Ada.SetRule("family/short-lived", 3, null);
        var page = await firm.Ada.Get("/settings/approval");
        Assert.Contains("3 administrators", page.Find("tbody")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form:has(input[value='family/short-lived'])")).Status);

        Assert.DoesNotContain("Short lived", (await firm.Ada.Get("/settings/approval")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Submit("form:has(input[value='family/short-lived'])")).Status);
        Assert.Equal(["ApprovalRuleSet", "ApprovalRuleRemoved"], await firm.Office.Kinds("approval/family/short-lived"));
    }

    [Theory]
    [InlineData("elsewhere", 1)]
    [InlineData("", 0)]
    [InlineData("", 10)]
    public async Task A_rule_that_makes_no_sense_is_refused(string scope, int count) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await firm.Ada.TrySetRule(scope, "Never", false, (count, null))).Status);

    [Fact]
    public async Task Members_see_the_rules_and_administrators_set_them()
    {
        var page = await firm.Carl.Get("/settings/approval");

        Assert.Contains("Nobody signs what they wrote", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Find("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await firm.Carl.Post("/settings/approval", ("count", "1"), ("who", ""))).Status);
    }
}
