using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Tests.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Comparing;

public class TextMergeTests
{
    const string Base = """
        ---
        title: Close up
        owner: Caretaker
        ---
        # Close up

        ## Purpose

        Nothing stays open.

        ## Steps

        1. Close the window {#window}
           - Role: Caretaker
           1. Pull the handle {#handle}
           2. Look at the bolt {#bolt}
        2. Lock the door {#door}

           Twice.
        3. Set the alarm
        """ + "\n";

    static string With(params (string Old, string New)[] changes) => With(Base, changes);

    static string With(string text, params (string Old, string New)[] changes)
    {
        foreach (var (old, now) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, now, StringComparison.Ordinal);
        }
        return text;
    }

    static MergedText Merge(string theirs, string mine, string @base = Base) => TextMerge.Of(@base, theirs, mine, "close.md");

    static void Agree(string expected, string theirs, string mine)
    {
        var merged = Merge(theirs, mine);
        Assert.Empty(merged.Disputed);
        Assert.Equal(expected, merged.Text);
    }

    static (string, string, string)[] Disputed(string theirs, string mine) => [.. Merge(theirs, mine).Disputed.Select(part => (part.Id, part.Theirs ?? "", part.Ours ?? ""))];

    [Fact]
    public void Where_one_side_changed_nothing_the_other_stands_byte_for_byte() => Gen.Select(Gen.OneOf(AnyText.Any, AnyText.Rubble), Gen.OneOf(AnyText.Any, AnyText.Rubble)).Sample((was, now) =>
    {
        Assert.Equal((now, 0), (Merge(now, was, was).Text, Merge(now, was, was).Disputed.Count));
        Assert.Equal((now, 0), (Merge(was, now, was).Text, Merge(was, now, was).Disputed.Count));
        Assert.Equal((now, 0), (Merge(now, now, was).Text, Merge(now, now, was).Disputed.Count));
    }, iter: 1_000);

    [Fact]
    public void Two_who_write_in_different_parts_are_both_kept() => Gen.Select(AnyText.Any, Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Sample((written, one, other) =>
    {
        var was = Anchored(written);
        var procedure = ProcedureReader.Read(was, "close.md");
        var places = procedure.AllSteps.Select(step => step.InstructionSpan.Start).Append(was.LastIndexOf("ffboard", StringComparison.Ordinal)).ToList();
        var (first, second) = (places[one % places.Count], places[other % places.Count]);
        if (first == second) return;

        var merged = Merge(was.Insert(first, "theirs "), was.Insert(second, "mine "), was);

        Assert.Empty(merged.Disputed);
        Assert.Equal(first < second ? was.Insert(second, "mine ").Insert(first, "theirs ") : was.Insert(first, "theirs ").Insert(second, "mine "), merged.Text);
    }, iter: 1_000);

    [Fact]
    public void Two_who_write_otherwise_in_one_step_are_asked() => Gen.Select(AnyText.Any, Gen.Int[0, 1_000]).Sample((was, at) =>
    {
        var steps = ProcedureReader.Read(was, "close.md").AllSteps.ToList();
        var place = steps[at % steps.Count].InstructionSpan.End;

        var merged = Merge(was.Insert(place, " theirs"), was.Insert(place, " mine"), was);

        Assert.NotEmpty(merged.Disputed);
        Assert.Contains(" mine", merged.Text, StringComparison.Ordinal);
        Assert.Contains(merged.Disputed, part => part.Theirs!.Contains(" theirs", StringComparison.Ordinal) && part.Ours!.Contains(" mine", StringComparison.Ordinal));
    }, iter: 1_000);

    [Fact]
    public void No_line_that_either_wrote_is_lost_without_being_shown() => Gen.Select(AnyText.Any, AnyText.Any, AnyText.Any).Sample((was, theirs, mine) => Assert.Empty(Lost(was, theirs, mine)), iter: 1_000);

    [Fact]
    public void Nor_is_one_of_a_text_that_means_nothing() => Gen.Select(AnyText.Rubble, AnyText.Rubble, AnyText.Rubble).Sample((was, theirs, mine) => Assert.Empty(Lost(was, theirs, mine)), iter: 3_000);

    static IEnumerable<string> Lost(string was, string theirs, string mine)
    {
        var merged = Merge(theirs, mine, was);
        var (before, kept, shown) = (Lines(was), Lines(merged.Text), merged.Disputed.SelectMany(part => Lines(part.Theirs ?? "")));
        return [.. Lines(mine).Except(before).Except(kept), .. Lines(theirs).Except(before).Except(kept).Except(shown)];
    }

    /// <summary>Without the numbers they are written with, which may count on.</summary>
    static IEnumerable<string> Lines(string text) => text.Split('\n', '\r').Select(Unnumbered).Where(line => line.Length > 0).Distinct();

    static string Unnumbered(string line) => ListNumber.Without(line.Trim()).Trim() is var words && words == line ? line : Unnumbered(words);

    /// <summary>Each step with an anchor, as the editor writes them.</summary>
    static string Anchored(string text)
    {
        var procedure = ProcedureReader.Read(text, "close.md");
        return Splice.Apply(text, [.. procedure.AllSteps.Where(step => !step.AnchorIsWritten).Select((step, i) => new Splice(new(step.InstructionSpan.End, step.InstructionSpan.End), $" {{#anchored-{i}}}"))]);
    }

    [Fact]
    public void A_step_its_sub_step_a_key_and_a_section_are_parts_of_their_own() => Agree(
        With(("Close the window", "Close each window"), ("Pull the handle", "Push the handle"), ("owner: Caretaker", "owner: Porter"), ("title: Close up", "title: Shut up"), ("Nothing stays", "No door stays"), ("Twice.", "Three times.")),
        With(("Close the window", "Close each window"), ("owner: Caretaker", "owner: Porter"), ("Nothing stays", "No door stays")),
        With(("Pull the handle", "Push the handle"), ("title: Close up", "title: Shut up"), ("Twice.", "Three times.")));

    [Fact]
    public void The_same_change_of_both_is_no_dispute() => Agree(With(("Twice.", "Three times."), ("Pull", "Push")), With(("Twice.", "Three times.")), With(("Twice.", "Three times."), ("Pull", "Push")));

    [Fact]
    public void What_is_disputed_is_named_and_the_rest_is_merged()
    {
        var merged = Merge(With(("Twice.", "Three times."), ("Pull", "Push")), With(("Twice.", "Once."), ("owner: Caretaker", "owner: Porter")));

        var part = Assert.Single(merged.Disputed);
        Assert.Equal(("step/door", "2", "Lock the door"), (part.Id, part.Number, part.Name));
        Assert.Equal(With(("Twice.", "Once."), ("Pull", "Push"), ("owner: Caretaker", "owner: Porter")), merged.Text);
        Assert.Equal([("step/door", "Lock the door {#door}\n\nThree times.", "Lock the door {#door}\n\nOnce.")], Disputed(With(("Twice.", "Three times.")), With(("Twice.", "Once."))).Select(one => (one.Item1, Flat(one.Item2), Flat(one.Item3))));

        static string Flat(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public void A_step_without_an_anchor_that_both_call_otherwise_is_one_step() =>
        Assert.Equal([("step/set-the-alarm", "Arm the alarm", "Switch the alarm on")], Disputed(With(("Set the alarm", "Arm the alarm")), With(("Set the alarm", "Switch the alarm on"))).Select(one => (one.Item1, one.Item2.Trim(), one.Item3.Trim())));

    [Fact]
    public void A_step_that_one_took_away_and_the_other_changed_is_disputed() =>
        Assert.Equal("step/bolt", Assert.Single(Disputed(With(("   2. Look at the bolt {#bolt}\n", "")), With(("Look at the bolt", "Listen to the bolt")))).Item1);

    [Fact]
    public void New_steps_of_both_at_one_place_are_both_there_and_the_numbers_count_on()
    {
        var merged = Merge(With(("3. Set", "3. Draw the curtain {#curtain}\n4. Set")), With(("3. Set", "3. Switch the light off {#light}\n4. Set"), ("Pull", "Push")));

        Assert.Empty(merged.Disputed);
        Assert.Equal(["1 window", "1.1 handle", "1.2 bolt", "2 door", "3 light", "4 curtain", "5 set-the-alarm"], ProcedureReader.Read(merged.Text).AllSteps.Select(step => $"{step.Number} {step.Anchor}").Order(StringComparer.Ordinal));
        Assert.Contains("5. Set the alarm", merged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_order_and_other_words_are_both_kept() => Agree(
        With(("2. Lock the door {#door}\n\n   Twice.\n3. Set the alarm\n", "2. Set the alarm\n3. Lock the door {#door}\n\n   Three times.\n")),
        With(("2. Lock the door {#door}\n\n   Twice.\n3. Set the alarm\n", "2. Set the alarm\n3. Lock the door {#door}\n\n   Twice.\n")),
        With(("Twice.", "Three times.")));

    [Fact]
    public void Another_order_of_both_is_disputed() => Assert.Equal("order", Assert.Single(Disputed(
        With(("2. Lock the door {#door}\n\n   Twice.\n3. Set the alarm\n", "2. Set the alarm\n3. Lock the door {#door}\n\n   Twice.\n")),
        With(("   1. Pull the handle {#handle}\n   2. Look at the bolt {#bolt}\n", "   1. Look at the bolt {#bolt}\n   2. Pull the handle {#handle}\n")))).Item1);

    [Fact]
    public void A_sub_step_for_a_step_that_was_taken_away_does_not_slip_under_another() => Assert.NotEmpty(Disputed(
        With(("2. Lock the door {#door}\n\n   Twice.\n3. Set", "2. Set")),
        With(("   Twice.\n", "   Twice.\n   1. Turn the key {#key}\n"))));

    [Fact]
    public void Blank_lines_inside_a_part_are_words_too() => Agree(
        With(("Nothing stays open.", "Nothing stays\n\nopen."), ("Twice.", "Three times.")),
        With(("Twice.", "Three times.")),
        With(("Nothing stays open.", "Nothing stays\n\nopen.")));

    [Fact]
    public void A_sub_step_keeps_its_place_under_a_longer_number()
    {
        var was = "# A\n\n## Steps\n\n" + string.Concat(Enumerable.Range(1, 9).Select(step => $"{step}. Do {step} {{#s{step}}}\n")) + "   1. Look {#look}\n";
        var theirs = string.Concat("# A\n\n## Steps\n\n1. Do 0 {#s0}\n", string.Concat(Enumerable.Range(1, 9).Select(step => $"{step + 1}. Do {step} {{#s{step}}}\n")), "    1. Look {#look}\n");

        var merged = Merge(theirs, With(was, ("Look", "Look twice")), was);

        Assert.Empty(merged.Disputed);
        Assert.EndsWith("10. Do 9 {#s9}\n    1. Look twice {#look}\n", merged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_with_the_line_ends_of_Windows_keeps_them() => Assert.Equal(
        With(("Twice.", "Three times."), ("Pull", "Push")).Replace("\n", "\r\n", StringComparison.Ordinal),
        Merge(With(("Twice.", "Three times.")), With(("Pull", "Push")).Replace("\n", "\r\n", StringComparison.Ordinal)).Text);
}
