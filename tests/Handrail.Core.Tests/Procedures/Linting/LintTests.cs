using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Procedures.Linting;

/// <summary>One procedure without any finding; every test spoils it in one place.</summary>
public class LintTests
{
    const string Good = """
        ---
        title: Offboard a leaver
        owner: IT manager
        review: 12 months
        controls: [iso27001:A.5.18]
        policies: [access-control#leavers]
        run: Offboard {{Leaver}}
        runners: [IT desk]
        ---

        # Offboard a leaver

        ## Purpose
        Nobody keeps access to {{organization}} after they leave.

        ## Scope
        Employees. Not [machine accounts](machine-accounts.md).

        ## Before you start
        - Record: Leaver (member, required)
        - Record: Departure (date and time, required)
        - Record: Grade (choice: low, high)

        ## Steps

        1. Disable the directory account {#disable}
           - Role: IT administrator
           - System: {{identity_provider}}
           - Within: 1 hour of Departure
           - Verify: the status reads "Deactivated"
           - If it fails: go to [Call the on-call administrator](#call)

           ![The status page](images/status.png)
        2. Was {{Leaver}} an administrator? {#privileged}
           - Role: HR
           - Yes: continue
           - No: go to [Collect the laptop](#collect)
        3. Rotate shared secrets
           - Role: IT administrator
           - Only if: privileged is Yes and Grade is high
           - Run: [Rotate shared secrets](rotate.md)
        4. Collect the laptop {#collect}
           - Role: HR
           - Escalate: IT manager after 2 days

        ## If something goes wrong
        1. Call the on-call administrator {#call}

        ## Rollback
        1. Enable the account again
           - Approval: IT manager

        """;

