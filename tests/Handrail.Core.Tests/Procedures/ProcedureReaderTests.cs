using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class ProcedureReaderTests
{
    static readonly Procedure Leaver = ProcedureReader.Read(Samples.Leaver);

    [Fact]
    public void The_front_matter_is_read()
    {
        Assert.Equal("Offboard a leaver", Leaver.Title);
        Assert.Equal("IT manager", Leaver.Header.Owner);
        Assert.Equal(["iso27001:A.5.11", "iso27001:A.5.18", "iso27001:A.6.5", "soc2:CC6.2", "hipaa:164.308(a)(3)(ii)(C)"], Leaver.Header.Controls);
        Assert.Equal(new Interval(12, IntervalUnit.Month), Leaver.Header.Review);
        Assert.Equal("Offboard {{Leaver}}", Leaver.Header.Run);
        Assert.Equal(["house"], Leaver.Header.UnknownKeys);
    }

    [Fact]
    public void Steps_are_numbered_through_all_phases()
    {
        Assert.Equal(["Cut access", "Recover what is ours"], Leaver.Main.Select(phase => phase.Title));
        Assert.Equal([false, true], Leaver.Main.Select(phase => phase.AnyOrder));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "C1", "R1"], Leaver.AllSteps.Select(step => step.Number));
        Assert.Equal(["disable-account", "revoke", "privileged", "rotate", "assets", "transfer", "call-on-call", "re-enable-the-account"], Leaver.AllSteps.Select(step => step.Anchor));
        Assert.Equal("Disable the directory account", Leaver.AllSteps.First().Instruction);
        Assert.Equal("Disable the directory account", Leaver.AllSteps.First().InstructionSpan.In(Leaver.Source));
    }

    [Theory]
    [InlineData("1.\n\n**Leave**\n\n1. Disable the account\n")]
    [InlineData("1. Disable the account\n\n**Leave**\n\n1.\n")]
    [InlineData("1.\n\n**Join**\n\n1.\n\n**Leave**\n\n1. Disable the account\n")]
    public void Without_steps_there_is_no_phase(string list) =>
        Assert.Equal("Disable the account", Assert.Single(Assert.Single(ProcedureReader.Read($"# Leaver\n\n## Steps\n\n{list}").AllPhases).Steps).Instruction);

    [Fact]
    public void Field_lines_become_what_a_run_needs()
    {
        var disable = Leaver.Find("disable-account")!;
        Assert.Equal("IT administrator", disable.Role);
        Assert.Equal("{{identity_provider}}", disable.System);
        Assert.Equal(new Deadline(new(1, IntervalUnit.Hour), DeadlineFrom.Field, "Departure"), disable.Within);
        Assert.Equal("the account status reads \"Deactivated\" and no session is active", disable.Verify);
        Assert.Equal("screenshot of the status page", disable.Evidence);
        Assert.Equal(new Exit.GoTo("call-on-call"), disable.IfItFails);
        Assert.Equal(["Okta", "Microsoft Entra ID", null], disable.Details.Select(detail => detail.Tool));
        Assert.Equal("![The status page](images/okta-deactivated.png)", disable.Details[2].Span.In(Leaver.Source));
        Assert.StartsWith("**Directory > People**", disable.Details[0].Span.In(Leaver.Source), StringComparison.Ordinal);

        var revoke = Leaver.Find("revoke")!;
        Assert.Equal("someone else", revoke.VerifiedBy);
        Assert.Equal("system the Leaver has an account in", revoke.ForEach);
        Assert.Equal(FieldType.Text, revoke.Records.Single().Type);
        Assert.Equal(["laptop", "phone", "keys", "badge"], Leaver.Find("assets")!.Records.Single().Options);
        Assert.Equal(new WaitFor(new(30, IntervalUnit.Day), "30 days, then delete the mailbox"), Leaver.Find("transfer")!.Wait);
        Assert.Equal(new ProcedureLink("Rotate shared secrets", "rotate-shared-secrets.md"), Leaver.Find("rotate")!.Run);
        Assert.Equal("Security lead", Leaver.Find("re-enable-the-account")!.Approval);
        Assert.Equal(new EscalateTo("Security lead", new(15, IntervalUnit.Minute)), Leaver.Find("call-on-call")!.Escalate);
        Assert.IsType<Condition.Is>(Leaver.Find("rotate")!.OnlyIf);
    }

    [Theory]
    [InlineData("In Okta: press it", "Okta")]
    [InlineData("In restic: run it", "restic")]
    [InlineData("In macOS: press it", "macOS")]
    [InlineData("In {{scanner}}: press it", "{{scanner}}")]
    [InlineData("In short: it is pressed", null)]
    [InlineData("In case of a VM: restart it", null)]
    public void A_tool_is_known_by_its_name(string line, string? tool) =>
        Assert.Equal(tool, ProcedureReader.Read($"## Steps\n1. Press the button\n   - {line}").AllSteps.Single().Details.Single().Tool);

    [Fact]
    public void A_question_with_answers_is_a_decision()
    {
        var privileged = Leaver.Find("privileged")!;
        Assert.True(privileged.IsDecision);
        Assert.Equal([("Yes", new Exit.GoTo("rotate")), ("No", (Exit)new Exit.Continue())], privileged.Answers.Select(answer => (answer.Label, answer.Exit)));
        Assert.DoesNotContain(privileged.Answers, answer => answer.Inferred);
    }

    [Fact]
    public void What_stands_around_the_steps_is_read()
    {
        Assert.Equal([("Leaver", FieldType.Member, true), ("Departure", FieldType.DateAndTime, true), ("Leaving on bad terms?", FieldType.YesNo, false)], Leaver.StartFields.Select(field => (field.Label, field.Type, field.Required)));
        Assert.Equal("leaving-on-bad-terms", Leaver.StartFields[2].Key);
        Assert.Equal(["15 minutes", "at once"], Leaver.Escalations.Select(rule => rule.Within));
        Assert.Equal("Incident commander; start [Insider threat](insider-threat.md)", Leaver.Escalations[1].Who);
        Assert.Equal("{{Leaver}} leaves on {{Departure}}. Please confirm by reply who takes over their files.", Leaver.Messages.Single().Markdown);
        Assert.Equal(
            [SectionKind.Preamble, SectionKind.Purpose, SectionKind.Scope, SectionKind.BeforeYouStart, SectionKind.Steps, SectionKind.Contingency, SectionKind.Rollback, SectionKind.Escalation, SectionKind.Messages, SectionKind.Records],
            Leaver.Sections.Select(section => section.Kind));
        Assert.Empty(Leaver.Notes);
    }

    [Theory]
    [InlineData("| Who | When |\n|---|---|\n| Ada | now |\nText after it.\n")]
    [InlineData("Text before it.\n\n| Who |\n|:-:|\n| Ada |\nText after it\nover two lines.\n")]
    [InlineData("| Who | When |\n|---|---|\n| Ada | now |\n---\nText after a rule.\n")]
    [InlineData("> | Who | When |\n> |---|---|\n> | Ada | now |\n> Text after it.\n")]
    public void A_table_ends_where_its_bars_end(string text)
    {
        var dump = ProcedureDump.Of(text);
        Assert.Equal(1, dump.Tables);
        Assert.Empty(dump.Headings);
        Assert.Contains("Text after", dump.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("|", dump.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_of_a_very_long_paragraph_is_lost()
    {
        var words = Enumerable.Range(1, 5000).Select(line => $"word{line}").ToList();
        Assert.Equal(words, ProcedureDump.Of(string.Join('\n', words)).Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Windows_line_ends_change_nothing_but_the_spans()
    {
        var windows = ProcedureReader.Read(Samples.Leaver.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(Leaver.AllSteps.Select(step => (step.Anchor, step.Instruction, step.Details.Count, step.Lines.Count)), windows.AllSteps.Select(step => (step.Anchor, step.Instruction, step.Details.Count, step.Lines.Count)));
        Assert.Equal(Leaver.Header.Controls, windows.Header.Controls);
        Assert.Equal("Disable the directory account", windows.AllSteps.First().InstructionSpan.In(windows.Source));
    }
}
