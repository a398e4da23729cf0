using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Tests.Procedures.Comparing;

public class RevisionComparisonTests
{
    const string Text = """
        ---
        title: Offboard a leaver
        owner: IT manager
        ---

        # Offboard a leaver

        ## Purpose
        Nobody keeps access after they leave.

        ## Steps

        ### Cut access

        1. Disable the directory account {#disable}
           - Role: IT administrator
           - Within: 1 hour
           - Record: Ticket (text)
           - Record: Time (date and time)
           - In Okta: open **People**, choose Deactivate.

           ```
           okta deactivate ada
           ```
        2. Revoke access in each remaining system
           1. Remove group memberships
           2. Remove licences
        3. Was the leaver an administrator? {#privileged}
           - Yes: go to [Rotate shared secrets](#rotate)
           - No: continue
        4. Rotate shared secrets {#rotate}

        ### Recover

        5. Collect laptop, phone and keys

        ## Records
        Kept for 3 years.
        """;

    static RevisionComparison Compare(string old, string @new) => RevisionComparison.Of(ProcedureReader.Read(old), ProcedureReader.Read(@new));

    static RevisionComparison Changed(string old, string @new)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        return Compare(Text, Text.Replace(old, @new, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_compared_with_itself_has_not_changed()
    {
        var comparison = Compare(Text, Text);
        Assert.True(comparison.IsEmpty);
        Assert.Equal("Nothing changed.", comparison.Sentence);
        Assert.All(comparison.Steps, step => Assert.Equal(Change.Unchanged, step.Change));
        Assert.All(comparison.Texts, text => Assert.Equal(Change.Unchanged, text.Change));
    }

    [Theory]
    [InlineData("Disable the directory account", "Suspend the directory account", "disable", "Instruction")]
    [InlineData("Within: 1 hour", "Within: 2 hours", "disable", "Within")]
    [InlineData("okta deactivate ada", "okta deactivate --now ada", "disable", "Detail")]
    [InlineData("choose Deactivate", "choose More, then Deactivate", "disable", "In Okta")]
    [InlineData("Record: Ticket (text)", "Record: Ticket (link)", "disable", "Record")]
    [InlineData("No: continue", "No: stop", "privileged", "No")]
    [InlineData("   - Within: 1 hour\n", "", "disable", "Within")]
    [InlineData("   - No: continue\n", "   - No: continue\n   - Verify: it is known\n", "privileged", "Verify")]
    public void A_changed_part_of_a_step_is_named(string old, string @new, string anchor, string part)
    {
        var comparison = Changed(old, @new);
        var step = Assert.Single(comparison.Steps, step => step.Change != Change.Unchanged);
        Assert.Equal((anchor, Change.Changed, part), (step.Anchor, step.Change, Assert.Single(step.Parts).Name));
        Assert.All(comparison.Texts, text => Assert.Equal(Change.Unchanged, text.Change));
        Assert.Equal("1 step changed.", comparison.Sentence);
        Assert.Equal(Weight.Material, comparison.Weight);
    }

    [Fact]
    public void Words_are_marked_within_the_part()
    {
        var part = Changed("Within: 1 hour", "Within: 2 hours").Steps.SelectMany(step => step.Parts).Single();
        Assert.Equal([new(SegmentKind.Removed, "1 hour"), new(SegmentKind.Added, "2 hours")], part.Segments);
    }

    [Theory]
    [InlineData("5. Collect laptop, phone and keys\n", "", "1 step removed.")]
    [InlineData("5. Collect laptop, phone and keys\n", "5. Collect laptop, phone and keys\n6. Pay outstanding wages\n", "1 step added.")]
    [InlineData("   2. Remove licences\n", "   2. Remove licences\n   3. Forward the mail\n", "1 step added.")]
    [InlineData("4. Rotate shared secrets {#rotate}\n\n### Recover\n", "### Recover\n\n4. Rotate shared secrets {#rotate}\n", "1 step moved.")]
    [InlineData("   1. Remove group memberships\n   2. Remove licences\n", "   1. Remove licences\n   2. Remove group memberships\n", "1 step moved.")]
    [InlineData("Nobody keeps access", "Nobody ever keeps access", "Purpose changed.")]
    [InlineData("owner: IT manager", "owner: Security lead", "Owner changed.")]
    [InlineData("owner: IT manager\n", "", "Owner removed.")]
    [InlineData("owner: IT manager\n", "owner: IT manager\naudience:\n  - Finance\n", "Audience added.")]
    [InlineData("owner: IT manager\n", "owner: IT manager\nrunners: [Finance]\n", "Runners added.")]
    [InlineData("## Records\nKept for 3 years.", "", "Records removed.")]
    [InlineData("### Recover", "### Take back what is ours", "Steps changed.")]
    [InlineData("## Purpose\n", "## Goal\n", "Goal changed.")]
    public void Every_kind_of_change_is_said_in_a_sentence(string old, string @new, string sentence) => Assert.Equal(sentence, Changed(old, @new).Sentence);

    [Theory]
    [InlineData("Within: 1 hour", "Within: 2 hours", "1 step differs.")]
    [InlineData("5. Collect laptop, phone and keys\n", "", "1 step left out.")]
    [InlineData("5. Collect laptop, phone and keys\n", "5. Collect laptop, phone and keys\n6. Pay outstanding wages\n", "1 step added.")]
    [InlineData("4. Rotate shared secrets {#rotate}\n\n### Recover\n", "### Recover\n\n4. Rotate shared secrets {#rotate}\n", "1 step elsewhere.")]
    [InlineData("Nobody keeps access", "Nobody ever keeps access", "Purpose differs.")]
    [InlineData("## Records\nKept for 3 years.", "", "Records left out.")]
    [InlineData("2 hours", "2 hours", "Nothing differs.")]
    public void Of_two_that_stand_beside_each_other_it_is_said_how_they_differ(string old, string @new, string sentence) => Assert.Equal(sentence, RevisionComparison.Of(ProcedureReader.Read(Text, "text.md"), ProcedureReader.Read(Text.Replace(old, @new, StringComparison.Ordinal), "text.md")).SentenceOfDifference);

    [Fact]
    public void A_step_that_was_moved_and_changed_is_both()
    {
        var step = Assert.Single(Changed("   1. Remove group memberships\n   2. Remove licences\n", "   1. Remove licences\n   2. Remove all group memberships\n").Steps, step => step.Change == Change.Changed);
        Assert.Equal("Remove all group memberships", step.New!.Instruction);
    }

    [Fact]
    public void A_removed_step_stands_where_it_was() =>
        Assert.Equal([Change.Unchanged, Change.Removed, Change.Unchanged], Compare("1. Open it\n2. Read it\n3. Close it\n", "1. Open it\n2. Close it\n").Steps.Select(step => step.Change));

    [Fact]
    public void A_reworded_step_without_a_written_anchor_is_still_the_same_step()
    {
        var step = Assert.Single(Changed("Collect laptop, phone and keys", "Collect the laptop, phone, keys and badge").Steps, step => step.Change != Change.Unchanged);
        Assert.Equal((Change.Changed, "Collect laptop, phone and keys"), (step.Change, step.Old!.Instruction));
    }

    [Fact]
    public void Writing_an_anchor_renumbering_and_indenting_change_nothing()
    {
        Assert.True(Changed("5. Collect laptop, phone and keys", "5. Collect laptop, phone and keys {#collect-laptop-phone-and-keys}").IsEmpty);
        Assert.True(Changed("5. Collect", "9. Collect").IsEmpty);
        Assert.True(Compare("1. Open it\n   - Role: HR\n", "1.  Open it\n    - Role: HR\n\n").IsEmpty);
        Assert.True(Compare(Text, Text.Replace("\n", "\r\n", StringComparison.Ordinal)).IsEmpty);
    }

    [Theory]
    [InlineData("Nobody keeps access after they leave.", "Nobody keeps access, after they leave!", Weight.Editorial)]
    [InlineData("Revoke access in each remaining system", "Revoke acess in each remaining system", Weight.Editorial)]
    [InlineData("Collect laptop, phone and keys", "Collect **laptop**, phone, and keys", Weight.Editorial)]
    [InlineData("Nobody keeps access", "Anybody keeps access", Weight.Material)]
    [InlineData("Kept for 3 years", "Kept for 5 years", Weight.Material)]
    [InlineData("okta deactivate ada", "okta  deactivate ada.", Weight.Material)]
    [InlineData("(#rotate)", "(#rotates)", Weight.Material)]
    [InlineData("Within: 1 hour", "Within: 1 hours", Weight.Material)]
    public void Only_spelling_and_punctuation_are_editorial(string old, string @new, Weight weight) => Assert.Equal(weight, Changed(old, @new).Weight);

    [Fact]
    public void No_letter_changes_unseen()
    {
        for (var at = 0; at < Text.Length; at++)
        {
            if (!char.IsLetterOrDigit(Text[at])) continue;
            var changed = Text[..at] + (char.IsDigit(Text[at]) ? '7' : 'Q') + Text[(at + 1)..];
            // Numbers of steps and what an anchor is called where nothing else points to it are not text.
            if (Text[..at].LastIndexOf('\n') is var line && Text[(line + 1)..at].Trim().Length == 0 && char.IsDigit(Text[at])) continue;
            Assert.False(Compare(Text, changed).IsEmpty, $"\"{Text[Math.Max(0, at - 10)..at]}>{Text[at]}<\" changed unseen.");
        }
    }

    [Fact]
    public void Two_hundred_reversed_steps_are_compared()
    {
        static string Steps(IEnumerable<int> numbers) => string.Concat(numbers.Select(i => $"1. Do the thing number {i} with care {{#s{i}}}\n   - Role: R{i}\n"));
        var comparison = Compare(Steps(Enumerable.Range(0, 200)), Steps(Enumerable.Range(0, 200).Reverse()));
        Assert.Equal(199, comparison.Count(Change.Moved));
    }
}
