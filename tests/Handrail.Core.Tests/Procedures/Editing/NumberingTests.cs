using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>Numbers go on the way the author counts, and what refers to a step by its number still means it.</summary>
public class NumberingTests
{
    [Theory]
    [InlineData("every item is the first", "1. a\n1. b\n1. c\n", "1. a\n1. New {#new}\n1. b\n1. c\n")]
    [InlineData("one after the other", "1. a\n2. b\n3. c\n", "1. a\n2. New {#new}\n3. b\n4. c\n")]
    [InlineData("brackets", "1) a\n2) b\n", "1) a\n2) New {#new}\n3) b\n")]
    [InlineData("from another number on", "5. a\n6. b\n", "5. a\n6. New {#new}\n7. b\n")]
    [InlineData("no rule", "1. a\n2. b\n7. c\n8. d\n", "1. a\n2. New {#new}\n3. b\n7. c\n8. d\n")]
    [InlineData("wide gaps", "1.  a\n2.  b\n\n    Words\n", "1.  a\n2.  New {#new}\n3.  b\n\n    Words\n")]
    [InlineData("boxes", "- [x] a\n- [ ] b\n", "- [x] a\n- [ ] New {#new}\n- [ ] b\n")]
    [InlineData("numbered boxes", "1. [ ] a\n2. [ ] b\n", "1. [ ] a\n2. New {#new}\n3. [ ] b\n")]
    [InlineData("stars", "* [ ] a\n* [ ] b\n", "* [ ] a\n* [ ] New {#new}\n* [ ] b\n")]
    [InlineData("apart", "1. a\n\n2. b\n", "1. a\n\n2. New {#new}\n\n3. b\n")]
    [InlineData("through the phases", "### P\n1. a\n### Q\n2. b\n", "### P\n1. a\n2. New {#new}\n### Q\n3. b\n")]
    [InlineData("anew in each phase", "### P\n1. a\n2. x\n### Q\n1. b\n2. c\n", "### P\n1. a\n2. New {#new}\n3. x\n### Q\n1. b\n2. c\n")]
    [InlineData("the last", "1. a\n", "1. a\n2. New {#new}\n")]
    [InlineData("indented", "  1. a\n  2. b\n", "  1. a\n  2. New {#new}\n  3. b\n")]
    [InlineData("a tab behind the number", "1.\ta\n2.\tb\n", "1.\ta\n2.  New {#new}\n3.\tb\n")]
    public void A_step_is_inserted_behind_the_first(string counting, string steps, string after)
    {
        Assert.NotEmpty(counting);
        Assert.Equal("## Steps\n\n" + after, Apply("## Steps\n\n" + steps, new Edit.InsertStep(new Destination.After("a"), "New")));
    }

    [Fact]
    public void A_number_that_gets_longer_takes_its_lines_along()
    {
        var text = string.Concat(Enumerable.Range(1, 9).Select(n => $"{n}. s{n}\n   - Role: HR\n\n   ```\n     code\n   ```\n"));
        var inserted = Apply(text, new Edit.InsertStep(new Destination.Before("s1"), "New"));
        Assert.EndsWith("\n10. s9\n    - Role: HR\n\n    ```\n      code\n    ```\n", inserted, StringComparison.Ordinal);
        Assert.Contains("\n9. s8\n   - Role: HR\n", inserted, StringComparison.Ordinal);
        Assert.Equal(text, Apply(inserted, new Edit.RemoveStep("new")));
    }

    [Fact]
    public void A_wide_gap_gives_way_to_a_longer_number()
    {
        var text = string.Concat(Enumerable.Range(1, 9).Select(n => $"{n}.  s{n}\n    - Role: HR\n"));
        Assert.EndsWith("\n10. s9\n    - Role: HR\n", Apply(text, new Edit.InsertStep(new Destination.Before("s1"), "New")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1. a\n2. b\n3. c\n", "1. b\n2. a\n3. c\n")]
    [InlineData("1. a\n   - Role: HR\n\n2. b\n\n3. c\n", "1. b\n\n2. a\n   - Role: HR\n\n3. c\n")]
    [InlineData("1. a\n1. b\n1. c\n", "1. b\n1. a\n1. c\n")]
    [InlineData("### P\n\n1. a\n\n### Q\n\n2. b\n3. c\n", "### Q\n\n1. a\n2. b\n3. c\n")]
    public void The_first_step_is_moved_down(string steps, string after) => Assert.Equal("## Steps\n\n" + after, Apply("## Steps\n\n" + steps, new Edit.MoveDown("a")));

    [Fact]
    public void A_number_that_would_mean_another_step_becomes_a_link() =>
        Assert.Equal("1. New {#new}\n2. Is it?\n   - Yes: go to [c](#c)\n   - No: continue\n   - If it fails: go to [b](#b)\n3. b {#b}\n4. c {#c}\n",
            Apply("1. Is it?\n   - Yes: go to step 3\n   - No: continue\n   - If it fails: go to 2\n2. b\n3. c\n", new Edit.InsertStep(new Destination.Before("is-it"), "New")));

    [Fact]
    public void So_does_one_in_the_words_of_a_decision() =>
        Assert.Equal("1. New {#new}\n2. If it is bad, go to [c](#c); otherwise go to [b](#b) {#if-it-is-bad-go-to-step-3-otherwise-go-to-step-2}\n3. b {#b}\n4. c {#c}\n",
            Apply("1. If it is bad, go to step 3; otherwise go to step 2\n2. b\n3. c\n", new Edit.InsertStep(new Destination.Before("if-it-is-bad-go-to-step-3-otherwise-go-to-step-2"), "New")));

    [Fact]
    public void A_number_that_goes_on_meaning_its_step_stays() =>
        Assert.Equal("1. Is it?\n   - Yes: go to step 2\n2. b\n3. c\n4. New {#new}\n", Apply("1. Is it?\n   - Yes: go to step 2\n2. b\n3. c\n", new Edit.InsertStep(new Destination.After("c"), "New")));

    [Fact]
    public void An_anchor_that_would_change_by_what_happens_elsewhere_is_written() =>
        Assert.Equal("1. Check it {#check-it-2}\n2. Wait\n3. Check it {#check-it-3}\n", Apply("1. Check it\n2. Check it\n3. Wait\n4. Check it\n", new Edit.RemoveStep("check-it")));

    [Fact]
    public void A_step_told_from_its_likes_by_its_place_alone_takes_its_anchor_along() =>
        Assert.Equal("1. Check it {#check-it-2}\n2. Check it\n", Apply("1. Check it\n2. Check it\n", new Edit.MoveUp("check-it-2")));

    static string Apply(string text, Edit edit) => edit.Apply(ProcedureReader.Read(text)).Value.Source;
}