    static readonly LintContext Known = new()
    {
        Folder = "access",
        Procedures = new HashSet<string> { "access/machine-accounts.md", "access/rotate.md", "SOP-014" },
        Images = new HashSet<string> { "access/images/status.png" },
        Environment = new Dictionary<string, string> { ["Identity provider"] = "Okta" },
        Roles = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "IT administrator", "IT manager", "HR" },
        People = new HashSet<string> { "IT desk" },
        Systems = new Dictionary<string, Instant?> { ["Okta"] = Time("2026-02-01T00:00:00Z") },
        ScreenshotsTaken = new Dictionary<string, Instant> { ["access/images/status.png"] = Time("2026-03-01T00:00:00Z") },
        Controls = new HashSet<string> { "iso27001:A.5.18" },
        Clauses = new HashSet<string> { "access-control#leavers" },
    };

    static Instant Time(string text) => Instant.TryParse(text, out var instant) ? instant : throw new ArgumentException(text);

    static IReadOnlyList<LintFinding> Check(string text, LintContext? context = null) => Lint.Check(ProcedureReader.Read(text), context ?? Known);

    [Fact]
    public void A_good_procedure_has_no_findings()
    {
        Assert.Empty(Check(Good));
        Assert.Empty(Check(Good, LintContext.Nothing));
    }

    [Fact]
    public void Brackets_and_braces_in_the_front_matter_are_only_words() =>
        Assert.Empty(Check(Good.Replace("title: Offboard a leaver", "title: \"Offboard ![a leaver](nobody.png), [really](#nowhere) {#disable}\"", StringComparison.Ordinal)));

    public static TheoryData<string, string, string, string?> Spoiled => new()
    {
        // What is spoiled, how, what is found, and what the text reads where the fix has been applied (null: no fix).
        { "(#collect)", "(#colect)", "link-broken", "(#collect)" },
        { "(rotate.md)", "(rotat.md)", "link-broken", "(rotate.md)" },
        { "(#call)", "(#scope)", "link-broken", null },
        { "images/status.png", "images/statsu.png", "image-missing", "images/status.png" },
        { "Yes: continue", "Yes: tell the security lead", "decision-no-way-out", "Yes: continue\n   - No: go to [Collect the laptop](#collect)\n   - If yes: tell the security lead" },
        { "(date and time, required)", "(datetime, required)", "field-type-unknown", "(date and time, required)" },
        { "(date and time, required)", "(dat, required)", "field-type-unknown", "(date, required)" },
        { "Call the on-call administrator {#call}", "Call the on-call administrator {#call}\n2. Call the police {#call}", "anchor-duplicate", "{#call-2}" },
        { "{{identity_provider}}", "{{identty_provider}}", "placeholder-unresolved", "{{Identity provider}}" },
        { "## Purpose\nNobody keeps access to {{organization}} after they leave.\n\n", "", "purpose-missing", "## Purpose\n\nTODO: say what this procedure achieves.\n\n## Scope" },
        { "## Scope\nEmployees. Not [machine accounts](machine-accounts.md).", "## Scope", "scope-missing", "## Scope\n\nTODO: say whom" },
        { "owner: IT manager\n", "", "owner-missing", "owner: IT administrator\n---" },
        { "review: 12 months\n", "review:\n", "review-missing", "review: 12 months\n" },
        { "controls: [iso27001:A.5.18]\npolicies: [access-control#leavers]\n", "", "serves-nothing", null },
        { "Employees.", "Employees. TODO", "text-unfinished", null },
        { "   - Role: HR\n   - Escalate: IT manager after 2 days\n", "   - Escalate: IT manager after 2 days\n", "step-no-role", "   - Escalate: IT manager after 2 days\n   - Role: IT administrator" },
        { "4. Collect the laptop {#collect}\n   - Role: HR\n", "4. Collect the laptop {#collect}\n   - Role: HR\n5. {#later}\n   - Role: HR\n", "instruction-missing", null },
        { "4. Collect the laptop", "4. Collecting the laptop", "instruction-no-verb", "4. Collect the laptop" },
        { "4. Collect the laptop", "4. The laptop is collected", "instruction-no-verb", null },
        { "4. Collect the laptop {#collect}", "4. Collect the laptop and then pay the wages {#collect}", "instruction-several-actions", "4. Collect the laptop {#collect}\n   - Role: HR\n4. Pay the wages\n   - Role: HR" },
        { "4. Collect the laptop {#collect}", "4. Collect the laptop. " + LongTail + " {#collect}", "instruction-long", "4. Collect the laptop. {#collect}\n\n   " + LongTail },
        { "4. Collect the laptop", "4. Collect the laptop, badge, etc.", "words-vague", null },
        { "4. Collect the laptop {#collect}", "4. Is the laptop back? {#collect}", "question-unanswered", "- Yes: continue\n   - No: continue" },
        { "4. Collect the laptop {#collect}", "4. Where is the laptop? {#collect}", "question-unanswered", "- Record: Answer (text)" },
        { "   - Yes: continue\n", "", "decision-single-answer", "- Yes: continue" },
        { "privileged is Yes and Grade is high", "Grade perhaps high", "condition-unreadable", null },
        { "privileged is Yes", "priviledged is Yes", "name-unknown", "privileged is Yes" },
        { "of Departure", "of Departre", "name-unknown", "of Departure" },
        { "Grade is high", "Grade is hihg", "value-unknown", "Grade is high" },
        { "Within: 1 hour of Departure", "Within: a moment", "line-unreadable", null },
        { "4. Collect the laptop {#collect}", "4. Collect", "anchor-unwritten", "4. Collect {#collect}" },
        { "   - Verify: the status reads \"Deactivated\"\n", "", "destructive-unchecked", "- Verify: TODO" },
        { "If it fails: go to [Call the on-call administrator](#call)", "If it fails: go to [Enable the account](#purpose)", "link-broken", null },
        { "Yes: continue", "Yes: go to [Collect the laptop](#collect)", "step-unreachable", null },
        { "   - Escalate: IT manager after 2 days", "   - Escalate: Janitor after 2 days", "role-unheld", null },
        { "   - Approval: IT manager", "   - Approval: IT manger", "role-unheld", "Approval: IT manager" },
        { "runners: [IT desk]", "audience: [IT dek]\nrunners: [IT desk]", "name-means-nobody", "audience: [IT desk]\nrunners: [IT desk]" },
        { "runners: [IT desk]", "runners: [IT dek]", "name-means-nobody", "runners: [IT desk]" },
        { "System: {{identity_provider}}", "System: Octa", "system-unknown", "System: Okta" },
        { "iso27001:A.5.18", "iso27001:A.5.81", "control-unknown", "iso27001:A.5.18" },
        { "access-control#leavers", "access-control#leaver", "clause-unknown", "access-control#leavers" },
        { "   - Escalate: IT manager after 2 days", "   - Yes: go to [this](#collect)\n   - No: go to [this](#collect)", "loop-endless", null },
    };

    const string LongTail = "This long sentence goes on about many a thing that nobody who is working on a Friday afternoon will ever want to read from the beginning to the very end of it";

    [Theory, MemberData(nameof(Spoiled))]
    public void What_is_spoiled_is_found_and_mended(string good, string bad, string code, string? mended)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var text = Good.Replace(good, bad, StringComparison.Ordinal);
        var found = Check(text);
        var finding = found.FirstOrDefault(finding => finding.Code == code) ?? throw new Xunit.Sdk.XunitException($"Only found: {string.Join(", ", found)}");
        Assert.True(finding.Span.Start <= finding.Span.End && finding.Span.End <= text.Length);
        if (mended is null)
        {
            Assert.Null(finding.Fix);
            return;
        }
        var fixedText = finding.Fix!.ApplyTo(text);
        Assert.Contains(mended, fixedText, StringComparison.Ordinal);
        Assert.DoesNotContain(Check(fixedText), again => again.Code == code);
    }

    [Fact]
    public void A_procedure_nobody_thought_about_gets_one_remark_of_a_kind()
    {
        const string text = "# Reset\n\n1. Delete the record\n2. Reset the password\n3. Rotate the key\n   - Verify: the old one is refused\n";
        var found = Check(text);
        foreach (var (code, mended) in new[] { ("step-no-role", "1. Delete the record\n   - Role: TODO\n2. Reset the password\n   - Role: TODO\n"), ("destructive-no-rollback", "## Rollback\n\n1. TODO: undo step 1\n"), ("no-way-out-when-fails", "## If something goes wrong\n\n1. TODO") })
        {
            var finding = Assert.Single(found, finding => finding.Code == code);
            Assert.Contains(mended, finding.Fix!.ApplyTo(text), StringComparison.Ordinal);
            Assert.DoesNotContain(Check(finding.Fix.ApplyTo(text)), again => again.Code == code);
        }
    }

    [Fact]
    public void What_a_new_procedure_asks_for_is_still_to_be_written()
    {
        var text = Skeleton.Of("Lock up", "", "Receptionist");
        var found = Check(text).Where(finding => finding.Code == "text-unfinished").ToList();

        Assert.Equal([SkeletonBody.AskedPurpose, SkeletonBody.AskedScope, SkeletonBody.AskedStep, SkeletonBody.AskedWayOut], found.Select(finding => finding.Span.In(text)));
        Assert.Equal(["The purpose still has to be written.", "The scope still has to be written.", "What is done first still has to be written.", "What is done when a step does not work still has to be written."], found.Select(finding => finding.Message));
        Assert.DoesNotContain(Check(SkeletonBody.Asked.Aggregate(text, (words, asked) => words.Replace(asked.Words, "Lock the door", StringComparison.Ordinal))), finding => finding.Code == "text-unfinished");
    }

    [Fact]
    public void A_text_without_steps_gets_some()
    {
        var finding = Assert.Single(Check("# Notes\n\nSome words.\n"), finding => finding.Code == "step-missing");
        Assert.Single(ProcedureReader.Read(finding.Fix!.ApplyTo("# Notes\n\nSome words.\n")).Main);
    }

    [Fact]
    public void Too_many_steps_are_counted()
    {
        static string Steps(int count) => string.Concat(Enumerable.Range(1, count).Select(i => $"{i}. Check host number {i}\n"));
        Assert.DoesNotContain(Check(Steps(30)), finding => finding.Code == "too-many-steps");
        Assert.Contains(Check(Steps(31)), finding => finding.Code == "too-many-steps");
    }

    [Fact]
    public void No_checkpoint_at_all_is_said_once()
    {
        var finding = Assert.Single(Check("1. Rotate the key\n2. Restart the host\n"), finding => finding.Code == "no-checkpoint");
        Assert.EndsWith("2. Restart the host\n   - Verify: TODO say what one must see\n", finding.Fix!.ApplyTo("1. Rotate the key\n2. Restart the host\n"));
    }

    [Fact]
    public void A_picture_older_than_the_tool_is_stale()
    {
        var later = Known with { Systems = new Dictionary<string, Instant?> { ["Okta"] = Time("2026-04-01T00:00:00Z") } };
        Assert.Equal("screenshot-stale", Assert.Single(Check(Good, later)).Code);
    }

    [Fact]
    public void Words_of_another_language_are_left_alone()
    {
        const string german = "# Zugang sperren\n\n1. Das Konto ist zu sperren und die Sitzung mit dem Schlüssel zu beenden\n2. Die Nachricht an den Leiter und das Team ist zu senden, etc.\n3. Das Gerät ist von der Person zu holen\n";
        Assert.DoesNotContain(Check(german), finding => finding.Code is "instruction-no-verb" or "words-vague" or "instruction-several-actions");
    }

    [Fact]
    public void Findings_come_in_the_order_of_the_text()
    {
        var starts = Check("1. The account is deleted, etc.\n2. Go [there](#nowhere)\n3. Is it done?\n").Select(finding => finding.Span.Start).ToList();
        Assert.Equal(starts.Order(), starts);
    }
}
