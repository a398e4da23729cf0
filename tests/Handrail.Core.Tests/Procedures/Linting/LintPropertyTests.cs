using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Linting;

namespace Handrail.Core.Tests.Procedures.Linting;

public class LintPropertyTests
{
    static readonly LintContext Context = new()
    {
        Procedures = new HashSet<string> { "a.md" },
        Images = new HashSet<string> { "a.png" },
        Environment = new Dictionary<string, string> { ["tool"] = "Okta" },
        Roles = new HashSet<string> { "HR" },
        Systems = new Dictionary<string, Instant?> { ["Okta"] = null },
        ScreenshotsTaken = new Dictionary<string, Instant>(),
        Controls = new HashSet<string> { "iso27001:A.5.1" },
        Clauses = new HashSet<string> { "access#leavers" },
    };

    static readonly Gen<string> Line = Gen.OneOf(
        "---", "title: A", "owner: HR", "owner:", "review: soon", "controls: [iso27001:A.5.2]", "# A", "## Purpose", "## Scope", "## Steps", "### Phase (any order)", "## If something goes wrong", "## Rollback",
        "1. Disable the account {#a}", "2. Delete it and then notify the manager. Document the reason {#a}", "3. The account is removed", "4. Is it done?", "- [ ] Check the log; restart the host", "5. Running the scan", "1) Collect logs, etc.",
        "   - Role: HR", "   - Role: Boss", "   - System: {{toool}}", "   - Within: 1 hour of Time", "   - Within: soon", "   - Record: Time (datetime)", "- Record: Name (member)", "   - Yes: continue", "   - No: go to [a](#b)", "   - Yes: call somebody",
        "   - Only if: a is Yes", "   - Only if: bla", "   - If it fails: roll back", "   - Verify: it works", "   - Run: [b](b.md)", "   - In Okta: click", "   1. Revoke the tokens", "   2. Was it so?", "      - Role: HR", "   ![x](b.png)", "   ```", "```", "   rm -rf /",
        "", "", "    indented", "> quoted", "> 1. Copy the files", "| a | b |", "| - | - |", "text [x](#nowhere) <!-- ", "-->", "{{", "}}", "[", "](", "\ud83d", "é", "\t1. Tab", "TODO", "a. Lettered", "**Step 1** Bold", "Setext", "===");

    static readonly Gen<string> Text = Gen.Select(Line.Array[0, 25], Gen.OneOf("\n", "\n", "\r\n"), (lines, end) => string.Join(end, lines));

    [Fact]
    public void Lint_never_throws_and_points_into_the_text() => Text.Sample(text =>
    {
        foreach (var finding in Lint.Check(ProcedureReader.Read(text), Context)) AssertInside(text, finding);
    });

    [Fact]
    public void Text_of_any_kind_is_linted() => Gen.String[0, 200].Sample(text => Lint.Check(ProcedureReader.Read(text), Context));

    [Fact]
    public void A_fix_removes_its_finding_or_is_left_to_a_person() => Text.Sample(text =>
    {
        var procedure = ProcedureReader.Read(text);
        foreach (var finding in Lint.Check(procedure, Context).Where(finding => finding.Fix is not null))
            if (Lint.Mend(procedure, Context, finding) is { } mended) AssertIsMended(text, finding, mended);
    });

    [Fact]
    public void Every_fix_in_real_procedures_removes_its_finding()
    {
        foreach (var path in RealProcedures.Paths())
        {
            var procedure = ProcedureReader.Read(File.ReadAllText(path));
            foreach (var finding in Lint.Check(procedure, Context).Where(finding => finding.Fix is not null))
                AssertIsMended(procedure.Source, finding, Lint.Mend(procedure, Context, finding) ?? procedure.Source);
        }
    }

    static void AssertIsMended(string text, LintFinding finding, string mended)
    {
        var (before, after) = (CountOf(finding.Code, text), CountOf(finding.Code, mended));
        Assert.True(after < before, $"{finding.Code} ({finding.Message}): \"{finding.Fix!.Title}\" leaves {after} of {before} in\n{mended}");
    }

    static int CountOf(string code, string text) => Lint.Check(ProcedureReader.Read(text), Context).Count(finding => finding.Code == code);

    static void AssertInside(string text, LintFinding finding)
    {
        Assert.InRange(finding.Span.Start, 0, text.Length);
        Assert.InRange(finding.Span.End, finding.Span.Start, text.Length);
        Assert.All(finding.Fix?.Splices ?? [], edit => Assert.InRange(edit.Span.End, edit.Span.Start, text.Length));
    }
}
