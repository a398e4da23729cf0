using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>A step as a form shows it, and what is written when the form comes back.</summary>
public class StepFieldsTests
{
    const string Text = """
        # Offboard a leaver

        ## Steps

        1. Disable the account {#disable}
           * Role: IT administrator
           * In Okta: **Directory > People**
           * Record: Ticket (text, required)

           Do it before the meeting.

           ![The status](status.png)

           > [!WARNING]
           > Nobody can sign in afterwards.

           Then tell HR.
        2. Is it privileged? {#privileged}
           - Yes: go to [Rotate the secrets](#rotate-the-secrets)
           - No: continue
        3. Rotate the secrets
           1. Find them {#find}

        """;

    static readonly Procedure Before = ProcedureReader.Read(Text);

    static StepFields Fields(string step) => StepFields.Of(Before, Before.Find(step)!);

    static Procedure Filled(string step, Func<StepFields, StepFields> change) => change(Fields(step)).Fill(Before, Before.Find(step)!).Value;

    [Fact]
    public void The_form_shows_every_part_of_the_step_without_its_markdown()
    {
        var fields = Fields("disable");
        Assert.Equal("Disable the account", fields.Instruction);
        Assert.Equal("Do it before the meeting.\n\nThen tell HR.", fields.Detail);
        Assert.Equal(new PictureField("The status", "status.png"), Assert.Single(fields.Pictures));
        Assert.Equal(new NoteField("WARNING", "Nobody can sign in afterwards."), Assert.Single(fields.Notes));
        Assert.Equal("IT administrator", fields.Value(FieldKey.Role));
        Assert.Equal(new ToolField("Okta", "**Directory > People**"), Assert.Single(fields.Tools));
        Assert.Equal(FieldType.Text, Assert.Single(fields.Records).Type);
        Assert.Equal([new("Yes", new Exit.GoTo("rotate-the-secrets")), new("No", new Exit.Continue())], Fields("privileged").Answers);
    }

