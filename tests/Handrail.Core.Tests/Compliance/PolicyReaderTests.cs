using CsCheck;
using Handrail.Core.Compliance;
using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Compliance;

public class PolicyReaderTests
{
    const string Text = """
        ---
        title: Access control policy
        owner: Security lead
        summary: Who gets access.
        review: 12 months
        frameworks: [iso27001, soc2]
        colour: blue
        ---

        # Access control

        ## Purpose

        Nobody keeps access.

        ## Clauses

        ### People who go

        1. Whoever leaves has lost every **account** within 24 hours. {#leavers}
           - Limit: 24 hours from Departure to [every account is revoked](../procedures/offboard.md#revoke)
           - Carried out by: [Offboard](../procedures/offboard.md), [Urgent](../procedures/urgent.md)
           - Controls: iso27001:A.5.18, hipaa:164.308(a)(3)(ii)(C)
           - Source: 24 hours is a habit
           - This bullet explains.

           So does this paragraph.

        2. Nobody shares a password.
           - Carried out by: everybody who works here

        ### Signing in

        3. Everybody uses two factors. {#factors}

        ## Exceptions

        1. This is no clause.
        """;

    [Fact]
    public void A_policy_is_its_header_and_numbered_clauses()
    {
        var policy = Read(Text);
        Assert.Equal(("access-control", "Access control policy", "Security lead", new Interval(12, IntervalUnit.Month)), (policy.Id, policy.Title, policy.Header.Owner, policy.Header.Review));
        Assert.Equal(["iso27001", "soc2"], policy.Header.Frameworks);
        Assert.Equal(["colour"], policy.Header.UnknownKeys);
        Assert.Equal(["1 leavers People who go", "2 nobody-shares-a-password People who go", "3 factors Signing in"], policy.Clauses.Select(clause => $"{clause.Number} {clause.Anchor} {clause.Group}"));
        Assert.Empty(policy.Notes);
        Assert.Equal("access-control#leavers", policy.IdOf(policy.Clauses[0]));
    }

    [Fact]
    public void A_clause_is_a_sentence_and_what_is_known_about_it()
    {
        var clause = Read(Text).Find("leavers")!;
        Assert.Equal("Whoever leaves has lost every account within 24 hours.", clause.Text);
        Assert.Equal(["../procedures/offboard.md", "../procedures/urgent.md"], clause.Procedures.Select(link => link.Target));
        Assert.Equal(["iso27001:A.5.18", "hipaa:164.308(a)(3)(ii)(C)"], clause.Controls);
        Assert.Equal(["24 hours is a habit"], clause.Sources);
        Assert.Equal(["- This bullet explains.", "So does this paragraph."], clause.Details.Select(detail => detail.In(Text)));
        Assert.Equal(["Limit", "CarriedOutBy", "Controls", "Source"], clause.Lines.Select(line => line.Key.ToString()));
    }

    [Fact]
    public void A_rule_of_conduct_is_kept_by_people() =>
        Assert.Equal((0, "everybody who works here"), (Read(Text).Clauses[1].Procedures.Count, Read(Text).Clauses[1].KeptBy));

    [Fact]
    public void Everything_points_back_into_the_text()
    {
        var policy = Read(Text);
        Assert.Equal("Whoever leaves has lost every **account** within 24 hours.", policy.Clauses[0].TextSpan.In(Text));
        Assert.StartsWith("1. Whoever", policy.Clauses[0].Span.In(Text), StringComparison.Ordinal);
        Assert.EndsWith("So does this paragraph.", policy.Clauses[0].Span.In(Text), StringComparison.Ordinal);
        Assert.Equal("iso27001:A.5.18, hipaa:164.308(a)(3)(ii)(C)", policy.Clauses[0].Lines[2].ValueSpan.In(Text));
        Assert.Equal(Text, string.Concat(policy.Sections.Select(section => section.Span.In(Text))));
    }

    [Fact]
    public void Without_a_section_for_them_numbered_lists_are_the_clauses_and_the_reader_says_so()
    {
        var policy = Read("# Passwords\n\n## Purpose\n\n1. Not this.\n\n## Passwords\n\n1. They are long.\n2. They are secret.");
        Assert.Equal(["They are long.", "They are secret."], policy.Clauses.Select(clause => clause.Text));
        Assert.Contains(policy.Notes, note => note.Code == "own-structure");
    }

    [Fact]
    public void An_anchor_written_twice_is_one_clause_and_another()
    {
        var policy = Read("## Clauses\n\n1. One. {#same}\n2. Two. {#same}");
        Assert.Equal(["same", "two"], policy.Clauses.Select(clause => clause.Anchor));
        Assert.Contains(policy.Notes, note => note.Code == "anchor-twice");
    }

    [Theory]
    [InlineData("")]
    [InlineData("---\ntitle: [\n---\n# Text")]
    [InlineData("---\nkey: [a, b]\n[: \nlgSS]g_@t_!!str \n---\n# Text")]
    [InlineData("Some prose, and nothing else.")]
    public void A_text_without_clauses_is_kept_as_text(string text)
    {
        var policy = Read(text);
        Assert.Empty(policy.Clauses);
        Assert.Contains(policy.Notes, note => note.Code == "no-clauses");
        Assert.Equal(text, policy.Source);
    }

    [Fact]
    public void Absurd_depth_costs_nothing()
    {
        var policy = Read("## Clauses\n\n1. " + string.Concat(Enumerable.Repeat("> 1. ", 20_000)) + "deep");
        Assert.NotNull(policy.Clauses);
    }

    static readonly string[] Pieces =
    [
        "---\n", "title: x\n", "## Clauses\n", "### Group\n", "1. A clause. {#a}\n", "   - Limit: 24 hours from A to [b](c.md#d) if E is F\n", "   - Limit: every month: [b](c.md)\n", "   - Limit: keep x for 1 year\n",
        "   - Carried out by: [a](b.md), [c](d", "   - Controls: a:b,, c\n", "   - Source:\n", "   - Limit:\n", "[", "](", ")", "{#", "}", "\n", "\r\n", "\0", "   ", "1) x\n",
    ];

    // Pieces that mean something here, in any order, between letters that mean nothing.
    static readonly Gen<string> AnyText = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]), Gen.String[0, 12]).List[0, 30].Select(string.Concat);

    [Fact]
    public void Any_text_can_be_read_and_given_back() => AnyText.Sample(text =>
    {
        var policy = Read(text);
        Assert.Equal(text, string.Concat(policy.Sections.Select(section => section.Span.In(text))));
        Assert.Equal(policy.Clauses.Count, policy.Clauses.Select(clause => clause.Anchor).Distinct().Count());
        foreach (var clause in policy.Clauses)
        {
            Assert.InRange(clause.Span.End, clause.Span.Start, text.Length);
            Assert.All(clause.Lines, line => Assert.True(clause.Span.Start <= line.Span.Start && line.Span.End <= clause.Span.End));
        }
    }, iter: 2000);

    static Policy Read(string text) => PolicyReader.Read(text, "policies/access-control.md");
}
