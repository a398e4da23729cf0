using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;
using Handrail.Core.Tests.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Comparing;

public class OriginalUpdateTests
{
    const string Base = """
        ---
        title: Close up
        ---
        # Close up

        ## Purpose

        Nothing stays open.

        ## Steps

        1. Close the window {#window}
           - Role: Caretaker
           - Verify: the handle is down

        2. Lock the door {#door}
           - Role: Caretaker

           Twice.

        3. Set the alarm {#alarm}

        ## Records

        Kept for a year.
        """;

    static string With(string text, params (string Old, string New)[] changes)
    {
        foreach (var (old, now) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, now, StringComparison.Ordinal);
        }
        return text;
    }

    static OriginalUpdate Update(string theirs, string ours, string @base = Base) => new(@base, theirs, ours, "close.md");

    static (string, UpdateKind)[] Kinds(string theirs, string ours) => [.. Update(theirs, ours).Parts.Select(part => (part.Id, part.Kind))];

    static string ByDefault(OriginalUpdate update) => update.Take(update.Parts.Where(part => part.IsTakenByDefault).Select(part => part.Id).ToHashSet());

    static string ByDefault(string theirs, string ours) => ByDefault(Update(theirs, ours));

    static string[] Steps(string text) => [.. ProcedureReader.Read(text).AllSteps.Select(step => $"{step.Number} {step.Anchor}")];

    [Fact]
    public void Without_changes_of_our_own_the_update_is_the_new_edition() => Gen.Select(AnyText.Any, AnyText.Any).Sample((was, now) =>
        Assert.Equal(Lines(now, was), ByDefault(Update(now, was, was))), iter: 1_000);

    [Fact]
    public void An_original_that_did_not_change_offers_nothing_whatever_we_did() => Gen.Select(AnyText.Any, AnyText.Any).Sample((was, own) =>
    {
        var update = Update(was, own, was);
        Assert.Empty(update.Parts);
        Assert.Equal(own, ByDefault(update));
    }, iter: 1_000);

    [Fact]
    public void What_is_not_taken_changes_nothing_and_no_line_that_we_wrote_is_lost() => Gen.Select(AnyText.Any, AnyText.Any, AnyText.Any).Sample((was, now, own) =>
    {
        var update = Update(now, own, was);
        Assert.Equal(own, update.Take(new HashSet<string>()));

        var taken = ByDefault(update);

        var untouched = update.Parts.Where(part => part.IsTakenByDefault && part.Ours is not null).SelectMany(part => part.Ours!.Split('\n')).Select(Words).ToHashSet();
        Assert.Empty(own.Split('\n').Select(Words).Where(line => line.Length > 0 && !untouched.Contains(line)).Except(taken.Split('\n').Select(Words)));
    }, iter: 1_000);

    /// <summary>A line without the number it is written with, which may count on.</summary>
    static string Words(string line) => ListNumber.Without(line.Trim()).Trim();

    static string Lines(string text, string like) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", like.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n", StringComparison.Ordinal);

    [Fact]
    public void What_only_the_original_changed_is_taken_and_the_rest_of_ours_stays_byte_for_byte()
    {
        var theirs = With(Base, ("the handle is down", "the handle points down"), ("Kept for a year.", "Kept for three years."));
        var ours = With(Base, ("Twice.", "Three times, says the boss."), ("Nothing stays open.", "Nothing of ours stays open."));

        Assert.Equal([("step/window", UpdateKind.Changed), ("section/records", UpdateKind.Changed)], Kinds(theirs, ours));
        Assert.Equal(With(ours, ("the handle is down", "the handle points down"), ("Kept for a year.", "Kept for three years.")), ByDefault(theirs, ours));
    }

    [Fact]
    public void What_both_changed_is_for_a_person_to_choose()
    {
        var update = Update(With(Base, ("Twice.", "Twice, and pull.")), With(Base, ("Twice.", "Three times.")));

        var part = Assert.Single(update.Parts);
        Assert.Equal((UpdateKind.BothChanged, false), (part.Kind, part.IsTakenByDefault));
        Assert.Contains("Twice.", part.Base!, StringComparison.Ordinal);
        Assert.Contains("Twice, and pull.", part.Theirs!, StringComparison.Ordinal);
        Assert.Contains("Three times.", part.Ours!, StringComparison.Ordinal);
        Assert.Contains("Three times.", ByDefault(update), StringComparison.Ordinal);
        Assert.Contains("Twice, and pull.", update.Take(new HashSet<string> { "step/door" }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ours_says_already_is_not_offered() => Assert.Empty(Kinds(With(Base, ("Twice.", "Twice, and pull.")), With(Base, ("Twice.", "Twice, and pull."))));

    [Fact]
    public void New_steps_in_a_row_come_in_behind_the_one_before_them_and_the_numbers_count_on()
    {
        var theirs = With(Base, ("3. Set the alarm {#alarm}", "3. Switch the light off {#light}\n   - Role: Caretaker\n\n4. Draw the curtain {#curtain}\n\n5. Set the alarm {#alarm}"), ("## Records", "## Escalation\n\nCall the boss.\n\n## Records"));
        var ours = With(Base, ("Twice.", "Three times."), ("3. Set the alarm {#alarm}", "3. Set the alarm {#alarm}\n   - Role: Porter"));

        var taken = ByDefault(theirs, ours);

        Assert.Equal(["1 window", "2 door", "3 light", "4 curtain", "5 alarm"], Steps(taken));
        Assert.Equal(With(theirs, ("Twice.", "Three times."), ("5. Set the alarm {#alarm}", "5. Set the alarm {#alarm}\n   - Role: Porter")), taken);
        Assert.Empty(Update(theirs, taken, theirs).Parts);
    }

    [Fact]
    public void A_new_step_without_a_neighbour_is_not_lost()
    {
        var ours = With(Base, ("1. Close the window {#window}\n   - Role: Caretaker\n   - Verify: the handle is down\n\n2. Lock the door {#door}\n   - Role: Caretaker\n\n   Twice.\n\n3. Set the alarm {#alarm}", "1. Phone the porter {#porter}"));

        var taken = ByDefault(With(Base, ("1. Close the window", "1. Look around {#look}\n\n2. Close the window"), ("2. Lock", "3. Lock"), ("3. Set", "4. Set")), ours);

        Assert.Contains("look", ProcedureReader.Read(taken).AllSteps.Select(step => step.Anchor));
        Assert.Contains("porter", ProcedureReader.Read(taken).AllSteps.Select(step => step.Anchor));
    }

    [Fact]
    public void A_new_phase_comes_with_its_steps() =>
        Assert.Equal(["1 window", "2 door", "3 alarm", "4 ours", "5 lamp", "6 gate"], Steps(ByDefault(
            With(Base, ("3. Set the alarm {#alarm}", "3. Set the alarm {#alarm}\n\n### Outside\n\n4. Switch the lamp on {#lamp}\n5. Close the gate {#gate}")),
            With(Base, ("3. Set the alarm {#alarm}", "3. Set the alarm {#alarm}\n4. Go home {#ours}")))));

    [Fact]
    public void A_step_that_is_gone_is_taken_out_unless_we_changed_it()
    {
        var theirs = With(Base, ("2. Lock the door {#door}\n   - Role: Caretaker\n\n   Twice.\n\n3. Set", "2. Set"));
        Assert.Equal([("step/door", UpdateKind.Removed)], Kinds(theirs, Base));
        Assert.Equal([("step/door", UpdateKind.OnlyOneKept)], Kinds(theirs, With(Base, ("Twice.", "Three times."))));

        Assert.Equal(["1 window", "2 alarm"], Steps(ByDefault(theirs, With(Base, ("3. Set the alarm {#alarm}", "3. Set the alarm {#alarm}\n   - Role: Porter")))));
        Assert.Equal(["1 window", "2 door", "3 alarm"], Steps(ByDefault(theirs, With(Base, ("Twice.", "Three times.")))));
    }

    [Fact]
    public void What_we_took_out_and_the_original_changed_stays_out_until_it_is_taken()
    {
        var (theirs, ours) = (With(Base, ("Twice.", "Twice, and pull.")), With(Base, ("2. Lock the door {#door}\n   - Role: Caretaker\n\n   Twice.\n\n3. Set", "2. Set")));
        Assert.Equal([("step/door", UpdateKind.OnlyOneKept)], Kinds(theirs, ours));

        Assert.Equal(ours, ByDefault(theirs, ours));
        Assert.Equal(["1 window", "2 door", "3 alarm"], Steps(Update(theirs, ours).Take(new HashSet<string> { "step/door" })));
    }

    [Fact]
    public void Another_order_is_taken_where_ours_is_the_old_one_and_shown_where_it_is_not()
    {
        var theirs = With(Base, ("1. Close the window {#window}\n   - Role: Caretaker\n   - Verify: the handle is down\n\n2. Lock the door {#door}\n   - Role: Caretaker\n\n   Twice.", "1. Lock the door {#door}\n   - Role: Caretaker\n\n   Twice.\n\n2. Close the window {#window}\n   - Role: Caretaker\n   - Verify: the handle is down"));
        Assert.Equal([("order", UpdateKind.Reordered)], Kinds(theirs, With(Base, ("Twice.", "Three times."))));
        Assert.Equal(["1 door", "2 window", "3 alarm"], Steps(ByDefault(theirs, With(Base, ("Twice.", "Three times.")))));

        var ours = With(Base, ("3. Set the alarm {#alarm}\n\n", ""), ("1. Close", "1. Set the alarm {#alarm}\n\n2. Close"), ("2. Lock", "3. Lock"));
        Assert.Equal([("order", UpdateKind.BothReordered)], Kinds(theirs, ours));
        Assert.Equal(ours, ByDefault(theirs, ours));
    }

    [Fact]
    public void A_step_under_a_longer_number_keeps_what_it_holds_inside()
    {
        static string Steps(int from) => "# A\n\n## Steps\n\n" + string.Concat(Enumerable.Range(from, 10 - from).Select((step, at) => $"{at + 1}. Do {step} {{#s{step}}}\n"));
        var (was, theirs) = (Steps(1), Steps(0));
        var ours = was.Replace("9. Do 9 {#s9}\n", "9. Do 9 {#s9}\n   - Role: Porter\n\n   Slowly.\n", StringComparison.Ordinal);

        var taken = ByDefault(Update(theirs, ours, was));

        Assert.EndsWith("10. Do 9 {#s9}\n    - Role: Porter\n\n    Slowly.\n", taken, StringComparison.Ordinal);
        Assert.Equal("Porter", ProcedureReader.Read(taken).AllSteps.Last().Role);
    }

    [Fact]
    public void A_text_with_the_line_ends_of_Windows_keeps_them()
    {
        var ours = With(Base, ("Twice.", "Three times.")).Replace("\n", "\r\n", StringComparison.Ordinal);

        var taken = ByDefault(With(Base, ("the handle is down", "the handle points down"), ("## Records", "## Escalation\n\nCall the boss.\n\n## Records")), ours);

        Assert.Contains("points down", taken, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', taken.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_shipped_procedure_is_given_back_by_an_update_from_any_other() =>
        Assert.All(Directory.EnumerateFiles(Path.Combine(Repository.Root, "library", "procedures"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText), text =>
        {
            // An earlier edition that lacked a third of the lines.
            var was = string.Join('\n', text.Split('\n').Where((line, at) => at < 12 || at % 3 != 0));
            Assert.Equal(text, ByDefault(Update(text, was, was)));
        });
}
