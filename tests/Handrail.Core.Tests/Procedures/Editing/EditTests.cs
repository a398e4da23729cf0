using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Editing;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>Each edit on a small text: what is written, character by character.</summary>
public class EditTests
{
    const string Text = """
        # Offboard a leaver

        ## Steps

        ### Cut access

        1. Disable the account {#disable}
           - Role: IT administrator
           - In Okta: **Directory > People**

           Do it before the meeting.

        2. Is it privileged? {#privileged}
           - Yes: go to [Rotate the secrets](#rotate)
           - No: continue
        3. Rotate the secrets {#rotate}
           1. Find them {#find}
           2. Change them {#change}

        ### Recover (any order)

        4. Collect the laptop {#laptop}

        ## Records

        Kept for 3 years.

        """;

    public static TheoryData<string, Edit, string, string> Edits => new()
    {
        { "an instruction", new Edit.SetInstruction("disable", "Lock the account"), "1. Disable the account {#disable}", "1. Lock the account {#disable}" },
        { "an instruction like a heading", new Edit.SetInstruction("disable", "# 1 priority"), "1. Disable the account {#disable}", "1. \\# 1 priority {#disable}" },
        { "a detail", new Edit.SetDetail("disable", 0, "Do it at once.\nThen tell HR."), "   Do it before the meeting.\n", "   Do it at once.\n   Then tell HR.\n" },
        { "one more detail", new Edit.SetDetail("laptop", 0, "```\nls\n```"), "{#laptop}\n", "{#laptop}\n\n   ```\n   ls\n   ```\n" },
        { "one more detail before sub-steps", new Edit.SetDetail("rotate", 0, "All of them."), "{#rotate}\n", "{#rotate}\n\n   All of them.\n\n" },
        { "no detail", new Edit.SetDetail("disable", 0, ""), "\n\n   Do it before the meeting.", "" },
        { "a field", new Edit.SetField("disable", FieldKey.Role, "HR"), "Role: IT administrator", "Role: HR" },
        { "a missing field", new Edit.SetField("disable", FieldKey.Within, "1 hour"), "**Directory > People**\n", "**Directory > People**\n   - Within: 1 hour\n" },
        { "a tool's way", new Edit.SetField("disable", FieldKey.In, "one\ntwo", "okta"), "In Okta: **Directory > People**", "In Okta: one\n     two" },
        { "a first field", new Edit.AddField("laptop", FieldKey.Record, "Laptop (text)"), "{#laptop}\n", "{#laptop}\n   - Record: Laptop (text)\n" },
        { "a field before sub-steps", new Edit.AddField("rotate", FieldKey.Evidence, "the log"), "{#rotate}\n", "{#rotate}\n   - Evidence: the log\n" },
        { "no field", new Edit.RemoveField("disable", FieldKey.Role), "   - Role: IT administrator\n", "" },
        { "an answer", new Edit.AddAnswer("privileged", "Not known", new Exit.GoTo("laptop")), "No: continue\n", "No: continue\n   - Not known: go to [Collect the laptop](#laptop)\n" },
        { "another way for an answer", new Edit.SetAnswer("privileged", "No", new Exit.Stop(), "Never"), "No: continue", "Never: stop" },
        { "a whole step", new Edit.ReplaceStep("privileged", "Is it an administrator?\n- Yes: continue\n- No: stop"), "2. Is it privileged? {#privileged}\n   - Yes: go to [Rotate the secrets](#rotate)\n   - No: continue", "2. Is it an administrator? {#privileged}\n   - Yes: continue\n   - No: stop" },
        { "a title", new Edit.SetTitle("Say *goodbye*"), "# Offboard a leaver", "# Say \\*goodbye\\*" },
        { "a first key of front matter", new Edit.SetHeader("owner", "IT manager"), "# Offboard", "---\nowner: IT manager\n---\n\n# Offboard" },
        { "the words of a section", new Edit.SetSection(SectionKind.Records, "Kept for ever."), "Kept for 3 years.", "Kept for ever." },
        { "a missing section", new Edit.SetSection(SectionKind.Scope, "Everybody."), "## Steps", "## Scope\n\nEverybody.\n\n## Steps" },
        { "no section", new Edit.SetSection(SectionKind.Records, ""), "\n\n## Records\n\nKept for 3 years.", "" },
        { "a phase's name", new Edit.RenamePhase("recover-any-order", "Recover all"), "### Recover (any order)", "### Recover all" },
        { "a new phase", new Edit.InsertPhase("rotate", "Rotate"), "3. Rotate", "\n### Rotate\n\n3. Rotate" },
        { "no phase", new Edit.RemovePhase("recover-any-order"), "### Recover (any order)\n\n", "" },
        { "one step more behind", new Edit.InsertStep(new Destination.After("laptop"), "Collect the phone\n- Role: HR"), "{#laptop}\n", "{#laptop}\n\n5. Collect the phone {#collect-the-phone}\n   - Role: HR\n" },
        { "one sub-step more", new Edit.InsertStep(new Destination.Under("rotate"), "Tell the owner"), "{#change}\n", "{#change}\n   3. Tell the owner {#tell-the-owner}\n" },
        { "a first sub-step", new Edit.InsertStep(new Destination.Under("laptop"), "Wipe it"), "{#laptop}\n", "{#laptop}\n   1. Wipe it {#wipe-it}\n" },
        { "a way back", new Edit.InsertStep(new Destination.EndOf(Track.Rollback), "Enable the account"), "## Records", "## Rollback\n\n1. Enable the account {#enable-the-account}\n\n## Records" },
        { "a step of a new phase", new Edit.InsertStep(new Destination.NewPhase(Track.Main, "Tell"), "Tell the manager"), "{#laptop}\n", "{#laptop}\n\n### Tell\n\n5. Tell the manager {#tell-the-manager}\n" },
        { "no sub-step", new Edit.RemoveStep("change"), "   2. Change them {#change}\n", "" },
        { "no last step of a phase", new Edit.RemoveStep("laptop"), "### Recover (any order)\n\n4. Collect the laptop {#laptop}\n\n", "" },
        { "sub-steps in another order", new Edit.MoveUp("change"), "   1. Find them {#find}\n   2. Change them {#change}", "   1. Change them {#change}\n   2. Find them {#find}" },
        { "a sub-step pulled out", new Edit.Outdent("change"), "   2. Change them {#change}\n\n### Recover (any order)\n\n4.", "4. Change them {#change}\n\n### Recover (any order)\n\n5." },
        { "a step pushed in", new Edit.Indent("rotate"), "3. Rotate the secrets {#rotate}\n   1. Find them {#find}\n   2. Change them {#change}\n\n### Recover (any order)\n\n4.", "   1. Rotate the secrets {#rotate}\n      1. Find them {#find}\n      2. Change them {#change}\n\n### Recover (any order)\n\n3." },
    };

