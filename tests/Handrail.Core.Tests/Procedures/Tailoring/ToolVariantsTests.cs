using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Tests.Procedures.Tailoring;

public class ToolVariantsTests
{
    static readonly Procedure Procedure = ProcedureReader.Read("""
        # Disable an account

        ## Steps
        1. Disable the account {#disable}
           - In Okta: choose **Deactivate**.
           - In Microsoft Entra ID: clear **Account enabled**.

           Do not delete it.
        2. Scan the host {#scan}
           - In Nessus: start a scan.
           - In Trivy: run it.
        """, "disable.md");

    static string Shown(string step, params string[] tools) => string.Join(" ", ToolVariants.Shown(Procedure.Find(step)!, tools).Select(detail => detail.Tool ?? "-"));

    [Theory]
    [InlineData("disable", "Okta", "Okta -")]
    [InlineData("disable", "Azure AD", "Microsoft Entra ID -")]
    [InlineData("scan", "Trivy,Nessus", "Nessus Trivy")]
    [InlineData("scan", "Okta", "Nessus Trivy")]
    [InlineData("disable", "OneLogin", "Okta Microsoft Entra ID -")]
    [InlineData("disable", "", "Okta Microsoft Entra ID -")]
    public void Only_the_variants_of_tools_in_use_are_shown_and_all_where_none_is_known(string step, string tools, string shown) =>
        Assert.Equal(shown, Shown(step, tools.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Those_that_apply_are_named_as_the_text_labels_them() => Assert.Equal(["Microsoft Entra ID", "Trivy"], ToolVariants.Applying(Procedure, ["Entra ID", "Trivy", "Jira"]));

    [Theory]
    [InlineData("disable", "OneLogin", "OneLogin", true)]
    [InlineData("disable", "Okta", "Okta", false)]
    [InlineData("disable", "Azure AD", "", false)]
    [InlineData("disable", "{{identity_provider}}", "", false)]
    [InlineData("disable", null, "", false)]
    [InlineData("scan", "AWS and Trivy", "Trivy", false)]
    public void A_tool_nothing_is_written_for_is_noticed(string step, string? system, string tools, bool unwritten) =>
        Assert.Equal(unwritten, ToolVariants.IsUnwrittenFor(Procedure.Find(step)!, system, tools.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void What_was_frozen_by_its_labels_shows_the_same_variants_again() =>
        Assert.Equal("Microsoft Entra ID -", Shown("disable", [.. ToolVariants.Applying(Procedure, ["Azure AD"])]));
}
