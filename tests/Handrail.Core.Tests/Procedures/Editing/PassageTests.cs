using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>What stands outside the steps, piece by piece.</summary>
public class PassageTests
{
    const string Text = """
        ---
        owner: HR
        ---

        # Offboard a leaver

        For everybody who leaves.

        ## Scope

        ## Steps
        All of it, the same day.

        ### Cut access

        First of all.

        1. Disable the account {#disable}
        2. Tell HR {#tell}

        A coffee, then go on.

        ### Recover

        3. Take the laptop {#laptop}

        ## Escalation
        | When | Who |
        | --- | --- |
        | it burns | the lead |

        """;

    static readonly Procedure Before = ProcedureReader.Read(Text);

    [Fact]
    public void Every_word_outside_the_steps_has_its_place_in_the_order_of_the_text() => Assert.Equal(
        [
            (":introduction", "For everybody who leaves."), ("scope", ""), ("steps", "All of it, the same day."), ("cut-access", "First of all."), ("after:tell", "A coffee, then go on."), ("recover", ""),
            ("escalation", "| When | Who |\n| --- | --- |\n| it burns | the lead |"),
        ],
        Passage.All(Before).Select(passage => (passage.Address, passage.Text)));

    [Theory]
    [InlineData(":introduction", "For some.", "For everybody who leaves.", "For some.")]
    [InlineData(":introduction", "", "\n\nFor everybody who leaves.", "")]
    [InlineData("scope", "All of us.", "## Scope\n", "## Scope\n\nAll of us.\n")]
    [InlineData("steps", "", "## Steps\nAll of it, the same day.", "## Steps")]
    [InlineData("cut-access", "First.\n\nThen more.", "First of all.", "First.\n\nThen more.")]
    [InlineData("after:tell", "", "\n\nA coffee, then go on.", "")]
    [InlineData("recover", "Slowly.", "### Recover\n", "### Recover\n\nSlowly.\n")]
    public void Words_are_written_where_they_stand(string passage, string words, string old, string @new) =>
        Assert.Equal(Text.Replace(old, @new, StringComparison.Ordinal), new Edit.SetText(passage, words).Apply(Before).Value.Source);

    [Theory]
    [InlineData("after:tell", "- Role: HR")]
    [InlineData("cut-access", "1. Do this first")]
    [InlineData("escalation", "## Another\n\nWords.")]
    [InlineData("escalation", "Words\n---")]
    public void What_would_become_something_else_is_refused(string passage, string words)
    {
        if (new Edit.SetText(passage, words).Apply(Before).Granted(out var after, out _)) Assert.Equal((words, Before.AllSteps.Count()), (Passage.Find(after, passage)!.Text, after.AllSteps.Count()));
    }

    [Fact]
    public void A_section_is_put_in_the_place_the_format_gives_it_and_taken_away_to_the_byte()
    {
        var with = new Edit.AddSection(SectionKind.BeforeYouStart, "", "").Apply(Before).Value;
        Assert.Equal(Text.Replace("## Steps\n", "## Before you start\n\n## Steps\n", StringComparison.Ordinal), with.Source);
        Assert.Equal(Text, new Edit.RemoveSection("before-you-start").Apply(with).Value.Source);
        Assert.Equal(Text.Replace("## Steps\n", "## Severity\n\nHigh.\n\n## Steps\n", StringComparison.Ordinal), new Edit.AddSection(SectionKind.Other, "Severity", "High.", BeforeSteps: true).Apply(Before).Value.Source);
        Assert.EndsWith("the lead |\n\n## Severity\n", new Edit.AddSection(SectionKind.Other, "Severity", "").Apply(Before).Value.Source, StringComparison.Ordinal);
        Assert.IsType<Refusal.Conflict>(new Edit.AddSection(SectionKind.Other, "Escalations", "").Apply(Before).Refusal);
        Assert.IsType<Refusal.Invalid>(new Edit.RemoveSection("steps").Apply(Before).Refusal);
    }

    [Fact]
    public void A_section_of_ones_own_is_renamed_and_links_still_find_it()
    {
        var own = ProcedureReader.Read(Text.Replace("First of all.", "See [how bad](#severity).", StringComparison.Ordinal) + "\n## Severity\n\nHigh.\n");
        Assert.EndsWith("## How bad it is {#severity}\n\nHigh.\n", new Edit.RenameSection("severity", "How bad it is").Apply(own).Value.Source, StringComparison.Ordinal);
        Assert.Contains("## Escalation path\n", new Edit.RenameSection("escalation", "Escalation path").Apply(own).Value.Source, StringComparison.Ordinal);
        Assert.IsType<Refusal.Invalid>(new Edit.RenameSection("escalation", "Whom to call").Apply(own).Refusal);
        Assert.IsType<Refusal.Conflict>(new Edit.RenameSection("severity", "escalation").Apply(own).Refusal);
    }

    [Fact]
    public void Words_given_back_as_they_were_change_no_byte_and_other_words_change_nothing_outside_their_region() => AnyText.Any.Sample(text =>
    {
        var procedure = ProcedureReader.Read(text);
        var all = Passage.All(procedure);
        Assert.Equal(all.Count, all.Select(passage => passage.Address).Distinct().Count());
        Assert.DoesNotContain(all, passage => procedure.Find(passage.Address) is not null);
        foreach (var passage in all)
        {
            Assert.Equal(text, new Edit.SetText(passage.Address, passage.Text).Apply(procedure).Value.Source);
            var after = new Edit.SetText(passage.Address, "Other words.").Apply(procedure).Value;
            Assert.Equal("Other words.", Passage.Find(after, passage.Address)!.Text);
            Assert.StartsWith(text[..passage.Region.Start], after.Source, StringComparison.Ordinal);
            Assert.EndsWith(text[passage.Region.End..], after.Source, StringComparison.Ordinal);
        }
    }, iter: 1_000);
}