    [Theory, MemberData(nameof(Edits))]
    public void An_edit_writes_what_a_person_would(string what, Edit edit, string before, string after)
    {
        Assert.NotEmpty(what);
        Assert.Equal(Text.Replace(before, after, StringComparison.Ordinal), Apply(Text, edit));
        // The same in the line ends of Windows.
        Assert.Equal(Windows(Text.Replace(before, after, StringComparison.Ordinal)), Apply(Windows(Text), edit));
    }

    [Fact]
    public void Several_edits_are_made_together_or_not_at_all()
    {
        var procedure = ProcedureReader.Read(Text);
        var both = new Edit.All(new Edit.RemoveStep("laptop"), new Edit.SetField("disable", FieldKey.Role, "HR"));
        Assert.Equal(["disable", "privileged", "rotate", "find", "change"], both.Apply(procedure).Value.AllSteps.Select(step => step.Anchor));
        Assert.IsType<Refusal.NotFound>(new Edit.All(both, new Edit.RemoveStep("laptop")).Apply(procedure).Refusal);
    }

    public static TheoryData<Edit, string> Refused => new()
    {
        { new Edit.RemoveStep("nowhere"), "There is no step {#nowhere} any more" },
        { new Edit.MoveStep("rotate", new Destination.Under("find")), "Step 3 cannot become a part of itself." },
        { new Edit.MoveStep("rotate", new Destination.After("change")), "Step 3 cannot become a part of itself." },
        { new Edit.MoveUp("disable"), "Step 1 is the first already." },
        { new Edit.MoveDown("change"), "Step 3.2 is the last already." },
        { new Edit.Indent("find"), "There is no step before step 3.1 that it could belong to." },
        { new Edit.Outdent("disable"), "Step 1 is no sub-step." },
        { new Edit.SetInstruction("disable", "  "), "A step needs words that say what to do." },
        { new Edit.SetInstruction("disable", "Lock {#lock} it"), "Leave the anchor out; the step keeps {#disable}" },
        { new Edit.SetDetail("disable", 0, "1. Another step"), "With this, step 2 would be read differently too." },
        { new Edit.SetDetail("rotate", 0, "``` \nnever closed"), "With this, step 3.1 would be read differently too." },
        { new Edit.SetDetail("disable", 7, "Words"), "Step 1 has no 8. piece of detail any more." },
        { new Edit.ReplaceStep("disable", "1. One\n2. Two"), "Begin with the instruction itself, without a number" },
        { new Edit.ReplaceStep("disable", "Disable it {#other}"), "it cannot become {#other}" },
        { new Edit.InsertStep(new Destination.After("disable"), "Again {#rotate}"), "{#rotate} names another place already" },
        { new Edit.InsertStep(new Destination.EndOfPhase("nowhere"), "Again"), "This phase is not there any more." },
        { new Edit.AddField("disable", FieldKey.Verify, ""), "\"Verify\" needs a value." },
        { new Edit.AddField("disable", FieldKey.In, "Click", ""), "Name the tool this is for." },
        { new Edit.RemoveField("disable", FieldKey.Wait), "Step 1 has no line \"Wait\" any more." },
        { new Edit.AddAnswer("privileged", "yes", new Exit.Stop()), "Step 2 has the answer \"yes\" already." },
        { new Edit.AddAnswer("privileged", "Perhaps", new Exit.GoTo("nowhere")), "There is no step {#nowhere} to go to." },
        { new Edit.AddAnswer("laptop", "Perhaps", new Exit.Advice("think about it")), "Written like this it would be read as something else." },
        { new Edit.SetAnswer("privileged", "Perhaps", new Exit.Stop()), "Step 2 has no line \"Perhaps\" any more." },
        { new Edit.RenamePhase("cut-access", " "), "Name the phase." },
        { new Edit.InsertPhase("find", "Phase"), "Step 3.1 is a sub-step" },
        { new Edit.SetSection(SectionKind.Steps, "None."), "\"Steps\" holds steps" },
        { new Edit.SetSection(SectionKind.Records, "Kept.\n\n## More\n\nWords"), "text outside" },
        { new Edit.SetText("nowhere", "Kept."), "This section is not there any more." },
        { new Edit.SetHeader("bad key", "x"), "A key of the front matter is one word" },
        { new Edit.SetHeader("owner", "HR", "IT"), "\"owner\" takes one value." },
        { new Edit.SetHeader("review", "now and then"), "A review interval is a length of time" },
        { new Edit.SetTitle(" "), "A procedure needs a title." },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_would_break_the_text_is_refused_in_words(Edit edit, string message) =>
        Assert.Contains(message, edit.Apply(ProcedureReader.Read(Text)).Refusal?.Message, StringComparison.Ordinal);

    static string Apply(string text, Edit edit) => edit.Apply(ProcedureReader.Read(text)).Value.Source;

    static string Windows(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
}