    public static TheoryData<string, string, Func<StepFields, StepFields>, string, string> Changes => new()
    {
        { "nothing", "disable", fields => fields, "", "" },
        { "an instruction", "disable", fields => fields with { Instruction = "Lock the account" }, "1. Disable the account {", "1. Lock the account {" },
        { "one paragraph of two", "disable", fields => fields with { Detail = "Do it before the meeting.\r\n\r\nThen call HR." }, "Then tell HR.", "Then call HR." },
        { "a paragraph between", "disable", fields => fields with { Detail = "Do it before the meeting.\n\nNow.\n\nThen tell HR." }, "   Then tell HR.", "   Now.\n\n   Then tell HR." },
        { "no last paragraph", "disable", fields => fields with { Detail = "Do it before the meeting." }, "\n\n   Then tell HR.", "" },
        { "a checkpoint", "disable", fields => fields with { Values = new Dictionary<FieldKey, string>(fields.Values) { [FieldKey.Verify] = "nobody is signed in" } }, "(text, required)\n", "(text, required)\n   * Verify: nobody is signed in\n" },
        { "no role", "disable", fields => fields with { Values = new Dictionary<FieldKey, string>() }, "   * Role: IT administrator\n", "" },
        { "what a picture shows", "disable", fields => fields with { Pictures = [new("The [red] status", "status.png")] }, "![The status]", "![The \\[red\\] status]" },
        { "no picture", "disable", fields => fields with { Pictures = [] }, "\n\n   ![The status](status.png)", "" },
        { "a softer note", "disable", fields => fields with { Notes = [new("NOTE", "Nobody can sign in.\n\nReally.")] }, "> [!WARNING]\n   > Nobody can sign in afterwards.", "> [!NOTE]\n   > Nobody can sign in.\n   >\n   > Really." },
        { "another answer", "privileged", fields => fields with { Answers = [new("Yes", new Exit.GoTo("disable")), .. fields.Answers.Skip(1)] }, "go to [Rotate the secrets](#rotate-the-secrets)", "go to [Disable the account](#disable)" },
        { "a renamed answer", "privileged", fields => fields with { Answers = [new("Yes, or not known", fields.Answers[0].Exit), fields.Answers[1]] }, "- Yes: go", "- Yes, or not known: go" },
        { "no second answer", "privileged", fields => fields with { Answers = [fields.Answers[0]] }, "\n   - No: continue", "" },
        { "a second answer more", "privileged", fields => fields with { Answers = [.. fields.Answers, new("", new Exit.Stop()), new("Not known", new Exit.Stop())] }, "No: continue", "No: continue\n   - Not known: stop" },
        { "a recorded value of another type", "disable", fields => fields with { Records = [new("Ticket", "", FieldType.Choice, true, ["new", "old"], "", default)] }, "Ticket (text, required)", "Ticket (choice: new, old; required)" },
        { "one more tool", "disable", fields => fields with { Tools = [.. fields.Tools, new("Entra", "Users,\nthen the person")] }, "(text, required)\n", "(text, required)\n   * In Entra: Users,\n     then the person\n" },
        { "optional", "find", fields => fields with { Optional = true }, "{#find}\n", "{#find}\n      - Optional\n" },
        { "a way out to a step without an anchor", "disable", fields => fields with { IfItFails = new Exit.RollBack() }, "(text, required)\n", "(text, required)\n   * If it fails: roll back\n" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_what_was_changed_is_written(string what, string step, Func<StepFields, StepFields> change, string old, string @new)
    {
        var expected = old.Length == 0 ? Text : Text.Replace(old, @new, StringComparison.Ordinal);
        Assert.True(old.Length == 0 || expected != Text, what);
        var after = Filled(step, change);
        Assert.Equal(expected.Replace("3. Rotate the secrets\n", after.Find("rotate-the-secrets")!.AnchorIsWritten ? "3. Rotate the secrets {#rotate-the-secrets}\n" : "3. Rotate the secrets\n", StringComparison.Ordinal), after.Source);
    }

    [Fact]
    public void The_step_an_answer_leads_to_gets_its_anchor_written()
    {
        var after = Filled("disable", fields => fields with { IfItFails = new Exit.GoTo("rotate-the-secrets") });
        Assert.Contains("3. Rotate the secrets {#rotate-the-secrets}", after.Source, StringComparison.Ordinal);
        Assert.Equal(new Exit.GoTo("rotate-the-secrets"), after.Find("disable")!.IfItFails);
    }

    [Fact]
    public void Words_that_would_be_read_as_steps_are_refused() =>
        Assert.NotNull((Fields("find") with { Detail = "1. Look\n2. Ask" }).Fill(Before, Before.Find("find")!).Refusal);

    [Fact]
    public void A_form_that_comes_back_as_it_was_changes_nothing_in_any_text() => AnyText.Any.Sample(text =>
    {
        var procedure = ProcedureReader.Read(text);
        Assert.All(procedure.AllSteps, step => Assert.True(StepFields.Of(procedure, step).Are(procedure, step)));
    }, iter: 2_000);

    [Fact]
    public void What_is_filled_in_is_shown_by_the_next_form_and_other_steps_read_the_same()
    {
        var (taken, refused) = (0, 0);
        Gen.Select(AnyText.Any, Gen.Int[0, 20], Gen.OneOf("Lock it", "Ask {{Leaver}}"), Gen.OneOf("", "it is locked"), Gen.OneOf("", "Words.", "Words.\n\nMore.")).Sample((text, at, instruction, verify, detail) =>
        {
            var before = ProcedureReader.Read(text);
            var steps = before.AllSteps.ToList();
            if (steps.Count == 0) return;
            var step = steps[at % steps.Count];
            var typed = StepFields.Of(before, step) with { Instruction = instruction, Detail = detail };
            typed = typed with { Values = typed.Values.Where(value => value.Key != FieldKey.Verify).Append(new(FieldKey.Verify, verify)).Where(value => value.Value.Length > 0).ToDictionary() };

            if (!typed.Fill(before, step).Granted(out var after, out _))
            {
                Interlocked.Increment(ref refused);
                return;
            }
            Interlocked.Increment(ref taken);

            var shown = StepFields.Of(after, after.Find(step.Anchor)!);
            Assert.Equal((instruction, detail, verify), (shown.Instruction, shown.Detail, shown.Value(FieldKey.Verify)));
            Assert.All(steps.Where(other => other.Anchor != step.Anchor), other => Assert.Equal(StepText.OwnOf(before, other), StepText.OwnOf(after, after.Find(other.Anchor)!)));
        }, iter: 4_000);
        Assert.InRange((double)refused / taken, 0, 0.2);
    }
}
